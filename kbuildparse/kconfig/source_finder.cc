#include "kbuildparse/kconfig/source_finder.h"

#include <utility>

#include "support/path.h"

namespace kplace::kconfig {
namespace {

// A pattern is a convenience, not a way to list a whole disk.
constexpr size_t kMaxMatches = 10000;

bool HasPattern(std::string_view path) {
  return path.find_first_of("*?[") != std::string_view::npos;
}

/// Matches `c` with the class at the front of `pattern` ("[a-z]"); `length` is
/// how long the class is.  A bracket without its end is itself.
bool MatchesClass(char c, std::string_view pattern, size_t& length) {
  size_t i = 1;
  bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (size_t first = i; i < pattern.size(); ++i) {
    if (pattern[i] == ']' && i > first) {
      length = i + 1;
      return found != negated;
    }
    char low = pattern[i];
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' &&
        pattern[i + 2] != ']') {
      high = pattern[i + 2];
      i += 2;
    }
    if (low <= c && c <= high) found = true;
  }
  length = 1;
  return c == '[';
}

bool MatchesOne(char c, std::string_view pattern, size_t& length) {
  length = 1;
  if (pattern.front() == '?') return true;
  if (pattern.front() == '[') return MatchesClass(c, pattern, length);
  return pattern.front() == c;
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return parts;
}

}  // namespace

bool MatchesPattern(std::string_view name, std::string_view pattern) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  // After a star the rest is tried again one character further; only the last
  // star needs to be remembered, so this takes |name| * |pattern| steps.
  size_t n = 0;
  size_t p = 0;
  size_t star = std::string_view::npos;
  size_t star_n = 0;
  while (n < name.size()) {
    size_t length = 0;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_n = n;
    } else if (p < pattern.size() &&
               MatchesOne(name[n], pattern.substr(p), length)) {
      p += length;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++star_n;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

SourceFinder::SourceFinder(const FileSystem& files, std::string source_dir,
                           std::string srctree)
    : files_(files),
      source_dir_(std::move(source_dir)),
      srctree_(std::move(srctree)) {}

Result<std::vector<std::string>> SourceFinder::Find(
    const std::string& path) const {
  std::string inside = RelativeTo(path, source_dir_);
  if (inside.starts_with('/')) inside = RelativeTo(inside, srctree_);
  if (inside.starts_with('/') || inside == ".." || inside.starts_with("../")) {
    return Error{path + ": lies outside the source tree and is not read"};
  }
  if (!HasPattern(inside)) return std::vector<std::string>{inside};
  std::vector<std::string> found;
  Match("", SplitPath(inside), 0, found);
  return found;
}

std::string SourceFinder::OnDisk(const std::string& path) const {
  return JoinPath(source_dir_, path);
}

void SourceFinder::Match(const std::string& directory,
                         const std::vector<std::string_view>& parts,
                         size_t next, std::vector<std::string>& found) const {
  std::string_view part = parts[next];
  std::vector<std::string> names;
  if (HasPattern(part)) {
    auto list =
        files_.List(directory.empty() ? source_dir_ : OnDisk(directory));
    if (!list) return;
    for (std::string& name : *list) {
      if (MatchesPattern(name, part)) names.push_back(std::move(name));
    }
  } else {
    names.emplace_back(part);
  }
  for (const std::string& name : names) {
    if (found.size() >= kMaxMatches) return;
    std::string path = JoinPath(directory, name);
    if (next + 1 < parts.size()) {
      Match(path, parts, next + 1, found);
    } else if (files_.IsFile(OnDisk(path))) {
      found.push_back(path);
    }
  }
}

}  // namespace kplace::kconfig
