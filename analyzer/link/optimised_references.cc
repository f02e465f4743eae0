#include "analyzer/link/optimised_references.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analyzer/link/bitcode_owners.h"
#include "analyzer/link/judged_places.h"
#include "analyzer/link/reference_verdict.h"

namespace kplace {
namespace {

/// One relocation, or one table, that the linker rejects in vmlinux.o.
struct WitnessPlace {
  std::string_view name;       ///< that it uses
  std::optional<SymbolId> id;  ///< nothing for a local name
  Lack lack = Lack::kUndefined;
  /// kDropped: the section; empty for global names.
  std::string_view dropped = {};
  std::string_view table = {};  ///< see DiscardedReference
  Reference place = {};
};

/// Takes the places away that objects which are no bitcode have, one for one.
/// Such a place is in vmlinux.o under the same section, and mostly under the
/// same function; ld.lld names another of several at one address.
class Subtraction {
 public:
  explicit Subtraction(std::vector<WitnessPlace>& places)
      : places_(places), taken_(places.size()) {}

  void AddTold(std::string_view name, std::string_view table,
               const Reference& place) {
    told_.push_back({name, table, place.section_name, place.function});
  }

  void Apply() {
    TakeWhere([](const Told& told, const WitnessPlace& place) {
      return told.section == place.place.section_name &&
             told.function == place.place.function;
    });
    TakeWhere([](const Told& told, const WitnessPlace& place) {
      return told.section == place.place.section_name;
    });
    // The link of vmlinux.o may put sections together (.tmp_initcalls.lds).
    TakeWhere([](const Told&, const WitnessPlace&) { return true; });
    size_t next = 0;
    std::erase_if(places_, [&](const WitnessPlace&) { return taken_[next++]; });
  }

 private:
  struct Told {
    std::string_view name;
    std::string_view table;
    std::string_view section;
    std::string_view function;
  };

  template <typename Same>
  void TakeWhere(const Same& same) {
    std::erase_if(told_, [&](const Told& told) {
      for (size_t i = 0; i < places_.size(); ++i) {
        const WitnessPlace& place = places_[i];
        if (taken_[i] || place.name != told.name || place.table != told.table ||
            !same(told, place)) {
          continue;
        }
        taken_[i] = true;
        return true;
      }
      return false;
    });
  }

  std::vector<WitnessPlace>& places_;
  std::vector<bool> taken_;
  std::vector<Told> told_;
};

class OptimisedReferenceFinder {
 public:
  OptimisedReferenceFinder(const LinkFacts& facts, const DroppedNames& dropped)
      : facts_(facts),
        dropped_(dropped),
        file_(facts.witness->file),
        vmlinux_o_(facts.witness->index),
        owners_(facts) {}

  /// Nothing is changed when there is an error.
  std::optional<Error> AddTo(RejectedReferences& rejected, unsigned jobs) {
    if (std::optional<Error> error = FindGlobal()) return error;
    if (std::optional<Error> error = FindLocal()) return error;
    TakeTables(rejected.discarded);
    Subtract(rejected);
    for (const WitnessPlace& place : places_) {
      if (place.id) owners_.Add(*place.id, place.place);
    }
    owners_.Read(jobs);
    for (WitnessPlace& place : places_) Attribute(place);
    for (auto& [key, reference] : broken_) {
      rejected.broken.push_back(std::move(reference));
    }
    for (auto& [key, reference] : discarded_) {
      rejected.discarded.push_back(std::move(reference));
    }
    return std::nullopt;
  }

  const OpenVerdicts& open() const { return open_; }

 private:
  /// Names that vmlinux.o leaves undefined, or defines where the script drops.
  std::optional<Error> FindGlobal() {
    std::unordered_set<SymbolId> undefined(facts_.link.undefined.begin(),
                                           facts_.link.undefined.end());
    std::unordered_map<uint32_t, WitnessPlace> names;
    for (const SymbolRecord& record : file_.symbols().symbols) {
      std::optional<SymbolId> id = facts_.symbols.Find(record.name);
      WitnessPlace named{record.name, id};
      if (facts_.sections.IsDropped(vmlinux_o_, record)) {
        // Without a definition that the objects show it is one of assembly.
        bool counts = id && LinkedDefinition(facts_.symbols, facts_.link, *id)
                          ? dropped_.contains(*id)
                          : !facts_.elsewhere.Overrides(record.name);
        if (!counts) continue;
        named.lack = Lack::kDropped;
      } else if (record.defined || !id || !undefined.contains(*id)) {
        continue;
      }
      names.emplace(record.index, named);
    }
    Result<std::vector<Reference>> references = file_.ReadReferences(
        [&](const SymbolRecord& r) { return names.contains(r.index); });
    if (!references) return references.error();
    JudgedPlaces<uint32_t> judged;
    for (const Reference& reference : *references) {
      judged.Add(reference.symbol, reference,
                 Judge(reference,
                       facts_.sections.FateOf(vmlinux_o_, reference.section),
                       names.at(reference.symbol).lack, file_.symbols().machine,
                       facts_.linker));
    }
    judged.ForEachOpen([&](uint32_t index) {
      const WitnessPlace& named = names.at(index);
      open_.Add(named.name, named.lack);
    });
    for (const auto& [index, places] : judged.rejected()) {
      for (const Reference& place : places) {
        places_.push_back(names.at(index));
        places_.back().place = place;
      }
    }
    return std::nullopt;
  }

