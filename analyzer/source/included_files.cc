#include "analyzer/source/included_files.h"

#include <set>
#include <string_view>

#include "analyzer/source/c_text.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace {
namespace {

/// What an #include line names, and whether in quotes; or nothing.
std::pair<std::string_view, bool> IncludedName(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with('#')) return {};
  line = Trim(line.substr(1));
  if (!line.starts_with("include")) return {};
  line = Trim(line.substr(7));
  if (line.size() < 2 || (line[0] != '"' && line[0] != '<')) return {};
  const bool quoted = line[0] == '"';
  const size_t end = line.find(quoted ? '"' : '>', 1);
  if (end == std::string_view::npos) return {};
  return {line.substr(1, end - 1), quoted};
}

}  // namespace

bool IncludedFiles::Exists(const std::string& path) {
  auto [known, fresh] = exists_.try_emplace(path);
  if (fresh) {
    known->second = files_.IsFile(JoinPath(tree_.source_dir, path));
  }
  return known->second;
}

std::string IncludedFiles::Resolve(const std::string& from,
                                   std::string_view name, bool quoted) {
  const std::string here(DirName(from));
  std::vector<std::string> directories;
  if (quoted) directories.push_back(here);
  const std::string arch = "arch/" + tree_.srcarch + "/include";
  for (const char* suffix : {"", "/uapi"}) {
    directories.push_back(arch + suffix);
    directories.push_back(std::string("include") + suffix);
  }
  // -I $(src), -I $(srctree)/drivers/net/foo
  for (std::string around = here; around != "." && around != "/";
       around = DirName(around)) {
    directories.push_back(around);
    directories.push_back(around + "/include");
  }
  for (const std::string& directory : directories) {
    std::string path = NormalizePath(JoinPath(directory, name));
    const bool in_tree = !path.starts_with('/') && !path.starts_with("..");
    if (in_tree && Exists(path)) return path;
  }
  return {};
}

const SourceText* IncludedFiles::Read(const std::string& path) {
  auto [known, fresh] = known_.try_emplace(path);
  if (!fresh) return known->second.get();
  Result<std::string> text = files_.Read(JoinPath(tree_.source_dir, path));
  if (!text) return nullptr;
  auto source = std::make_unique<SourceText>(BlankOut(*text));
  size_t at = 0;
  for (std::string_view line : SplitLines(*text)) {
    auto [name, quoted] = IncludedName(line);
    // Not where the whole line is a comment.
    if (!name.empty() && source->plain.find('#', at) < at + line.size()) {
      std::string file = Resolve(path, name, quoted);
      if (!file.empty()) source->includes.emplace_back(at, std::move(file));
    }
    at += line.size() + 1;
  }
  return (known_[path] = std::move(source)).get();
}

std::vector<std::string> IncludedFiles::WithIncluded(const std::string& path,
                                                     const CodeView& view) {
  std::vector<std::string> order = {path};
  std::set<std::string> seen = {path};
  for (size_t i = 0; i < order.size(); ++i) {
    const SourceText* source = Read(order[i]);
    if (source == nullptr) continue;
    for (const auto& [at, file] : source->includes) {
      if (!seen.contains(file) && !source->regions.HiddenBy(at, view)) {
        seen.insert(file);
        order.push_back(file);
      }
    }
  }
  return order;
}

}  // namespace kplace
