#include "kbuildparse/kconfig/source_finder.h"

#include <utility>

#include "support/glob.h"
#include "support/path.h"

namespace kplace::kconfig {
namespace {

// A pattern is a convenience, not a way to list a whole disk.
constexpr size_t kMaxMatches = 10000;

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
  if (!HasGlob(inside)) return std::vector<std::string>{inside};
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
  if (HasGlob(part)) {
    auto list =
        files_.List(directory.empty() ? source_dir_ : OnDisk(directory));
    if (!list) return;
    for (std::string& name : *list) {
      if (MatchesGlob(name, part)) names.push_back(std::move(name));
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
