#include "analyzer/link/vmlinux_link.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace kplace {
namespace {

/// A strong definition, a tentative one, a weak one; each prevails over the
/// next (gABI, "Symbol Table").
int StrengthOf(const SymbolRecord& record) {
  if (record.common) return 1;
  return record.binding == Binding::kWeak ? 0 : 2;
}

class VmlinuxLinker {
 public:
  VmlinuxLinker(const LinkPlan& plan, const ObjectSet& objects,
                const SymbolIndex& symbols, LinkerFlavour flavour)
      : plan_(plan),
        objects_(objects),
        symbols_(symbols),
        flavour_(flavour),
        state_(symbols.size()) {
    link_.linked.resize(plan.objects.size());
  }

  VmlinuxLink Link(const ArchiveSearch& search) {
    for (ObjectIndex i = 0; i < plan_.objects.size(); ++i) {
      if (plan_.objects[i].use == VmlinuxUse::kAlways) Take(i);
    }
    std::vector<SymbolId> searched;
    for (const std::string& name : search.wanted) {
      if (std::optional<SymbolId> id = symbols_.Find(name)) {
        searched.push_back(*id);
      }
    }
    for (const std::string& name : search.assigned) {
      if (std::optional<SymbolId> id = symbols_.Find(name)) {
        state_[*id].assigned = true;
      }
    }
    if (flavour_ == LinkerFlavour::kLld) {
      OfferMembers();
      for (SymbolId id : searched) TakeOffered(id);
    } else {
      for (SymbolId id : searched) state_[id].searched = true;
      SearchArchives();
    }
    for (SymbolId id = 0; id < state_.size(); ++id) {
      if (!state_[id].needed) continue;
      ++link_.needed;
      if (!state_[id].defined) link_.undefined.push_back(id);
    }
    FindTwice();
    return std::move(link_);
  }

 private:
  static constexpr ObjectIndex kNoOffer = ~ObjectIndex{0};

  struct State {
    bool defined = false;
    bool common = false;           ///< by tentative definitions alone
    bool needed = false;           ///< by a reference that is not weak
    bool searched = false;         ///< by the script or the command line
    bool assigned = false;         ///< by them, before archives are searched
    ObjectIndex offer = kNoOffer;  ///< ld.lld: the member that would define it
  };

  /// A definition in a group that is dropped is a reference.
  bool IsDefinition(ObjectIndex object, const SymbolRecord& record) const {
    return record.defined && !link_.IsDuplicate(object, record.comdat);
  }

  void Take(ObjectIndex object) {
    if (link_.linked[object] || !objects_.objects[object].file) return;
    link_.linked[object] = true;
    ChooseGroups(object);
    const LoadedObject& loaded = objects_.objects[object];
    std::span<const SymbolId> names = symbols_.NamesOf(object);
    const auto& records = loaded.file->symbols().symbols;
    for (size_t g = 0; g < names.size(); ++g) {
      const SymbolRecord& record = records[loaded.globals[g].record];
      State& state = state_[names[g]];
      if (IsDefinition(object, record)) {
        state.common = record.common && (!state.defined || state.common);
        state.defined = true;
      } else if (record.binding != Binding::kWeak) {
        state.needed = true;
      }
    }
    if (flavour_ != LinkerFlavour::kLld) return;
    for (size_t g = 0; g < names.size(); ++g) {
      const SymbolRecord& record = records[loaded.globals[g].record];
      if (record.binding == Binding::kWeak) continue;
      if (!IsDefinition(object, record)) TakeOffered(names[g]);
    }
  }

  /// The first group of a name is kept, of every later one all sections go.
  void ChooseGroups(ObjectIndex object) {
    const auto& comdats = objects_.objects[object].file->symbols().comdats;
    for (uint32_t i = 1; i < comdats.size(); ++i) {
      if (groups_.insert(comdats[i]).second) continue;
      std::vector<bool>& duplicate = link_.duplicates[object];
      duplicate.resize(comdats.size());
      duplicate[i] = true;
    }
  }

  /// GNU ld reads an archive until nothing more of it is needed, then the
  /// next, and all of them again (bfd/elflink.c,
  /// elf_link_add_archive_symbols).
  void SearchArchives() {
    std::vector<std::vector<ObjectIndex>> archives = Archives();
    for (bool taken = true; taken;) {
      taken = false;
      for (const std::vector<ObjectIndex>& members : archives) {
        while (SearchOnce(members)) taken = true;
      }
    }
  }

  std::vector<std::vector<ObjectIndex>> Archives() const {
    std::vector<std::vector<ObjectIndex>> archives;
    std::unordered_map<std::string_view, size_t> known;
    for (ObjectIndex i = 0; i < plan_.objects.size(); ++i) {
      const PlannedObject& object = plan_.objects[i];
      if (object.use != VmlinuxUse::kOnDemand) continue;
      auto [it, is_new] = known.try_emplace(object.archive, archives.size());
      if (is_new) archives.emplace_back();
      archives[it->second].push_back(i);
    }
    return archives;
  }

