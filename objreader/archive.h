// archive.h - the members of an ar archive, thin or ordinary.
//
// Kbuild's built-in.a, lib.a and vmlinux.a are thin: they hold the names of
// their members, relative to the directory of the archive, and no bytes.  An
// archive without members is an ordinary one of eight bytes.

#ifndef KPLACE_OBJREADER_ARCHIVE_H_
#define KPLACE_OBJREADER_ARCHIVE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

struct ArchiveMember {
  /// Thin: the path of the object, seen from the directory that `path` of
  /// ReadArchive() is seen from.  Ordinary: the member's name.
  std::string name;
  /// Where the bytes are inside an ordinary archive; both 0 for thin ones.
  uint64_t offset = 0;
  uint64_t size = 0;
};

struct Archive {
  bool thin = false;
  std::vector<ArchiveMember> members;  ///< in archive order
};

/// Fails with "PATH: REASON" for a file that is missing, truncated or no
/// archive.
Result<Archive> ReadArchive(const FileSystem& files, const std::string& path);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_ARCHIVE_H_
