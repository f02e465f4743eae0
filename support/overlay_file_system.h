// overlay_file_system.h - a tree with a few files changed, that nobody has
// written.

#ifndef KPLACE_SUPPORT_OVERLAY_FILE_SYSTEM_H_
#define KPLACE_SUPPORT_OVERLAY_FILE_SYSTEM_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/file_system.h"

namespace kplace {

/// Shows of `inner` everything, but for the texts of some files, which have to
/// be there.  `inner` outlives this.
class OverlayFileSystem : public FileSystem {
 public:
  /// `texts` by path as it will be asked for, normalised.
  OverlayFileSystem(const FileSystem& inner,
                    std::map<std::string, std::string> texts)
      : inner_(inner), texts_(std::move(texts)) {}

  Result<std::string> Read(const std::string& path) const override;
  Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const override;
  /// Not of a changed file: those that are read in parts are objects.
  Result<std::unique_ptr<FileParts>> OpenParts(
      const std::string& path) const override;
  FileStatus Status(const std::string& path) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<std::string> RealPath(const std::string& path) const override;

 private:
  const std::string* Find(const std::string& path) const;

  const FileSystem& inner_;
  std::map<std::string, std::string> texts_;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_OVERLAY_FILE_SYSTEM_H_
