#include "support/source.h"

#include "support/text.h"

namespace kplace {

SourceFiles::SourceFiles() {
  entries_.emplace_back();
}  // FileId::kNone

FileId SourceFiles::Intern(std::string_view path) {
  std::lock_guard lock(mutex_);
  if (auto it = by_path_.find(path); it != by_path_.end()) return it->second;
  auto id = static_cast<FileId>(entries_.size());
  entries_.push_back({std::string(path), {}, false});
  by_path_.emplace(entries_.back().path, id);
  return id;
}

std::string_view SourceFiles::SetText(FileId file, std::string text) {
  std::lock_guard lock(mutex_);
  Entry& entry = entries_[static_cast<uint32_t>(file)];
  if (!entry.has_text) {
    entry.text = std::move(text);
    entry.has_text = true;
  }
  return entry.text;
}

const SourceFiles::Entry& SourceFiles::At(FileId file) const {
  std::lock_guard lock(mutex_);
  return entries_[static_cast<uint32_t>(file)];  // a deque: stays in place
}

const std::string& SourceFiles::Path(FileId file) const {
  return At(file).path;
}

std::vector<std::string> SourceFiles::Paths() const {
  std::lock_guard lock(mutex_);
  std::vector<std::string> paths;
  for (const Entry& entry : entries_) {
    if (!entry.path.empty()) paths.push_back(entry.path);
  }
  return paths;
}

std::string_view SourceFiles::Text(FileId file) const {
  return At(file).text;
}

std::string SourceFiles::LogicalLine(SourceLoc loc, size_t limit) const {
  std::string_view text = Text(loc.file);
  if (loc.line == 0) return {};
  size_t begin = 0;
  for (uint32_t line = 1; line < loc.line; ++line) {
    begin = text.find('\n', begin);
    if (begin == std::string_view::npos) return {};
    ++begin;
  }
  std::string joined;
  for (;;) {
    size_t end = text.find('\n', begin);
    bool last = end == std::string_view::npos;
    std::string_view line =
        text.substr(begin, last ? std::string_view::npos : end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    bool continues = line.ends_with('\\');
    if (continues) line.remove_suffix(1);
    joined += line;
    if (last || !continues) break;
    joined += ' ';
    begin = end + 1;
  }
  return Elide(FoldWhitespace(joined), limit);
}

std::string SourceFiles::Format(SourceLoc loc) const {
  std::string place = Path(loc.file);
  if (loc.line != 0) place += ':' + std::to_string(loc.line);
  return place;
}

}  // namespace kplace
