#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "support/file_system.h"

namespace kplace {
namespace {

// Files are never mapped: a compiler that truncates an object under a map turns
// our next look at it into a SIGBUS, and a build may be running.  So what is
// wanted whole must fit into memory; what is larger is read in parts.
constexpr uint64_t kLargestWhole = uint64_t{1} << 30;

// No text of a kernel tree comes near; a sparse file or /proc/kcore, which a
// hostile makefile may include, is larger than memory.
constexpr uint64_t kLargestText = uint64_t{256} * 1024 * 1024;

Error ErrnoError(const std::string& path) {
  return {path + ": " + std::strerror(errno)};
}

Error Changed(const std::string& path) {
  return {path + ": changed while it was read"};
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

class ReadBytes : public FileBytes {
 public:
  ReadBytes(std::unique_ptr<char[]> bytes, size_t size)
      : bytes_(std::move(bytes)), size_(size) {}
  std::string_view bytes() const override { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  size_t size_;
};

/// Reads at most `size` bytes, says how many there were: a file that shrinks
/// meanwhile gives fewer.
Result<size_t> ReadUpTo(int fd, char* buffer, size_t size,
                        const std::string& path) {
  size_t done = 0;
  while (done < size) {
    ssize_t n = read(fd, buffer + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoError(path);
    if (n == 0) break;
    done += static_cast<size_t>(n);
  }
  return done;
}

/// Opens nothing but regular files: a FIFO or a device would never end.
Result<struct stat> StatRegular(const Descriptor& file,
                                const std::string& path) {
  if (!file.ok()) return ErrnoError(path);
  struct stat status = {};
  if (fstat(file.get(), &status) != 0) return ErrnoError(path);
  if (S_ISDIR(status.st_mode)) return Error{path + ": is a directory"};
  if (!S_ISREG(status.st_mode)) return Error{path + ": not a regular file"};
  return status;
}

int64_t ModifiedNs(const struct stat& status) {
  return int64_t{status.st_mtim.tv_sec} * 1'000'000'000 +
         status.st_mtim.tv_nsec;
}

FileIdentity IdentityOf(const struct stat& status) {
  return {.device = status.st_dev,
          .inode = status.st_ino,
          .size = static_cast<uint64_t>(status.st_size),
          .modified_ns = ModifiedNs(status)};
}

class RealParts : public FileParts {
 public:
  RealParts(Descriptor file, const FileIdentity& identity, std::string path)
      : FileParts(identity), file_(std::move(file)), path_(std::move(path)) {}

  std::optional<Error> Read(uint64_t offset,
                            std::span<char> out) const override {
    while (!out.empty()) {
      ssize_t n = pread(file_.get(), out.data(), out.size(),
                        static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return ErrnoError(path_);
      if (n == 0) return Changed(path_);
      out = out.subspan(static_cast<size_t>(n));
      offset += static_cast<uint64_t>(n);
    }
    return std::nullopt;
  }

  std::optional<Error> CheckUnchanged() const override {
    struct stat status = {};
    if (fstat(file_.get(), &status) != 0) return ErrnoError(path_);
    if (IdentityOf(status) == identity()) return std::nullopt;
    return Changed(path_);
  }

 private:
  Descriptor file_;
  std::string path_;
};

}  // namespace

Result<std::string> RealFileSystem::Read(const std::string& path) const {
  Descriptor file(path);
  Result<struct stat> status = StatRegular(file, path);
  if (!status) return status.error();
  auto bytes = static_cast<uint64_t>(status->st_size);
  if (bytes > kLargestText) return Error{path + ": too large for a text file"};
  std::string text(bytes, '\0');
  Result<size_t> size = ReadUpTo(file.get(), text.data(), text.size(), path);
  if (!size) return size.error();
  text.resize(*size);
  return text;
}

Result<std::unique_ptr<FileBytes>> RealFileSystem::Open(
    const std::string& path) const {
  Descriptor file(path);
  Result<struct stat> status = StatRegular(file, path);
  if (!status) return status.error();
  auto size = static_cast<uint64_t>(status->st_size);
  if (size > kLargestWhole) return Error{path + ": too large to be read whole"};
  auto buffer = std::make_unique_for_overwrite<char[]>(size);
  Result<size_t> got = ReadUpTo(file.get(), buffer.get(), size, path);
  if (!got) return got.error();
  if (*got != size) return Changed(path);
  return std::unique_ptr<FileBytes>(
      std::make_unique<ReadBytes>(std::move(buffer), size));
}

Result<std::unique_ptr<FileParts>> RealFileSystem::OpenParts(
    const std::string& path) const {
  Descriptor file(path);
  Result<struct stat> status = StatRegular(file, path);
  if (!status) return status.error();
  return std::unique_ptr<FileParts>(
      std::make_unique<RealParts>(std::move(file), IdentityOf(*status), path));
}

FileStatus RealFileSystem::Status(const std::string& path) const {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return {};
  FileStatus result;
  result.kind = S_ISREG(status.st_mode)   ? FileKind::kFile
                : S_ISDIR(status.st_mode) ? FileKind::kDirectory
                                          : FileKind::kOther;
  result.size = static_cast<uint64_t>(status.st_size);
  result.modified_ns = ModifiedNs(status);
  return result;
}

Result<std::vector<std::string>> RealFileSystem::List(
    const std::string& path) const {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return ErrnoError(path);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) {
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> RealFileSystem::RealPath(const std::string& path) const {
  char* resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return ErrnoError(path);
  std::string result = resolved;
  std::free(resolved);
  return result;
}

}  // namespace kplace
