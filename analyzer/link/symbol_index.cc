#include "analyzer/link/symbol_index.h"

#include <algorithm>
#include <functional>

namespace kplace {

SymbolIndex::SymbolIndex(const ObjectSet& objects,
                         const std::set<std::string_view>& more)
    : objects_(objects) {
  NumberNames(more);
  SortByName();
}

void SymbolIndex::NumberNames(const std::set<std::string_view>& more) {
  first_id_.reserve(objects_.objects.size() + 1);
  for (const LoadedObject& object : objects_.objects) {
    first_id_.push_back(ids_.size());
    for (const GlobalName& global : object.globals) {
      const auto& symbols = object.file->symbols().symbols;
      ids_.push_back(names_.Intern(symbols[global.record].name, global.hash));
    }
  }
  first_id_.push_back(ids_.size());
  const std::hash<std::string_view> hash;
  for (std::string_view name : more) names_.Intern(name, hash(name));
}

/// A counting sort: count, add up, place.  Objects come in order, so the
/// records of a name do too.
void SymbolIndex::SortByName() {
  std::vector<uint32_t> definitions(names_.size() + 1, 0);
  std::vector<uint32_t> uses(names_.size() + 1, 0);
  auto for_each = [&](auto visit) {
    for (size_t o = 0; o < objects_.objects.size(); ++o) {
      const LoadedObject& object = objects_.objects[o];
      for (size_t g = 0; g < object.globals.size(); ++g) {
        uint32_t record = object.globals[g].record;
        visit(ids_[first_id_[o] + g],
              Occurrence{static_cast<ObjectIndex>(o), record},
              object.file->symbols().symbols[record].defined);
      }
    }
  };
  for_each([&](SymbolId id, Occurrence, bool defined) {
    ++(defined ? definitions : uses)[id];
  });
  first_.resize(names_.size() + 1);
  first_use_.resize(names_.size());
  uint32_t total = 0;
  for (size_t id = 0; id < names_.size(); ++id) {
    first_[id] = total;
    first_use_[id] = total + definitions[id];
    total += definitions[id] + uses[id];
  }
  first_[names_.size()] = total;
  records_.resize(total);
  std::vector<uint32_t> next_definition(first_.begin(), first_.end());
  std::vector<uint32_t> next_use = first_use_;
  for_each([&](SymbolId id, Occurrence occurrence, bool defined) {
    records_[defined ? next_definition[id]++ : next_use[id]++] = occurrence;
  });
}

std::optional<SymbolId> SymbolIndex::Find(std::string_view name) const {
  return names_.Find(name, std::hash<std::string_view>()(name));
}

std::span<const Occurrence> SymbolIndex::Definitions(SymbolId id) const {
  return std::span(records_).subspan(first_[id], first_use_[id] - first_[id]);
}

std::span<const Occurrence> SymbolIndex::Uses(SymbolId id) const {
  return std::span(records_).subspan(first_use_[id],
                                     first_[id + 1] - first_use_[id]);
}

std::span<const SymbolId> SymbolIndex::NamesOf(ObjectIndex object) const {
  return std::span(ids_).subspan(first_id_[object],
                                 first_id_[object + 1] - first_id_[object]);
}

}  // namespace kplace
