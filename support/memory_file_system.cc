#include "support/file_system.h"
#include "support/path.h"

namespace kplace {
namespace {

class ViewedBytes : public FileBytes {
 public:
  explicit ViewedBytes(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
};

Error Missing(const std::string& path) {
  return {path + ": No such file or directory"};
}

std::string DirectoryPrefix(const std::string& path) {
  std::string prefix = NormalizePath(path);
  if (prefix == ".") return "";
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

}  // namespace

/// Looks its file up for each question, as the disk does: a test may write it
/// again meanwhile.
class MemoryFileSystem::Parts : public FileParts {
 public:
  Parts(const MemoryFileSystem& files, std::string path, const File& file)
      : FileParts(IdentityOf(file)), files_(files), path_(std::move(path)) {}

  std::optional<Error> Read(uint64_t offset,
                            std::span<char> out) const override {
    const File* file = files_.Find(path_);
    if (file == nullptr || offset > file->text.size() ||
        out.size() > file->text.size() - offset) {
      return Changed();
    }
    file->text.copy(out.data(), out.size(), offset);
    return std::nullopt;
  }

  std::optional<Error> CheckUnchanged() const override {
    const File* file = files_.Find(path_);
    if (file != nullptr && IdentityOf(*file) == identity()) return std::nullopt;
    return Changed();
  }

 private:
  static FileIdentity IdentityOf(const File& file) {
    return {.inode = file.generation, .size = file.text.size()};
  }
  Error Changed() const { return {path_ + ": changed while it was read"}; }

  const MemoryFileSystem& files_;
  std::string path_;
};

void MemoryFileSystem::Write(const std::string& path, std::string text) {
  files_[NormalizePath(path)] = {std::move(text), ++generation_};
}

const MemoryFileSystem::File* MemoryFileSystem::Find(
    const std::string& path) const {
  auto it = files_.find(NormalizePath(path));
  return it == files_.end() ? nullptr : &it->second;
}

Result<std::string> MemoryFileSystem::Read(const std::string& path) const {
  const File* file = Find(path);
  if (file == nullptr) return Missing(path);
  return file->text;
}

Result<std::unique_ptr<FileBytes>> MemoryFileSystem::Open(
    const std::string& path) const {
  const File* file = Find(path);
  if (file == nullptr) return Missing(path);
  return std::unique_ptr<FileBytes>(std::make_unique<ViewedBytes>(file->text));
}

Result<std::unique_ptr<FileParts>> MemoryFileSystem::OpenParts(
    const std::string& path) const {
  const File* file = Find(path);
  if (file == nullptr) return Missing(path);
  return std::unique_ptr<FileParts>(
      std::make_unique<Parts>(*this, path, *file));
}

FileStatus MemoryFileSystem::Status(const std::string& path) const {
  if (const File* file = Find(path)) {
    return {FileKind::kFile, file->text.size(), 0};
  }
  std::string prefix = DirectoryPrefix(path);
  auto it = files_.lower_bound(prefix);
  bool has_entry = it != files_.end() && it->first.starts_with(prefix);
  return {has_entry ? FileKind::kDirectory : FileKind::kMissing, 0, 0};
}

Result<std::vector<std::string>> MemoryFileSystem::List(
    const std::string& path) const {
  std::string prefix = DirectoryPrefix(path);
  std::vector<std::string> names;
  for (auto it = files_.lower_bound(prefix);
       it != files_.end() && it->first.starts_with(prefix); ++it) {
    std::string_view rest = std::string_view(it->first).substr(prefix.size());
    std::string_view name = rest.substr(0, rest.find('/'));
    if (names.empty() || names.back() != name) names.emplace_back(name);
  }
  if (names.empty()) return Missing(path);
  return names;
}

Result<std::string> MemoryFileSystem::RealPath(const std::string& path) const {
  if (Status(path).kind == FileKind::kMissing) {
    return Missing(path);
  }
  return NormalizePath(path);
}

}  // namespace kplace
