// file_system.h - the seam between us and the disk.
//
// Everything that reads a kernel tree takes a FileSystem, so that tests run on
// trees in memory and a changed tree can be laid over an unchanged one.

#ifndef KPLACE_SUPPORT_FILE_SYSTEM_H_
#define KPLACE_SUPPORT_FILE_SYSTEM_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace kplace {

enum class FileKind { kMissing, kFile, kDirectory, kOther };

/// What `stat` says.  `modified_ns` is nanoseconds since the epoch.
struct FileStatus {
  FileKind kind = FileKind::kMissing;
  uint64_t size = 0;
  int64_t modified_ns = 0;
};

/// The bytes of a file: mapped or read.  They stay valid, and stay as they
/// were found in size, as long as the object lives.
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::string_view bytes() const = 0;
};

/// Reads files and directories.  Paths are absolute, or relative to whatever
/// the implementation calls its root (the process' directory for the real one).
/// All calls may be made from several threads.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// The whole file as text.  Fails with "PATH: REASON".
  virtual Result<std::string> Read(const std::string& path) const = 0;

  /// The whole file without copying it where that is possible.
  virtual Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const = 0;

  /// Follows symbolic links.  A broken link is kMissing.
  virtual FileStatus Status(const std::string& path) const = 0;

  /// Names in a directory, sorted, without "." and "..".
  virtual Result<std::vector<std::string>> List(
      const std::string& path) const = 0;

  /// Where a symbolic link points, resolved to an absolute path; also works
  /// for paths that are no link.  Fails when the target does not exist.
  virtual Result<std::string> RealPath(const std::string& path) const = 0;

  bool IsFile(const std::string& path) const {
    return Status(path).kind == FileKind::kFile;
  }
  bool IsDirectory(const std::string& path) const {
    return Status(path).kind == FileKind::kDirectory;
  }
};

/// The disk.
class RealFileSystem : public FileSystem {
 public:
  Result<std::string> Read(const std::string& path) const override;
  Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const override;
  FileStatus Status(const std::string& path) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<std::string> RealPath(const std::string& path) const override;
};

/// A tree in memory, for tests: files by path, directories implied by them.
class MemoryFileSystem : public FileSystem {
 public:
  void Write(const std::string& path, std::string text);

  Result<std::string> Read(const std::string& path) const override;
  Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const override;
  FileStatus Status(const std::string& path) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<std::string> RealPath(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_FILE_SYSTEM_H_
