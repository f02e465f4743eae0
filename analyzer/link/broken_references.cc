#include "analyzer/link/broken_references.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

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
    for (SymbolId id : link_.undefined) AddUses(id);
    FindDroppedDefinitions();
    for (const auto& [object, names] : suspects_) ReadObject(object, names);
    unknowns_.AddGroup(
        undecided_, "symbols",
        "undefined, and named only where GNU ld looks and ld.lld "
        "does not (a section that is not loaded, a relocation "
        "without effect); the build does not say which links it",
        UnknownKind::kUndecided);
    unknowns_.AddGroup(if_reached_, "symbols",
                       "undefined, and named where --gc-sections keeps only "
                       "what something reaches; that is not followed",
                       UnknownKind::kUndecided);
    std::vector<BrokenReference> sorted;
    AddSorted(std::move(found_), symbols_, sorted);
    return sorted;
  }

 private:
  /// By the index of the symbol in the object's symbol table.
  using SuspectNames = std::unordered_map<uint32_t, SymbolId>;

  void AddUses(SymbolId id) {
    auto add = [&](Occurrence use) {
      if (!link_.linked[use.object]) return;
      // What vmlinux needs of it is settled elsewhere (optimised_link.h).
      if (IsBitcode(objects_.objects[use.object])) return;
      suspects_[use.object][symbols_.RecordOf(use).index] = id;
    };
    for (Occurrence use : symbols_.Uses(id)) add(use);
    for (Occurrence definition : symbols_.Definitions(id)) {
      const SymbolRecord& record = symbols_.RecordOf(definition);
      if (link_.IsDuplicate(definition.object, record.comdat)) add(definition);
    }
  }

  /// Global names that something linked needs and whose definition is in a
  /// section that the script drops.
  void FindDroppedDefinitions() {
    for (ObjectIndex object = 0; object < plan_.objects.size(); ++object) {
      if (!link_.linked[object] || !sections_.HasDropped(object)) continue;
      const LoadedObject& loaded = objects_.objects[object];
      std::span<const SymbolId> names = symbols_.NamesOf(object);
      for (size_t g = 0; g < names.size(); ++g) {
        Occurrence here{object, loaded.globals[g].record};
        if (!IsDropped(here) || symbols_.Uses(names[g]).empty()) continue;
        if (!Prevails(names[g], here)) continue;
        dropped_[names[g]] = here;
        AddUses(names[g]);
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
    std::map<SymbolId, std::vector<Reference>> rejected, depends;
    for (const Reference& reference : *references) {
      auto name = names.find(reference.symbol);
      if (name == names.end()) continue;
      SectionFate fate = sections_.FateOf(object, reference.section);
      if (fate == SectionFate::kDropped || fate == SectionFate::kDuplicate) {
        continue;
      }
      ReferenceVerdict verdict =
          dropped_.contains(name->second)
              ? JudgeDiscarded(reference, file.symbols().machine, linker_)
              : JudgeUndefined(reference, linker_);
      if (verdict == ReferenceVerdict::kAccepted) continue;
      if (fate == SectionFate::kIfReached) {
        if_reached_.emplace_back(symbols_.NameOf(name->second));
        continue;
      }
      auto& places =
          verdict == ReferenceVerdict::kRejected ? rejected : depends;
      places[name->second].push_back(reference);
    }
    for (const auto& [id, places] : depends) {
      if (!rejected.contains(id)) undecided_.emplace_back(symbols_.NameOf(id));
    }
    for (auto& [id, places] : rejected) {
      std::optional<Occurrence> definition;
      auto dropped = dropped_.find(id);
      if (dropped != dropped_.end()) definition = dropped->second;
      found_.push_back({id, object, std::move(places), definition});
    }
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
  std::vector<std::string> undecided_;
  std::vector<std::string> if_reached_;
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

void AddSorted(std::vector<BrokenReference> more, const SymbolIndex& symbols,
               std::vector<BrokenReference>& references) {
  std::move(more.begin(), more.end(), std::back_inserter(references));
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
