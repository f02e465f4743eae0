#include "analyzer/link/dropped_definitions.h"

#include <optional>
#include <span>

namespace kplace {
namespace {

class DroppedDefinitionFinder {
 public:
  explicit DroppedDefinitionFinder(const LinkFacts& facts) : facts_(facts) {}

  DroppedNames Find() {
    for (ObjectIndex object = 0; object < facts_.plan.objects.size();
         ++object) {
      if (facts_.link.linked[object] && facts_.sections.HasDropped(object)) {
        FindIn(object);
      }
    }
    if (facts_.witness != nullptr) FindInWitness();
    return std::move(dropped_);
  }

 private:
  void FindIn(ObjectIndex object) {
    const LoadedObject& loaded = facts_.objects.objects[object];
    std::span<const SymbolId> names = facts_.symbols.NamesOf(object);
    for (size_t g = 0; g < names.size(); ++g) {
      Occurrence here{object, loaded.globals[g].record};
      const SymbolRecord& record = facts_.symbols.RecordOf(here);
      if (!facts_.sections.IsDropped(object, record)) continue;
      std::optional<Occurrence> taken = Taken(names[g]);
      if (taken && taken->object == object) Add(names[g], here);
    }
  }

  void FindInWitness() {
    const auto& [index, file] = *facts_.witness;
    for (const SymbolRecord& record : file.symbols().symbols) {
      if (!facts_.sections.IsDropped(index, record)) continue;
      std::optional<SymbolId> id = facts_.symbols.Find(record.name);
      if (!id) continue;
      if (std::optional<Occurrence> taken = Taken(*id)) Add(*id, *taken);
    }
  }

  std::optional<Occurrence> Taken(SymbolId id) const {
    return LinkedDefinition(facts_.symbols, facts_.link, id);
  }

  void Add(SymbolId id, Occurrence definition) {
    if (facts_.elsewhere.Overrides(facts_.symbols.NameOf(id))) return;
    dropped_.emplace(id, definition);
  }

  const LinkFacts& facts_;
  DroppedNames dropped_;
};

}  // namespace

DroppedNames FindDroppedDefinitions(const LinkFacts& facts) {
  return DroppedDefinitionFinder(facts).Find();
}

}  // namespace kplace
