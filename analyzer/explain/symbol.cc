#include "analyzer/explain/symbol.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/records/build_notes.h"
#include "analyzer/unknowns.h"

namespace kplace {
namespace {

/// Everything the build has, read as `check` reads it.
struct BuildEvidence {
  Unknowns unknowns;
  LinkPlan plan;
  ObjectSet objects;
  SymbolIndex symbols;

  explicit BuildEvidence(const AnalysisInput& input)
      : plan(PlanLink(*input.files, *input.tree, *input.placement, unknowns)),
        objects(ReadObjects(*input.files, input.tree->build_dir, plan,
                            input.jobs, unknowns, *input.sink)),
        symbols(objects) {}

  /// "vmlinux", or the modules that have the object.
  std::string UnitOf(const PlannedObject& object) const {
    std::string units;
    if (object.use != VmlinuxUse::kNever) units = "vmlinux";
    for (uint32_t module : object.modules) {
      if (!units.empty()) units += ", ";
      units += plan.modules[module].name;
    }
    return units;
  }
};

bool Exports(const ObjectSymbols& object, std::string_view symbol) {
  return std::any_of(
      object.exports.begin(), object.exports.end(),
      [&](const ExportRecord& record) { return record.name == symbol; });
}

void AddDefinitions(const AnalysisInput& input, const BuildEvidence& evidence,
                    BuildNotes& notes, SymbolId id, Story& story) {
  for (const Occurrence& occurrence : evidence.symbols.Definitions(id)) {
    const PlannedObject& object = evidence.plan.objects[occurrence.object];
    const ObjectSymbols& symbols =
        evidence.objects.objects[occurrence.object].file->symbols();
    story.definitions.push_back({object.path, evidence.UnitOf(object),
                                 Exports(symbols, story.subject),
                                 notes.SourceOf(object.path)});
    for (size_t i : input.placement->RowsOf(object.path)) {
      const Placement& row = input.placement->rows()[i];
      story.parts.push_back({row.object, row.unit,
                             VerdictOf(*input.placement, row),
                             BecauseOf(*input.placement, row, *input.sources)});
    }
  }
}

/// The functions of one object that refer to the symbol, each once; one site
/// without a function when no relocation can be attributed.
void AddUses(const BuildEvidence& evidence, BuildNotes& notes,
             Occurrence occurrence, Story& story) {
  const PlannedObject& object = evidence.plan.objects[occurrence.object];
  UseSite site;
  site.object = object.path;
  site.unit = evidence.UnitOf(object);
  site.source = notes.SourceOf(object.path);
  size_t before = story.references.size();
  Result<std::vector<Reference>> references =
      evidence.objects.objects[occurrence.object].file->ReadReferences(
          [&](const SymbolRecord& record) {
            return record.name == story.subject;
          });
  if (references) {
    for (const Reference& reference : *references) {
      site.function = reference.function;
      site.section = reference.section_name;
      site.offset = reference.offset;
      bool known = std::any_of(
          story.references.begin() + static_cast<ptrdiff_t>(before),
          story.references.end(),
          [&](const UseSite& s) { return s.function == site.function; });
      if (!known) story.references.push_back(site);
    }
  }
  if (story.references.size() == before) story.references.push_back(site);
}

}  // namespace

bool ExplainSymbol(const AnalysisInput& input, std::string_view symbol,
                   Story& story) {
  BuildEvidence evidence(input);
  std::optional<SymbolId> id = evidence.symbols.Find(symbol);
  if (!id) return false;
  story.kind = SubjectKind::kSymbol;
  story.subject = symbol;
  BuildNotes notes(*input.files, input.tree);
  AddDefinitions(input, evidence, notes, *id, story);
  for (const Occurrence& use : evidence.symbols.Uses(*id)) {
    AddUses(evidence, notes, use, story);
  }
  story.facts.push_back(fmt::format("defined by {} object{}, used by {}",
                                    story.definitions.size(),
                                    story.definitions.size() == 1 ? "" : "s",
                                    evidence.symbols.Uses(*id).size()));
  return true;
}

}  // namespace kplace
