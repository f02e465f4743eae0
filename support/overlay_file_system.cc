#include "support/overlay_file_system.h"

#include <utility>

#include "support/path.h"

namespace kplace {
namespace {

class Text : public FileBytes {
 public:
  explicit Text(const std::string& text) : text_(text) {}
  std::string_view bytes() const override { return text_; }

 private:
  std::string text_;
};

}  // namespace

const std::string* OverlayFileSystem::Find(const std::string& path) const {
  auto text = texts_.find(NormalizePath(path));
  return text == texts_.end() ? nullptr : &text->second;
}

Result<std::string> OverlayFileSystem::Read(const std::string& path) const {
  const std::string* text = Find(path);
  return text != nullptr ? Result<std::string>(*text) : inner_.Read(path);
}

Result<std::unique_ptr<FileBytes>> OverlayFileSystem::Open(
    const std::string& path) const {
  const std::string* text = Find(path);
  if (text == nullptr) return inner_.Open(path);
  return std::unique_ptr<FileBytes>(std::make_unique<Text>(*text));
}

Result<std::unique_ptr<FileParts>> OverlayFileSystem::OpenParts(
    const std::string& path) const {
  if (Find(path) != nullptr) return Error{path + ": its text is changed"};
  return inner_.OpenParts(path);
}

FileStatus OverlayFileSystem::Status(const std::string& path) const {
  FileStatus status = inner_.Status(path);
  if (const std::string* text = Find(path)) status.size = text->size();
  return status;
}

Result<std::vector<std::string>> OverlayFileSystem::List(
    const std::string& path) const {
  return inner_.List(path);
}

Result<std::string> OverlayFileSystem::RealPath(const std::string& path) const {
  return inner_.RealPath(path);
}

}  // namespace kplace
