#include "analyzer/link/broken_references.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analyzer/link/judged_places.h"
#include "analyzer/link/reference_verdict.h"

namespace kplace {
namespace {

class ReferenceFinder {
 public:
  ReferenceFinder(const LinkFacts& facts, const DroppedNames& dropped,
                  Unknowns& unknowns)
      : facts_(facts), dropped_(dropped), unknowns_(unknowns) {}

  std::vector<BrokenReference> Find() {
    for (SymbolId id : facts_.link.undefined) AddUndefined(id);
    for (const auto& [id, definition] : dropped_) AddDropped(id);
    for (const auto& [object, names] : suspects_) ReadObject(object, names);
    open_.Tell(unknowns_);
    SortReferences(facts_.symbols, found_);
    return std::move(found_);
  }

 private:
  /// By the index of the symbol in the object's symbol table.
  using SuspectNames = std::unordered_map<uint32_t, SymbolId>;

  void Suspect(SymbolId id, Occurrence occurrence) {
    if (!facts_.link.linked[occurrence.object]) return;
    // What vmlinux needs of it is settled elsewhere (optimised_link.h).
    if (IsBitcode(facts_.objects.objects[occurrence.object])) return;
    suspects_[occurrence.object][facts_.symbols.RecordOf(occurrence).index] =
        id;
  }

  void AddUndefined(SymbolId id) {
    for (Occurrence use : facts_.symbols.Uses(id)) Suspect(id, use);
    for (Occurrence definition : facts_.symbols.Definitions(id)) {
      const SymbolRecord& record = facts_.symbols.RecordOf(definition);
      if (facts_.link.IsDuplicate(definition.object, record.comdat)) {
        Suspect(id, definition);
      }
    }
  }

  /// The object that defines it may use it as well.
  void AddDropped(SymbolId id) {
    for (Occurrence use : facts_.symbols.Uses(id)) Suspect(id, use);
    for (Occurrence definition : facts_.symbols.Definitions(id)) {
      Suspect(id, definition);
    }
  }

  void ReadObject(ObjectIndex object, const SuspectNames& names) {
    const ObjectFile& file = *facts_.objects.objects[object].file;
    Result<std::vector<Reference>> references =
        file.ReadReferences([&](const SymbolRecord& record) {
          return names.contains(record.index);
        });
    if (!references) {
      unknowns_.Add(facts_.plan.objects[object].path,
                    references.error().message);
      return;
    }
    JudgedPlaces<SymbolId> judged;
    for (const Reference& reference : *references) {
      SymbolId id = names.at(reference.symbol);
      judged.Add(
          id, reference,
          Judge(reference, facts_.sections.FateOf(object, reference.section),
                LackOf(id), file.symbols().machine, facts_.linker));
    }
    judged.ForEachOpen(
        [&](SymbolId id) { open_.Add(facts_.symbols.NameOf(id), LackOf(id)); });
    for (const auto& [id, places] : judged.rejected()) {
      std::optional<Occurrence> definition;
      auto dropped = dropped_.find(id);
      if (dropped != dropped_.end()) definition = dropped->second;
      found_.push_back({id, object, places, definition});
    }
  }

  Lack LackOf(SymbolId id) const {
    return dropped_.contains(id) ? Lack::kDropped : Lack::kUndefined;
  }

  const LinkFacts& facts_;
  const DroppedNames& dropped_;
  Unknowns& unknowns_;
  std::map<ObjectIndex, SuspectNames> suspects_;
  std::vector<BrokenReference> found_;
  OpenVerdicts open_;
};

/// Names in the expressions of a script.
class ExpressionJudge {
 public:
  ExpressionJudge(const LinkFacts& facts, const LinkerScript& script,
                  const DroppedNames& dropped)
      : facts_(facts), script_(script), dropped_(dropped) {}

  bool IsBroken(const ScriptNeed& need) const {
    if (facts_.elsewhere.Has(need.symbol) || IsDefined(need.symbol)) {
      return false;
    }
    // PROVIDE is read only where something needs what it provides.
    return need.provides.empty() ||
           (IsUsed(need.provides) && !IsDefined(need.provides));
  }

 private:
  bool IsDefined(const std::string& name) const {
    std::optional<SymbolId> id = facts_.symbols.Find(name);
    if (!id || !LinkedDefinition(facts_.symbols, facts_.link, *id)) {
      return false;
    }
    return script_.flavour() == LinkerFlavour::kGnuLd ||
           !dropped_.contains(*id);
  }

  bool IsUsed(const std::string& name) const {
    if (facts_.elsewhere.IsWanted(name)) return true;
    std::optional<SymbolId> id = facts_.symbols.Find(name);
    if (!id) return false;
    std::span<const Occurrence> all = facts_.symbols.Uses(*id);
    return std::any_of(all.begin(), all.end(), [&](Occurrence use) {
      return facts_.link.linked[use.object];
    });
  }

  const LinkFacts& facts_;
  const LinkerScript& script_;
  const DroppedNames& dropped_;
};

}  // namespace

std::vector<BrokenReference> FindBrokenReferences(const LinkFacts& facts,
                                                  const DroppedNames& dropped,
                                                  Unknowns& unknowns) {
  return ReferenceFinder(facts, dropped, unknowns).Find();
}

void SortReferences(const SymbolIndex& symbols,
                    std::vector<BrokenReference>& references) {
  auto key = [&](const BrokenReference& reference) {
    return std::tuple(symbols.NameOf(reference.symbol), reference.object);
  };
  std::sort(references.begin(), references.end(),
            [&](const BrokenReference& a, const BrokenReference& b) {
              return key(a) < key(b);
            });
}

std::vector<ScriptNeed> FindBrokenExpressions(const LinkFacts& facts,
                                              const LinkerScript& script,
                                              const DroppedNames& dropped) {
  ExpressionJudge judge(facts, script, dropped);
  std::vector<ScriptNeed> broken;
  for (const ScriptNeed& need : script.needs()) {
    if (judge.IsBroken(need)) broken.push_back(need);
  }
  return broken;
}

}  // namespace kplace
