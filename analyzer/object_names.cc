#include "analyzer/object_names.h"

#include <algorithm>
#include <array>

#include "support/path.h"

namespace kplace {
namespace {

constexpr std::array<std::string_view, 3> kSourceSuffixes = {".c", ".S", ".rs"};
constexpr std::string_view kOptionPrefix = "CONFIG_";

std::string ModuleName(std::string_view path) {
  std::string name(BaseName(path));
  if (name.ends_with(".ko")) name.resize(name.size() - 3);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

std::string ObjectNameOf(const BuildTree& tree, std::string_view what) {
  std::string path = tree.Display(what);
  for (std::string_view suffix : kSourceSuffixes) {
    if (!path.ends_with(suffix)) continue;
    path.resize(path.size() - suffix.size());
    return path + ".o";
  }
  return path;
}

std::string UnitNameOf(const BuildTree& tree, std::string_view what) {
  return tree.Display(what);
}

std::string ModuleNameOf(const BuildTree& tree, std::string_view what) {
  // A name must not get the "." of an empty path.
  if (what.find('/') == std::string_view::npos) return std::string(what);
  return UnitNameOf(tree, what);
}

std::vector<std::string> SourcesOf(const BuildTree& tree,
                                   const FileSystem& files,
                                   const std::string& object) {
  std::vector<std::string> sources;
  if (!object.ends_with(".o")) return sources;
  std::string stem = object.substr(0, object.size() - 2);
  for (std::string_view suffix : kSourceSuffixes) {
    std::string source = stem + std::string(suffix);
    if (files.IsFile(JoinPath(tree.source_dir, source)) ||
        files.IsFile(JoinPath(tree.build_dir, source))) {
      sources.push_back(std::move(source));
    }
  }
  return sources;
}

bool MeansModule(std::string_view what, std::string_view unit) {
  if (!unit.ends_with(".ko")) return false;
  if (what.find('/') != std::string_view::npos) {
    std::string path = NormalizePath(what);
    return path == unit || path + ".ko" == unit;
  }
  return !what.empty() && ModuleName(what) == ModuleName(unit);
}

std::string OptionNameOf(std::string_view what) {
  return std::string(what.starts_with(kOptionPrefix) ? "" : kOptionPrefix) +
         std::string(what);
}

std::string_view BareOption(std::string_view option) {
  if (option.starts_with(kOptionPrefix)) {
    option.remove_prefix(kOptionPrefix.size());
  }
  return option;
}

}  // namespace kplace
