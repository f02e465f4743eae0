#include "analyzer/select/path_pattern.h"

#include <algorithm>

#include "support/glob.h"

namespace kplace {
namespace {

/// Takes the first component off `path`.
std::string_view TakeComponent(std::string_view& path) {
  size_t slash = path.find('/');
  std::string_view component = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return component;
}

}  // namespace

PathPattern::PathPattern(std::string_view path) {
  if (path == ".") return;
  while (!path.empty()) {
    std::string_view component = TakeComponent(path);
    parts_.push_back({std::string(component), HasGlob(component)});
  }
}

size_t PathPattern::CountMatching(std::string_view path,
                                  size_t* components) const {
  size_t matching = 0;
  *components = 0;
  if (path == ".") return 0;
  while (!path.empty()) {
    std::string_view component = TakeComponent(path);
    if (matching == *components && matching < parts_.size()) {
      const Part& part = parts_[matching];
      bool same = part.glob ? MatchesGlob(component, part.text)
                            : component == part.text;
      if (same) ++matching;
    }
    ++*components;
  }
  return matching;
}

bool PathPattern::Matches(std::string_view path) const {
  size_t components = 0;
  size_t matching = CountMatching(path, &components);
  return matching == parts_.size() && matching == components;
}

bool PathPattern::Covers(std::string_view path) const {
  size_t components = 0;
  return CountMatching(path, &components) == parts_.size();
}

bool PathPattern::Touches(std::string_view path) const {
  size_t components = 0;
  size_t matching = CountMatching(path, &components);
  return matching == std::min(parts_.size(), components);
}

}  // namespace kplace
