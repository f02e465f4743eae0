#include "analyzer/scan/evidence.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/link/link_unit.h"
#include "analyzer/modules/installed_modules.h"

namespace kplace {
namespace {

void SortUnique(std::vector<SymbolId>& symbols) {
  std::sort(symbols.begin(), symbols.end());
  symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
}

/// Numbers names as it copies objects.
class Collector {
 public:
  void Add(std::string path, const LoadedObject& object, bool is_module) {
    const ObjectSymbols& symbols = object.file->symbols();
    EvidenceObject& added = evidence_.objects.emplace_back();
    added.path = std::move(path);
    added.is_module = is_module;
    for (const GlobalName& global : object.globals) {
      const SymbolRecord& record = symbols.symbols[global.record];
      if (record.defined || record.common) {
        if (!is_module) added.defines.push_back(Number(record.name));
      } else if (record.binding == Binding::kGlobal) {
        added.needs.push_back(Number(record.name));
      }
    }
    if (is_module) {
      for (const ExportRecord& exported : symbols.exports) {
        added.defines.push_back(Number(exported.name));
      }
    }
    SortUnique(added.needs);
    SortUnique(added.defines);
  }

  ScanEvidence Take() {
    for (SymbolId id = 0; id < names_.size(); ++id) {
      evidence_.symbols.emplace_back(names_.NameOf(id));
    }
    return std::move(evidence_);
  }

 private:
  SymbolId Number(std::string_view name) {
    return names_.Intern(name, std::hash<std::string_view>()(name));
  }

  ScanEvidence evidence_;
  NameTable names_;
};

}  // namespace

Result<ScanEvidence> ReadInstalledEvidence(const EvidenceInput& input,
                                           const std::string& directory) {
  Result<InstalledModules> installed =
      FindInstalledModules(input.files, directory);
  if (!installed) return installed.error();
  LinkPlan plan = PlanInstalled(*installed);
  ObjectSet objects =
      ReadObjects(input.files, installed->directory, plan, input.jobs,
                  input.unknowns, input.sink, input.progress);
  Collector collector;
  for (size_t i = 0; i < installed->modules.size(); ++i) {
    if (objects.objects[i].file == nullptr) continue;
    std::string_view unit = installed->modules[i].unit;
    if (unit.starts_with("kernel/")) unit.remove_prefix(7);
    collector.Add(std::string(unit), objects.objects[i], true);
  }
  return collector.Take();
}

ScanEvidence ReadBuildEvidence(const EvidenceInput& input,
                               const BuildTree& tree,
                               const PlacementTable& placement) {
  LinkPlan plan = PlanLink(input.files, tree, placement, input.unknowns);
  ObjectSet objects = ReadObjects(input.files, tree.build_dir, plan, input.jobs,
                                  input.unknowns, input.sink, input.progress);
  Collector collector;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    if (objects.objects[i].file == nullptr) continue;
    collector.Add(plan.objects[i].path, objects.objects[i], false);
  }
  return collector.Take();
}

}  // namespace kplace
