#include "analyzer/explain/unplaced_objects.h"

#include <unordered_set>

#include "objreader/object_file.h"
#include "support/path.h"

namespace kplace {
namespace {

/// Objects that are made of others, and those of modpost.
std::unordered_set<std::string> CompositesOf(const PlacementTable& placement) {
  std::unordered_set<std::string> composites;
  for (const Placement& row : placement.rows()) {
    if (!row.composite.empty()) composites.insert(row.composite);
  }
  for (const std::string& module : placement.Modules()) {
    std::string stem = module.substr(0, module.size() - 3);
    composites.insert(stem + ".o");
    composites.insert(stem + ".mod.o");
  }
  return composites;
}

}  // namespace

std::map<std::string, std::vector<std::string>> FindUnplacedDefinitions(
    const FileSystem& files, const std::string& build_dir, const LinkPlan& plan,
    const PlacementTable& placement, const std::set<std::string>& symbols) {
  std::unordered_set<std::string> composites = CompositesOf(placement);
  std::set<std::string> directories;
  for (const PlannedObject& object : plan.objects) {
    directories.emplace(DirName(object.path));
  }
  std::map<std::string, std::vector<std::string>> found;
  for (const std::string& directory : directories) {
    auto names = files.List(JoinPath(build_dir, directory));
    if (!names) continue;
    for (const std::string& name : *names) {
      if (!name.ends_with(".o") || name.starts_with('.')) continue;
      std::string object = JoinPath(directory, name);
      if (plan.Find(object) != nullptr || composites.contains(object) ||
          !placement.RowsOf(object).empty()) {
        continue;
      }
      auto file = ObjectFile::Open(files, JoinPath(build_dir, object));
      if (!file) continue;
      for (const SymbolRecord& record : (*file)->symbols().symbols) {
        if (!record.defined) continue;
        std::string symbol(record.name);
        if (symbols.contains(symbol)) found[symbol].push_back(object);
      }
    }
  }
  return found;
}

}  // namespace kplace
