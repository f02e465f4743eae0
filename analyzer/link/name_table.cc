#include "analyzer/link/name_table.h"

#include <algorithm>

namespace kplace {
namespace {

constexpr size_t kFirstSlots = 1024;

}  // namespace

/// The slot that holds the name, or the free one where it belongs.
size_t NameTable::SlotOf(std::string_view name, size_t hash) const {
  size_t mask = slots_.size() - 1;
  for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    uint32_t entry = slots_[slot];
    if (entry == 0) return slot;
    const Name& other = names_[entry - 1];
    if (other.hash == hash && other.text == name) return slot;
  }
}

void NameTable::Grow() {
  slots_.assign(std::max(kFirstSlots, slots_.size() * 2), 0);
  size_t mask = slots_.size() - 1;
  for (size_t id = 0; id < names_.size(); ++id) {
    size_t slot = names_[id].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<uint32_t>(id + 1);
  }
}

SymbolId NameTable::Intern(std::string_view name, size_t hash) {
  if (names_.size() * 2 >= slots_.size()) Grow();
  size_t slot = SlotOf(name, hash);
  if (slots_[slot] == 0) {
    names_.push_back({name, hash});
    slots_[slot] = static_cast<uint32_t>(names_.size());
  }
  return slots_[slot] - 1;
}

std::optional<SymbolId> NameTable::Find(std::string_view name,
                                        size_t hash) const {
  if (slots_.empty()) return std::nullopt;
  uint32_t entry = slots_[SlotOf(name, hash)];
  if (entry == 0) return std::nullopt;
  return entry - 1;
}

}  // namespace kplace
