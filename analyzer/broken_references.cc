#include "analyzer/broken_references.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace kplace {
namespace {

class ReferenceFinder {
 public:
  ReferenceFinder(const LinkPlan& plan, const ObjectSet& objects,
                  const SymbolIndex& symbols, const VmlinuxLink& link,
                  const LinkerScript& script, Unknowns& unknowns)
      : plan_(plan),
        objects_(objects),
        symbols_(symbols),
        link_(link),
        script_(script),
        unknowns_(unknowns) {}

  std::vector<BrokenReference> Find() {
    for (const auto& [object, names] : SuspectsByObject()) {
      ReadObject(object, names);
    }
    for (const std::string& name : not_loaded_) {
      unknowns_.Add(name,
                    "undefined, and named by sections that are not loaded: "
                    "GNU ld rejects that, ld.lld does not",
                    UnknownKind::kUndecided);
    }
    auto key = [this](const BrokenReference& reference) {
      return std::tuple(symbols_.NameOf(reference.symbol), reference.object);
    };
    std::sort(found_.begin(), found_.end(),
              [&](const BrokenReference& a, const BrokenReference& b) {
                return key(a) < key(b);
              });
    return std::move(found_);
  }

 private:
  /// By the index of the symbol in the object's symbol table.
  using SuspectNames = std::unordered_map<uint32_t, SymbolId>;

  std::map<ObjectIndex, SuspectNames> SuspectsByObject() const {
    std::map<ObjectIndex, SuspectNames> suspects;
    for (SymbolId id : link_.undefined) {
      for (Occurrence use : symbols_.Uses(id)) {
        if (!link_.linked[use.object]) continue;
        suspects[use.object][symbols_.RecordOf(use).index] = id;
      }
    }
    return suspects;
  }

  void ReadObject(ObjectIndex object, const SuspectNames& names) {
    const ObjectFile& file = *objects_.objects[object].file;
    const std::string& path = plan_.objects[object].path;
    Result<std::vector<Reference>> references =
        file.ReadReferences([&](const SymbolRecord& record) {
          return names.contains(record.index);
        });
    if (!references) {
      unknowns_.Add(path, references.error().message);
      return;
    }
    std::map<SymbolId, std::vector<Reference>> loaded, not_loaded;
    for (const Reference& reference : *references) {
      auto name = names.find(reference.symbol);
      if (name == names.end()) continue;
      if (script_.Discards(path, reference.section_name)) continue;
      (reference.allocated ? loaded : not_loaded)[name->second].push_back(
          reference);
    }
    for (const auto& [id, places] : not_loaded) {
      if (!loaded.contains(id)) not_loaded_.emplace_back(symbols_.NameOf(id));
    }
    for (auto& [id, places] : loaded) {
      found_.push_back({id, object, std::move(places)});
    }
  }

  const LinkPlan& plan_;
  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  const VmlinuxLink& link_;
  const LinkerScript& script_;
  Unknowns& unknowns_;
  std::vector<BrokenReference> found_;
  std::vector<std::string> not_loaded_;
};

}  // namespace

std::vector<BrokenReference> FindBrokenReferences(
    const LinkPlan& plan, const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const LinkerScript& script, Unknowns& unknowns) {
  return ReferenceFinder(plan, objects, symbols, link, script, unknowns).Find();
}

}  // namespace kplace
