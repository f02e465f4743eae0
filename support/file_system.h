// file_system.h - the seam between us and the disk.
//
// Everything that reads a kernel tree takes a FileSystem, so that tests run on
// trees in memory and a changed tree can be laid over an unchanged one.

#ifndef KPLACE_SUPPORT_FILE_SYSTEM_H_
#define KPLACE_SUPPORT_FILE_SYSTEM_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
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

/// The bytes of a file, read whole.  They stay valid, and stay as they were
/// found, as long as the object lives.
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::string_view bytes() const = 0;
};

/// What tells one state of a file from another: whoever writes the file, or
/// puts another in its place, changes one of these (to the tick of the file
/// system's clock).
struct FileIdentity {
  uint64_t device = 0;
  uint64_t inode = 0;
  uint64_t size = 0;
  int64_t modified_ns = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// An open file whose bytes are copied out stretch by stretch, for who needs
/// little of much.  Never a memory map: a build that truncates the file
/// meanwhile would turn the next look at it into a SIGBUS.
class FileParts {
 public:
  virtual ~FileParts() = default;

  /// As of opening.
  const FileIdentity& identity() const { return identity_; }
  uint64_t size() const { return identity_.size; }

  /// Fills `out` with the bytes from `offset` on.  Fails with "PATH: changed
  /// while it was read" when the file has fewer.
  virtual std::optional<Error> Read(uint64_t offset,
                                    std::span<char> out) const = 0;

  /// The same failure when the file is not what it was on opening: to be asked
  /// after the last Read(), for otherwise the parts may not fit each other.
  virtual std::optional<Error> CheckUnchanged() const = 0;

 protected:
  explicit FileParts(const FileIdentity& identity) : identity_(identity) {}

 private:
  FileIdentity identity_;
};

/// Reads files and directories.  Paths are absolute, or relative to whatever
/// the implementation calls its root (the process' directory for the real one).
/// All calls may be made from several threads.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// The whole file as text.  Fails with "PATH: REASON".
  virtual Result<std::string> Read(const std::string& path) const = 0;

  /// The whole file without copying it where that is possible.  Fails as well
  /// for files of more than a gibibyte.
  virtual Result<std::unique_ptr<FileBytes>> Open(
      const std::string& path) const = 0;

  /// The file, to be read in parts.  It must not outlive the file system.
  virtual Result<std::unique_ptr<FileParts>> OpenParts(
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
  Result<std::unique_ptr<FileParts>> OpenParts(
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
  Result<std::unique_ptr<FileParts>> OpenParts(
      const std::string& path) const override;
  FileStatus Status(const std::string& path) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<std::string> RealPath(const std::string& path) const override;

 private:
  struct File {
    std::string text;
    uint64_t generation = 0;  ///< counts what was written; stands for an inode
  };
  class Parts;

  /// Null when there is none.
  const File* Find(const std::string& path) const;

  std::map<std::string, File> files_;
  uint64_t generation_ = 0;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_FILE_SYSTEM_H_
