// confined_file_system.h - a file system that ends at the edge of a tree.
//
// Makefiles name files, and makefiles may come from strangers:
// `$(file </etc/hostname)` must not end up in a review comment.  What lies
// outside is refused with a reason, never silently empty.

#ifndef KPLACE_SUPPORT_CONFINED_FILE_SYSTEM_H_
#define KPLACE_SUPPORT_CONFINED_FILE_SYSTEM_H_

#include <string>
#include <vector>

#include "support/file_system.h"

namespace kplace {

/// Shows of `inner` only what lies below one of `roots` (absolute paths), by
/// the text of the path: a symbolic link inside a root is followed, as make
/// would. `inner` outlives this.
class ConfinedFileSystem : public FileSystem {
 public:
  ConfinedFileSystem(const FileSystem& inner, std::vector<std::string> roots);

  /// Outside: fails with "PATH: lies outside the tree and is not read".
  Result<std::string> Read(const std::string& path) const override;
  Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const override;
  Result<std::unique_ptr<FileParts>> OpenParts(
      const std::string& path) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<std::string> RealPath(const std::string& path) const override;
  /// Outside: kMissing.
  FileStatus Status(const std::string& path) const override;

 private:
  bool Inside(const std::string& path) const;

  const FileSystem& inner_;
  std::vector<std::string> roots_;  ///< normalised
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_CONFINED_FILE_SYSTEM_H_