  bool SearchOnce(const std::vector<ObjectIndex>& members) {
    bool taken = false;
    for (ObjectIndex member : members) {
      if (link_.linked[member] || !IsWanted(member)) continue;
      Take(member);
      taken = taken || link_.linked[member];
    }
    return taken;
  }

  /// Whether the member defines what is needed; a tentative definition needs
  /// a real one.
  bool IsWanted(ObjectIndex member) const {
    const LoadedObject& loaded = objects_.objects[member];
    if (!loaded.file) return false;
    std::span<const SymbolId> names = symbols_.NamesOf(member);
    const auto& records = loaded.file->symbols().symbols;
    for (size_t g = 0; g < names.size(); ++g) {
      const SymbolRecord& record = records[loaded.globals[g].record];
      if (!record.defined) continue;
      const State& state = state_[names[g]];
      if (state.assigned) continue;
      if (state.common && !record.common) return true;
      if (!state.defined && (state.needed || state.searched)) return true;
    }
    return false;
  }

  /// ld.lld goes through the members once.  A name that was needed before takes
  /// the member at once, others remember it (lld/ELF/Symbols.cpp, resolve).
  void OfferMembers() {
    for (ObjectIndex i = 0; i < plan_.objects.size(); ++i) {
      if (plan_.objects[i].use != VmlinuxUse::kOnDemand) continue;
      if (link_.linked[i] || !objects_.objects[i].file) continue;
      if (IsNeededNow(i)) {
        Take(i);
        continue;
      }
      const auto& records = objects_.objects[i].file->symbols().symbols;
      std::span<const SymbolId> names = symbols_.NamesOf(i);
      for (size_t g = 0; g < names.size(); ++g) {
        State& state = state_[names[g]];
        bool defines = records[objects_.objects[i].globals[g].record].defined;
        if (defines && state.offer == kNoOffer) state.offer = i;
      }
    }
  }

  bool IsNeededNow(ObjectIndex member) const {
    const LoadedObject& loaded = objects_.objects[member];
    std::span<const SymbolId> names = symbols_.NamesOf(member);
    for (size_t g = 0; g < names.size(); ++g) {
      const State& state = state_[names[g]];
      if (loaded.file->symbols().symbols[loaded.globals[g].record].defined &&
          state.needed && !state.defined) {
        return true;
      }
    }
    return false;
  }

  void TakeOffered(SymbolId id) {
    const State& state = state_[id];
    if (!state.defined && state.offer != kNoOffer) Take(state.offer);
  }

  void FindTwice() {
    for (SymbolId id = 0; id < symbols_.size(); ++id) {
      std::span<const Occurrence> all = symbols_.Definitions(id);
      if (all.size() < 2) continue;
      std::vector<Occurrence> linked;
      for (Occurrence definition : all) {
        if (!link_.linked[definition.object]) continue;
        if (link_.IsDuplicate(definition.object,
                              symbols_.RecordOf(definition).comdat)) {
          continue;
        }
        linked.push_back(definition);
      }
      std::vector<Occurrence> rivals = Rivals(symbols_, linked);
      if (rivals.size() > 1) link_.twice.push_back({id, std::move(rivals)});
    }
  }

  const LinkPlan& plan_;
  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  LinkerFlavour flavour_;
  std::vector<State> state_;
  std::unordered_set<std::string_view> groups_;
  VmlinuxLink link_;
};

}  // namespace

bool VmlinuxLink::IsDuplicate(ObjectIndex object, uint32_t comdat) const {
  if (comdat == 0) return false;
  auto it = duplicates.find(object);
  return it != duplicates.end() && it->second[comdat];
}

std::vector<Occurrence> Rivals(const SymbolIndex& symbols,
                               std::span<const Occurrence> definitions) {
  std::vector<Occurrence> rivals;
  for (Occurrence definition : definitions) {
    const SymbolRecord& record = symbols.RecordOf(definition);
    if (record.binding == Binding::kWeak || record.common) continue;
    if (!rivals.empty()) {
      const SymbolRecord& first = symbols.RecordOf(rivals.front());
      bool same =
          first.absolute && record.absolute && first.value == record.value;
      if (same) continue;
    }
    rivals.push_back(definition);
  }
  return rivals;
}

VmlinuxLink LinkVmlinux(const LinkPlan& plan, const ObjectSet& objects,
                        const SymbolIndex& symbols, LinkerFlavour flavour,
                        const ArchiveSearch& search) {
  return VmlinuxLinker(plan, objects, symbols, flavour).Link(search);
}

std::optional<Occurrence> LinkedDefinition(const SymbolIndex& symbols,
                                           const VmlinuxLink& link,
                                           SymbolId id) {
  std::optional<Occurrence> best;
  int strength = 0;
  for (Occurrence definition : symbols.Definitions(id)) {
    const SymbolRecord& record = symbols.RecordOf(definition);
    if (!link.linked[definition.object]) continue;
    if (link.IsDuplicate(definition.object, record.comdat)) continue;
    bool bigger = best && record.common && strength == StrengthOf(record) &&
                  record.size > symbols.RecordOf(*best).size;
    if (best && StrengthOf(record) <= strength && !bigger) continue;
    best = definition;
    strength = StrengthOf(record);
  }
  return best;
}

}  // namespace kplace