  std::optional<Error> FindLocal() {
    Result<std::vector<DiscardedReference>> found =
        FindDiscardedIn(vmlinux_o_, file_, facts_, open_);
    if (!found) return found.error();
    for (const DiscardedReference& reference : *found) AddLocal(reference);
    return std::nullopt;
  }

  /// Tables of vmlinux.o were found with those of all objects.
  void TakeTables(std::vector<DiscardedReference>& discarded) {
    std::erase_if(discarded, [&](const DiscardedReference& reference) {
      if (reference.object != vmlinux_o_) return false;
      AddLocal(reference);
      return true;
    });
  }

  void AddLocal(const DiscardedReference& reference) {
    for (const Reference& place : reference.places) {
      places_.push_back({reference.name, std::nullopt, Lack::kDropped,
                         reference.section, reference.table, place});
    }
  }

  void Subtract(const RejectedReferences& rejected) {
    Subtraction subtraction(places_);
    for (const BrokenReference& reference : rejected.broken) {
      for (const Reference& place : reference.places) {
        subtraction.AddTold(facts_.symbols.NameOf(reference.symbol), {}, place);
      }
    }
    for (const DiscardedReference& reference : rejected.discarded) {
      for (const Reference& place : reference.places) {
        subtraction.AddTold(reference.name, reference.table, place);
      }
    }
    subtraction.Apply();
  }

  void Attribute(WitnessPlace& place) {
    std::string_view function = place.place.function;
    std::optional<ObjectIndex> owner =
        place.id ? owners_.OwnerOf(*place.id, place.place)
                 : owners_.OwnerOf(place.place);
    ObjectIndex object = owner.value_or(vmlinux_o_);
    place.place.function = function.substr(0, function.find(".llvm."));
    std::optional<Occurrence> definition;
    if (place.id && place.lack == Lack::kDropped) {
      definition = LinkedDefinition(facts_.symbols, facts_.link, *place.id);
    }
    bool global =
        place.id && (place.lack == Lack::kUndefined || definition.has_value());
    if (!global) {
      DiscardedReference& entry =
          discarded_[{object, place.name, place.dropped, place.table}];
      entry.object = object;
      entry.name = place.name;
      entry.section = place.dropped;
      entry.table = place.table;
      entry.in_vmlinux_o = true;
      entry.places.push_back(place.place);
      return;
    }
    BrokenReference& entry = broken_[{*place.id, object}];
    entry.symbol = *place.id;
    entry.object = object;
    entry.in_vmlinux_o = true;
    entry.dropped_definition = definition;
    entry.places.push_back(place.place);
  }

  using LocalKey = std::tuple<ObjectIndex, std::string_view, std::string_view,
                              std::string_view>;

  const LinkFacts& facts_;
  const DroppedNames& dropped_;
  const ObjectFile& file_;
  const ObjectIndex vmlinux_o_;
  BitcodeOwners owners_;
  OpenVerdicts open_;
  std::vector<WitnessPlace> places_;
  std::map<std::pair<SymbolId, ObjectIndex>, BrokenReference> broken_;
  std::map<LocalKey, DiscardedReference> discarded_;
};

}  // namespace

void AddOptimisedReferences(const LinkFacts& facts, const DroppedNames& dropped,
                            unsigned jobs, RejectedReferences& rejected,
                            Unknowns& unknowns) {
  if (facts.witness == nullptr) return;
  OptimisedReferenceFinder finder(facts, dropped);
  if (std::optional<Error> error = finder.AddTo(rejected, jobs)) {
    unknowns.Add("vmlinux.o", error->message);
  }
  finder.open().Tell(unknowns);
  SortReferences(facts.symbols, rejected.broken);
  SortReferences(rejected.discarded);
}

void TellUnsettled(const LinkFacts& facts, const OptimisedLink& optimised,
                   RejectedReferences& rejected, Unknowns& unknowns) {
  if (optimised.why_not().empty()) return;
  std::vector<std::string> names;
  for (SymbolId id : facts.link.undefined) {
    names.emplace_back(facts.symbols.NameOf(id));
  }
  std::erase_if(rejected.broken, [](const BrokenReference& reference) {
    return !reference.dropped_definition;
  });
  unknowns.AddGroup(names, "symbols",
                    "needed, and defined by nothing whose symbols are known; "
                    "whether link-time optimisation removes the uses, or "
                    "assembly in bitcode defines it, is not known, because " +
                        optimised.why_not() + ": run make, or make vmlinux.o");
  unknowns.Add("vmlinux",
               "whether bitcode uses what the linker script drops was not "
               "looked for, because " +
                   optimised.why_not() + ": run make, or make vmlinux.o",
               UnknownKind::kUndecided);
}

}  // namespace kplace
