#include "analyzer/select/object_names.h"

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

/// "a/b.c" -> "a/b.o"
std::string WithObjectSuffix(std::string path) {
  for (std::string_view suffix : kSourceSuffixes) {
    if (!path.ends_with(suffix)) continue;
    path.resize(path.size() - suffix.size());
    return path + ".o";
  }
  return path;
}

bool IsBelow(const std::string& path, const std::string& directory) {
  return path == directory || path.starts_with(directory + "/");
}

}  // namespace

std::string TreePathOf(const BuildTree& tree, std::string_view what) {
  if (tree.external_dir.empty()) return tree.Display(what);
  std::string path = NormalizePath(JoinPath(tree.external_dir, what));
  return IsBelow(path, tree.external_dir) ? path : tree.Display(path);
}

std::string ObjectNameOf(const BuildTree& tree, std::string_view what) {
  return WithObjectSuffix(TreePathOf(tree, what));
}

std::string KernelNameOf(const BuildTree& tree, std::string_view what) {
  return WithObjectSuffix(tree.Display(what));
}

bool IsOutside(const BuildTree& tree, const std::string& name) {
  if (!tree.external_dir.empty() && IsBelow(name, tree.external_dir)) {
    return false;
  }
  return name.starts_with('/') || name == ".." || name.starts_with("../");
}

bool IsOfKernel(const BuildTree& tree, const FileSystem& files,
                const std::string& name) {
  if (IsOutside(tree, name)) return false;
  std::string path = JoinPath(tree.source_dir, name);
  return files.IsFile(path) || files.IsDirectory(path) ||
         !SourcesOf(tree, files, name).empty();
}

std::string UnitNameOf(const BuildTree& tree, std::string_view what) {
  return what == "vmlinux" ? std::string(what) : TreePathOf(tree, what);
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
