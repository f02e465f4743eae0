#include "analyzer/link/optimised_references.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analyzer/link/linked_sections.h"
#include "analyzer/link/reference_verdict.h"

namespace kplace {
namespace {

/// A function and the name that it uses.
using Call = std::pair<SymbolId, std::string>;

/// ThinLTO renames a static function that others need: "f.llvm.1234"
/// (llvm/IR/ModuleSummaryIndex.h, getGlobalNameForLocal).
std::string_view NameInSource(std::string_view function) {
  return function.substr(0, function.find(".llvm."));
}

/// Which bitcode objects of vmlinux name a symbol, and in which functions.
class BitcodeUsers {
 public:
  BitcodeUsers(const ObjectSet& objects, const SymbolIndex& symbols,
               const VmlinuxLink& link)
      : objects_(objects), symbols_(symbols), link_(link) {}

  void Add(SymbolId id) {
    for (Occurrence use : symbols_.Uses(id)) {
      const LoadedObject& object = objects_.objects[use.object];
      if (!link_.linked[use.object] || !IsBitcode(object)) continue;
      users_[id].push_back(use.object);
      wanted_[use.object].emplace(symbols_.RecordOf(use).index, id);
    }
  }

  void ReadFunctions() {
    for (const auto& [index, names] : wanted_) {
      Result<std::vector<Reference>> references =
          objects_.objects[index].file->ReadReferences(
              [&names](const SymbolRecord& record) {
                return names.contains(record.index);
              });
      if (!references) continue;  // then the names alone have to tell
      for (const Reference& reference : *references) {
        auto name = names.find(reference.symbol);
        if (name == names.end()) continue;
        callers_.emplace(Call(name->second, reference.function), index);
      }
    }
  }

  /// Nothing where none of all this tells.
  std::optional<ObjectIndex> Find(SymbolId id,
                                  std::string_view function) const {
    auto caller = callers_.find(Call(id, function));
    if (caller != callers_.end()) return caller->second;
    auto users = users_.find(id);
    if (users != users_.end() && users->second.size() == 1) {
      return users->second.front();
    }
    std::optional<SymbolId> as_global = symbols_.Find(function);
    if (!as_global) return std::nullopt;
    for (Occurrence definition : symbols_.Definitions(*as_global)) {
      if (link_.linked[definition.object] &&
          IsBitcode(objects_.objects[definition.object])) {
        return definition.object;
      }
    }
    return std::nullopt;
  }

 private:
  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  const VmlinuxLink& link_;
  std::unordered_map<SymbolId, std::vector<ObjectIndex>> users_;
  std::map<ObjectIndex, std::unordered_map<uint32_t, SymbolId>> wanted_;
  std::map<Call, ObjectIndex> callers_;
};

class OptimisedReferenceFinder {
 public:
  OptimisedReferenceFinder(const ObjectSet& objects, const SymbolIndex& symbols,
                           const VmlinuxLink& link, const LinkerScript& script,
                           const LinkerChoice& linker, ObjectIndex vmlinux_o)
      : symbols_(symbols),
        link_(link),
        linker_(linker),
        vmlinux_o_(vmlinux_o),
        placer_(script),
        users_(objects, symbols, link) {}

  std::vector<BrokenReference> Find(const ObjectFile& file,
                                    const std::vector<BrokenReference>& broken,
                                    Unknowns& unknowns) {
    for (const BrokenReference& reference : broken) {
      for (const Reference& place : reference.places) {
        told_.emplace(reference.symbol, place.function);
      }
    }
    std::unordered_map<uint32_t, SymbolId> names = NamesIn(file);
    Result<std::vector<Reference>> references = file.ReadReferences(
        [&names](const SymbolRecord& r) { return names.contains(r.index); });
    if (!references) {
      unknowns.Add("vmlinux.o", references.error().message);
      return {};
    }
    for (const auto& [index, id] : names) users_.Add(id);
    users_.ReadFunctions();
    for (const Reference& reference : *references) {
      auto name = names.find(reference.symbol);
      if (name != names.end()) Add(name->second, reference);
    }
    return Found();
  }

 private:
  std::unordered_map<uint32_t, SymbolId> NamesIn(const ObjectFile& file) const {
    std::set<SymbolId> undefined(link_.undefined.begin(),
                                 link_.undefined.end());
    std::unordered_map<uint32_t, SymbolId> names;
    for (const SymbolRecord& record : file.symbols().symbols) {
      if (record.defined) continue;
      std::optional<SymbolId> id = symbols_.Find(record.name);
      if (id && undefined.contains(*id)) names.emplace(record.index, *id);
    }
    return names;
  }

  void Add(SymbolId id, const Reference& place) {
    const InputPattern* pattern =
        placer_.Find({{}, "vmlinux.o"}, place.section_name);
    if (pattern != nullptr && pattern->discard) return;
    // The build says that it is lld's: nothing depends on which linker it is.
    if (JudgeUndefined(place, linker_) != ReferenceVerdict::kRejected) return;
    std::string_view function = NameInSource(place.function);
    if (told_.contains(Call(id, function))) return;
    ObjectIndex object = users_.Find(id, function).value_or(vmlinux_o_);
    Reference named = place;
    named.function = function;
    found_[{id, object}].push_back(named);
  }

  std::vector<BrokenReference> Found() {
    std::vector<BrokenReference> list;
    for (auto& [key, places] : found_) {
      list.push_back(
          {key.first, key.second, std::move(places), std::nullopt, true});
    }
    return list;
  }

  const SymbolIndex& symbols_;
  const VmlinuxLink& link_;
  const LinkerChoice& linker_;
  ObjectIndex vmlinux_o_;
  SectionPlacer placer_;
  BitcodeUsers users_;
  std::set<Call> told_;
  std::map<std::pair<SymbolId, ObjectIndex>, std::vector<Reference>> found_;
};

/// What bitcode needs, as far as its tables tell, when nothing settles it.
void TellUnsettled(const ObjectSet& objects, const SymbolIndex& symbols,
                   const VmlinuxLink& link, const std::string& why_not,
                   Unknowns& unknowns) {
  std::vector<std::string> names;
  for (SymbolId id : link.undefined) {
    std::span<const Occurrence> uses = symbols.Uses(id);
    bool by_bitcode =
        std::any_of(uses.begin(), uses.end(), [&](Occurrence use) {
          return link.linked[use.object] &&
                 IsBitcode(objects.objects[use.object]);
        });
    if (by_bitcode) names.emplace_back(symbols.NameOf(id));
  }
  unknowns.AddGroup(names, "symbols",
                    "named by bitcode and defined by nothing linked; whether "
                    "link-time optimisation removes the uses is not known, "
                    "because " +
                        why_not + ": run make, or make vmlinux.o");
}

}  // namespace

std::vector<BrokenReference> FindOptimisedReferences(
    const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const OptimisedLink& optimised,
    const LinkerScript& script, const LinkerChoice& linker,
    ObjectIndex vmlinux_o, const std::vector<BrokenReference>& broken,
    Unknowns& unknowns) {
  if (!optimised.why_not().empty()) {
    TellUnsettled(objects, symbols, link, optimised.why_not(), unknowns);
  }
  if (optimised.file() == nullptr) return {};
  return OptimisedReferenceFinder(objects, symbols, link, script, linker,
                                  vmlinux_o)
      .Find(*optimised.file(), broken, unknowns);
}

}  // namespace kplace
