// source_finder.h - which files a `source` statement names.
//
// The kernel names one file with each `source`.  Trees that descend from it
// also use patterns (`osource "*/Kconfig"`), so those are matched here too.
// Everything outside the source tree is refused: the tree is a stranger's, and
// what it could show of other files in our messages is none of its business.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_SOURCE_FINDER_H_
#define KPLACE_KBUILDPARSE_KCONFIG_SOURCE_FINDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"
#include "support/result.h"

namespace kplace::kconfig {

class SourceFinder {
 public:
  /// `srctree` is what $(srctree) stands for: paths that begin with it are
  /// inside the tree, whatever `source_dir` is called.
  SourceFinder(const FileSystem& files, std::string source_dir,
               std::string srctree);

  /// The files that `path` names, relative to the source tree and sorted.  A
  /// path without pattern is given back without a look at the disk.  Fails
  /// when it leads out of the tree.
  Result<std::vector<std::string>> Find(const std::string& path) const;

  /// Where a path that Find() gave is to be read.
  std::string OnDisk(const std::string& path) const;

 private:
  void Match(const std::string& directory,
             const std::vector<std::string_view>& parts, size_t next,
             std::vector<std::string>& found) const;

  const FileSystem& files_;
  std::string source_dir_;
  std::string srctree_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_SOURCE_FINDER_H_
