#include "support/glob.h"

#include <algorithm>

#include "support/path.h"

namespace kplace {
namespace {

/// Matches the set whose '[' is at `pattern[0]` against `c`; `*length` is how
/// long the set is, 0 when it is not closed and '[' stands for itself.
bool MatchesSet(char c, std::string_view pattern, size_t* length) {
  size_t i = 1;
  bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (size_t first = i; i < pattern.size(); ++i) {
    if (pattern[i] == ']' && i > first) {
      *length = i + 1;
      return found != negated;
    }
    char low = pattern[i];
    char high = low;
    bool range = i + 2 < pattern.size() && pattern[i + 1] == '-' &&
                 pattern[i + 2] != ']';
    if (range) high = pattern[i += 2];
    if (low <= c && c <= high) found = true;
  }
  *length = 0;
  return false;
}

/// Whether `c` matches the one-character element at the front of `pattern`;
/// `*length` is how long that element is.
bool MatchesElement(char c, std::string_view pattern, size_t* length) {
  *length = 1;
  if (pattern[0] == '?') return true;
  if (pattern[0] == '[') {
    bool matches = MatchesSet(c, pattern, length);
    if (*length != 0) return matches;
    *length = 1;
  } else if (pattern[0] == '\\' && pattern.size() > 1) {
    *length = 2;
    return pattern[1] == c;
  }
  return pattern[0] == c;
}

class Globber {
 public:
  Globber(const FileSystem& files, std::string_view directory)
      : files_(files), directory_(directory) {}

  /// `done` is matched already and ends in '/', or is empty.
  void Expand(const std::string& done, std::string_view rest) {
    size_t slash = rest.find('/');
    std::string_view component = rest.substr(0, slash);
    bool last = slash == std::string_view::npos;
    if (!HasGlob(component)) {
      std::string next = done + std::string(component);
      if (last) return AddIfThere(next);
      return Expand(next + "/", rest.substr(slash + 1));
    }
    auto names = files_.List(Absolute(done.empty() ? "." : done));
    if (!names) return;
    for (const std::string& name : *names) {
      if (!MatchesGlob(name, component)) continue;
      if (last) {
        found.push_back(done + name);
      } else if (files_.IsDirectory(Absolute(done + name))) {
        Expand(done + name + "/", rest.substr(slash + 1));
      }
    }
  }

  std::vector<std::string> found;

 private:
  std::string Absolute(std::string_view name) const {
    return JoinPath(directory_, name);
  }

  void AddIfThere(const std::string& name) {
    FileStatus status = files_.Status(Absolute(name));
    bool wants_directory = name.ends_with('/');
    if (status.kind == FileKind::kMissing ||
        (wants_directory && status.kind != FileKind::kDirectory)) {
      return;
    }
    found.push_back(name);
  }

  const FileSystem& files_;
  std::string_view directory_;
};

}  // namespace

bool HasGlob(std::string_view pattern) {
  return pattern.find_first_of("*?[") != std::string_view::npos;
}

bool MatchesGlob(std::string_view name, std::string_view pattern) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  return MatchesWildcard(name, pattern);
}

bool MatchesWildcard(std::string_view name, std::string_view pattern) {
  size_t n = 0;
  size_t p = 0;
  size_t star = std::string_view::npos;  // the last '*', to come back to
  size_t star_name = 0;
  while (n < name.size()) {
    size_t length = 0;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_name = n;
    } else if (p < pattern.size() &&
               MatchesElement(name[n], pattern.substr(p), &length)) {
      ++n;
      p += length;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string> Glob(const FileSystem& files,
                              std::string_view directory,
                              std::string_view pattern) {
  Globber globber(files, directory);
  globber.Expand("", pattern);
  std::sort(globber.found.begin(), globber.found.end());
  return std::move(globber.found);
}

}  // namespace kplace
