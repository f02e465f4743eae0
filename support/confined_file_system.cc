#include "support/confined_file_system.h"

#include <algorithm>
#include <utility>

#include "support/path.h"

namespace kplace {
namespace {

Error Refusal(const std::string& path) {
  return {path + ": lies outside the tree and is not read"};
}

}  // namespace

ConfinedFileSystem::ConfinedFileSystem(const FileSystem& inner,
                                       std::vector<std::string> roots)
    : inner_(inner), roots_(std::move(roots)) {
  for (std::string& root : roots_) root = NormalizePath(root);
}

bool ConfinedFileSystem::Inside(const std::string& path) const {
  std::string normal = NormalizePath(path);
  return std::any_of(
      roots_.begin(), roots_.end(), [&](const std::string& root) {
        return normal == root || RelativeTo(normal, root) != normal;
      });
}

Result<std::string> ConfinedFileSystem::Read(const std::string& path) const {
  if (!Inside(path)) return Refusal(path);
  return inner_.Read(path);
}

Result<std::unique_ptr<FileBytes>> ConfinedFileSystem::Open(
    const std::string& path) const {
  if (!Inside(path)) return Refusal(path);
  return inner_.Open(path);
}

Result<std::unique_ptr<FileParts>> ConfinedFileSystem::OpenParts(
    const std::string& path) const {
  if (!Inside(path)) return Refusal(path);
  return inner_.OpenParts(path);
}

Result<std::vector<std::string>> ConfinedFileSystem::List(
    const std::string& path) const {
  if (!Inside(path)) return Refusal(path);
  return inner_.List(path);
}

Result<std::string> ConfinedFileSystem::RealPath(
    const std::string& path) const {
  if (!Inside(path)) return Refusal(path);
  return inner_.RealPath(path);
}

FileStatus ConfinedFileSystem::Status(const std::string& path) const {
  return Inside(path) ? inner_.Status(path) : FileStatus();
}

}  // namespace kplace
