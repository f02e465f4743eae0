#include "analyzer/link/broken_references.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analyzer/link/judged_places.h"
#include "analyzer/link/reference_verdict.h"

namespace kplace {
namespace {

class ReferenceFinder {
 public:
  ReferenceFinder(const LinkPlan& plan, const ObjectSet& objects,
                  const SymbolIndex& symbols, const VmlinuxLink& link,
                  const LinkedSections& sections, const LinkerChoice& linker,
                  Unknowns& unknowns)
      : plan_(plan),
        objects_(objects),
        symbols_(symbols),
        link_(link),
        sections_(sections),
        linker_(linker),
        unknowns_(unknowns) {}

  std::vector<BrokenReference> Find() {
    for (SymbolId id : link_.undefined) AddUndefined(id);
    FindDroppedDefinitions();
    for (const auto& [object, names] : suspects_) ReadObject(object, names);
    open_.Tell(unknowns_);
    SortReferences(symbols_, found_);
    return std::move(found_);
  }

 private:
  /// By the index of the symbol in the object's symbol table.
  using SuspectNames = std::unordered_map<uint32_t, SymbolId>;

  void Suspect(SymbolId id, Occurrence occurrence) {
    if (!link_.linked[occurrence.object]) return;
    // What vmlinux needs of it is settled elsewhere (optimised_link.h).
    if (IsBitcode(objects_.objects[occurrence.object])) return;
    suspects_[occurrence.object][symbols_.RecordOf(occurrence).index] = id;
  }

  void AddUndefined(SymbolId id) {
    for (Occurrence use : symbols_.Uses(id)) Suspect(id, use);
    for (Occurrence definition : symbols_.Definitions(id)) {
      const SymbolRecord& record = symbols_.RecordOf(definition);
      if (link_.IsDuplicate(definition.object, record.comdat)) {
        Suspect(id, definition);
      }
    }
  }

  /// Global names whose definition is in a section that the script drops.  The
  /// object that has it may use it as well.
  void FindDroppedDefinitions() {
    for (ObjectIndex object = 0; object < plan_.objects.size(); ++object) {
      if (!link_.linked[object] || !sections_.HasDropped(object)) continue;
      const LoadedObject& loaded = objects_.objects[object];
      std::span<const SymbolId> names = symbols_.NamesOf(object);
      for (size_t g = 0; g < names.size(); ++g) {
        Occurrence here{object, loaded.globals[g].record};
        if (!IsDropped(here) || !Prevails(names[g], here)) continue;
        dropped_[names[g]] = here;
        for (Occurrence use : symbols_.Uses(names[g])) Suspect(names[g], use);
        for (Occurrence definition : symbols_.Definitions(names[g])) {
          Suspect(names[g], definition);
        }
      }
    }
  }

  bool IsDropped(Occurrence definition) const {
    const SymbolRecord& record = symbols_.RecordOf(definition);
    return record.defined &&
           sections_.FateOf(definition.object, record.section) ==
               SectionFate::kDropped;
  }

  /// Whether the linker takes this definition of the name: the first strong
  /// one, else the first.
  bool Prevails(SymbolId id, Occurrence definition) const {
    std::optional<Occurrence> best;
    for (Occurrence other : symbols_.Definitions(id)) {
      const SymbolRecord& record = symbols_.RecordOf(other);
      if (!link_.linked[other.object]) continue;
      if (link_.IsDuplicate(other.object, record.comdat)) continue;
      bool weak = record.binding == Binding::kWeak || record.common;
      bool best_is_weak =
          best && (symbols_.RecordOf(*best).binding == Binding::kWeak ||
                   symbols_.RecordOf(*best).common);
      if (!best || (best_is_weak && !weak)) best = other;
    }
    return best && best->object == definition.object;
  }

  void ReadObject(ObjectIndex object, const SuspectNames& names) {
    const ObjectFile& file = *objects_.objects[object].file;
    Result<std::vector<Reference>> references =
        file.ReadReferences([&](const SymbolRecord& record) {
          return names.contains(record.index);
        });
    if (!references) {
      unknowns_.Add(plan_.objects[object].path, references.error().message);
      return;
    }
    JudgedPlaces<SymbolId> judged;
    for (const Reference& reference : *references) {
      SymbolId id = names.at(reference.symbol);
      judged.Add(id, reference,
                 Judge(reference, sections_.FateOf(object, reference.section),
                       LackOf(id), file.symbols().machine, linker_));
    }
    judged.ForEachOpen([&](SymbolId id, ReferenceVerdict verdict) {
      open_.Add(symbols_.NameOf(id), LackOf(id), verdict);
    });
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

  const LinkPlan& plan_;
  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  const VmlinuxLink& link_;
  const LinkedSections& sections_;
  const LinkerChoice& linker_;
  Unknowns& unknowns_;
  std::map<ObjectIndex, SuspectNames> suspects_;
  std::map<SymbolId, Occurrence> dropped_;
  std::vector<BrokenReference> found_;
  OpenVerdicts open_;
};

/// By an object that is linked.
bool IsDefined(const SymbolIndex& symbols, const VmlinuxLink& link,
               const std::string& name) {
  std::optional<SymbolId> id = symbols.Find(name);
  if (!id) return false;
  std::span<const Occurrence> all = symbols.Definitions(*id);
  return std::any_of(all.begin(), all.end(), [&](Occurrence definition) {
    return link.linked[definition.object] &&
           !link.IsDuplicate(definition.object,
                             symbols.RecordOf(definition).comdat);
  });
}

bool IsUsed(const SymbolIndex& symbols, const VmlinuxLink& link,
            const std::string& name) {
  std::optional<SymbolId> id = symbols.Find(name);
  if (!id) return false;
  std::span<const Occurrence> all = symbols.Uses(*id);
  return std::any_of(all.begin(), all.end(),
                     [&](Occurrence use) { return link.linked[use.object]; });
}

}  // namespace

std::vector<BrokenReference> FindBrokenReferences(
    const LinkPlan& plan, const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const LinkedSections& sections,
    const LinkerChoice& linker, Unknowns& unknowns) {
  return ReferenceFinder(plan, objects, symbols, link, sections, linker,
                         unknowns)
      .Find();
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

std::vector<ScriptNeed> FindBrokenExpressions(
    const SymbolIndex& symbols, const VmlinuxLink& link,
    const LinkerScript& script,
    const std::set<std::string, std::less<>>& from_command,
    const Configuration& config) {
  std::vector<ScriptNeed> broken;
  for (const ScriptNeed& need : script.needs()) {
    if (script.Defines(need.symbol) || from_command.contains(need.symbol) ||
        IsMadeByFinalLink(need.symbol, config) ||
        IsDefined(symbols, link, need.symbol)) {
      continue;
    }
    // PROVIDE is read only where something needs what it provides.
    if (!need.provides.empty() && (!IsUsed(symbols, link, need.provides) ||
                                   IsDefined(symbols, link, need.provides))) {
      continue;
    }
    broken.push_back(need);
  }
  return broken;
}

}  // namespace kplace
