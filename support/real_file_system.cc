#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "support/file_system.h"

namespace kplace {
namespace {

// Files up to this size are read, not mapped: a compiler that truncates an
// object under a map turns our next look at it into a SIGBUS, and a build may
// be running.  Only debug builds have objects beyond it.
constexpr uint64_t kLargestRead = uint64_t{32} * 1024 * 1024;

// No text of a kernel tree comes near; a sparse file or /proc/kcore, which a
// hostile makefile may include, is larger than memory.
constexpr uint64_t kLargestText = uint64_t{256} * 1024 * 1024;

Error ErrnoError(const std::string& path) {
  return {path + ": " + std::strerror(errno)};
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
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

class MappedBytes : public FileBytes {
 public:
  MappedBytes(void* start, size_t size) : start_(start), size_(size) {}
  ~MappedBytes() override { munmap(start_, size_); }
  MappedBytes(const MappedBytes&) = delete;
  MappedBytes& operator=(const MappedBytes&) = delete;
  std::string_view bytes() const override {
    return {static_cast<const char*>(start_), size_};
  }

 private:
  void* start_;
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
  auto size = static_cast<size_t>(status->st_size);
  if (size > kLargestRead) {
    void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (start == MAP_FAILED) return ErrnoError(path);
    return std::unique_ptr<FileBytes>(
        std::make_unique<MappedBytes>(start, size));
  }
  auto buffer = std::make_unique_for_overwrite<char[]>(size);
  Result<size_t> got = ReadUpTo(file.get(), buffer.get(), size, path);
  if (!got) return got.error();
  return std::unique_ptr<FileBytes>(
      std::make_unique<ReadBytes>(std::move(buffer), *got));
}

FileStatus RealFileSystem::Status(const std::string& path) const {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return {};
  FileStatus result;
  result.kind = S_ISREG(status.st_mode)   ? FileKind::kFile
                : S_ISDIR(status.st_mode) ? FileKind::kDirectory
                                          : FileKind::kOther;
  result.size = static_cast<uint64_t>(status.st_size);
  result.modified_ns =
      int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
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
