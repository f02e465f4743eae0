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

std::string DirectoryPrefix(const std::string& path) {
  std::string prefix = NormalizePath(path);
  if (prefix == ".") return "";
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

}  // namespace

void MemoryFileSystem::Write(const std::string& path, std::string text) {
  files_[NormalizePath(path)] = std::move(text);
}

Result<std::string> MemoryFileSystem::Read(const std::string& path) const {
  auto it = files_.find(NormalizePath(path));
  if (it == files_.end()) return Error{path + ": No such file or directory"};
  return it->second;
}

Result<std::unique_ptr<FileBytes>> MemoryFileSystem::Open(
    const std::string& path) const {
  auto it = files_.find(NormalizePath(path));
  if (it == files_.end()) return Error{path + ": No such file or directory"};
  return std::unique_ptr<FileBytes>(std::make_unique<ViewedBytes>(it->second));
}

FileStatus MemoryFileSystem::Status(const std::string& path) const {
  std::string normal = NormalizePath(path);
  if (auto it = files_.find(normal); it != files_.end()) {
    return {FileKind::kFile, it->second.size(), 0};
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
  if (names.empty()) return Error{path + ": No such file or directory"};
  return names;
}

Result<std::string> MemoryFileSystem::RealPath(const std::string& path) const {
  if (Status(path).kind == FileKind::kMissing) {
    return Error{path + ": No such file or directory"};
  }
  return NormalizePath(path);
}

}  // namespace kplace
