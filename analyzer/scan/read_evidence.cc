#include "analyzer/scan/read_evidence.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/link/link_unit.h"
#include "analyzer/modules/installed_modules.h"
#include "analyzer/scan/needs.h"
#include "support/parallel.h"

namespace kplace {
namespace {

template <typename T>
void SortUnique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

/// Numbers names as it copies objects.
class Collector {
 public:
  explicit Collector(EvidenceSource source) {
    evidence_.sources.push_back(std::move(source));
    Text("");
  }

  void Add(std::string path, bool is_module, const LoadedObject& object,
           const ObjectNeeds& needs) {
    const ObjectSymbols& symbols = object.file->symbols();
    EvidenceObject& added = evidence_.objects.emplace_back();
    added.path = std::move(path);
    added.is_module = is_module;
    if (is_module) added.units = {added.path};
    added.license = symbols.Modinfo("license").value_or("");
    AddNeeds(needs, added);
    for (const ExportRecord& exported : symbols.exports) {
      added.exports.push_back({Number(exported.name), Text(exported.name_space),
                               exported.gpl_only});
      if (is_module) added.defines.push_back(added.exports.back().symbol);
    }
    for (const GlobalName& global : object.globals) {
      const SymbolRecord& record = symbols.symbols[global.record];
      if (!is_module && (record.defined || record.common)) {
        added.defines.push_back(Number(record.name));
      }
    }
    SortUnique(added.exports);
    SortUnique(added.defines);
  }

  ScanEvidence Take() {
    for (SymbolId id = 0; id < symbols_.size(); ++id) {
      evidence_.symbols.emplace_back(symbols_.NameOf(id));
    }
    for (TextId id = 0; id < texts_.size(); ++id) {
      evidence_.texts.emplace_back(texts_.NameOf(id));
    }
    return std::move(evidence_);
  }

 private:
  void AddNeeds(const ObjectNeeds& needs, EvidenceObject& object) {
    for (const NeedPlace& place : needs.places) {
      object.uses.push_back(
          {Number(place.symbol), Text(place.function), Text(place.section)});
    }
    for (std::string_view symbol : needs.symbols) {
      object.needs.push_back(Number(symbol));
    }
    SortUnique(object.uses);
    SortUnique(object.needs);
  }

  SymbolId Number(std::string_view name) {
    return symbols_.Intern(name, std::hash<std::string_view>()(name));
  }
  TextId Text(std::string_view text) {
    return texts_.Intern(text, std::hash<std::string_view>()(text));
  }

  ScanEvidence evidence_;
  NameTable symbols_;
  NameTable texts_;
};

using PathOf = std::function<std::string(size_t)>;

/// The objects of `set` that could be read, under the paths of `path_of`.
ScanEvidence Collect(const EvidenceInput& input, EvidenceSource source,
                     const ObjectSet& set, size_t count,
                     const PathOf& path_of) {
  const bool modules = source.installed;
  std::vector<std::optional<Result<ObjectNeeds>>> needs(count);
  ParallelFor(count, input.jobs, [&](size_t i) {
    if (set.objects[i].file) needs[i] = NeedsOf(*set.objects[i].file);
  });
  Collector collector(std::move(source));
  for (size_t i = 0; i < count; ++i) {
    if (!needs[i]) continue;
    if (!*needs[i]) {
      input.unknowns.Add(path_of(i), needs[i]->error().message);
      continue;
    }
    collector.Add(path_of(i), modules, set.objects[i], **needs[i]);
  }
  return collector.Take();
}

}  // namespace

Result<ScanEvidence> ReadInstalledEvidence(const EvidenceInput& input,
                                           const std::string& directory,
                                           const Configuration& config) {
  Result<InstalledModules> installed =
      FindInstalledModules(input.files, directory);
  if (!installed) return installed.error();
  LinkPlan plan = PlanInstalled(*installed);
  ObjectSet objects =
      ReadObjects(input.files, installed->directory, plan, input.jobs,
                  input.unknowns, input.sink, input.progress);
  return Collect(input, {directory, true, config}, objects,
                 installed->modules.size(), [&](size_t i) {
                   std::string_view unit = installed->modules[i].unit;
                   if (unit.starts_with("kernel/")) unit.remove_prefix(7);
                   return std::string(unit);
                 });
}

ScanEvidence ReadBuildEvidence(const EvidenceInput& input,
                               const BuildTree& tree,
                               const PlacementTable& placement) {
  LinkPlan plan = PlanLink(input.files, tree, placement, input.unknowns);
  ObjectSet objects = ReadObjects(input.files, tree.build_dir, plan, input.jobs,
                                  input.unknowns, input.sink, input.progress);
  ScanEvidence evidence = Collect(
      input, {tree.build_dir, false, tree.config}, objects, plan.objects.size(),
      [&](size_t i) { return plan.objects[i].path; });
  for (EvidenceObject& object : evidence.objects) {
    for (size_t row : placement.RowsOf(object.path)) {
      object.units.push_back(placement.rows()[row].unit);
    }
    SortUnique(object.units);
  }
  return evidence;
}

}  // namespace kplace
