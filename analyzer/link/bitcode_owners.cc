#include "analyzer/link/bitcode_owners.h"

#include <algorithm>

namespace kplace {

std::string_view FunctionOfSource(std::string_view function) {
  return function.substr(0, function.find('.', 1));
}

void BitcodeOwners::Add(SymbolId id) {
  auto add = [&](Occurrence occurrence) {
    ObjectIndex object = occurrence.object;
    if (!link_.linked[object] || !IsBitcode(objects_.objects[object])) return;
    users_[id].push_back(object);
    wanted_[object].emplace(symbols_.RecordOf(occurrence).index, id);
  };
  for (Occurrence use : symbols_.Uses(id)) add(use);
  for (Occurrence definition : symbols_.Definitions(id)) add(definition);
}

void BitcodeOwners::Read() {
  for (const auto& [object, names] : wanted_) {
    Result<std::vector<Reference>> references =
        objects_.objects[object].file->ReadReferences(
            [&names](const SymbolRecord& record) {
              return names.contains(record.index);
            });
    if (!references) continue;
    for (const Reference& reference : *references) {
      auto name = names.find(reference.symbol);
      if (name == names.end()) continue;
      std::string function(FunctionOfSource(reference.function));
      auto& objects = callers_[Call(name->second, function)].objects;
      if (objects.empty() || objects.back() != object) {
        objects.push_back(object);
      }
    }
  }
}

std::optional<ObjectIndex> BitcodeOwners::Take(SymbolId id,
                                               std::string_view function) {
  std::string_view name = FunctionOfSource(function);
  auto found = callers_.find(Call(id, name));
  if (found != callers_.end()) {
    Callers& callers = found->second;
    size_t next = std::min(callers.taken++, callers.objects.size() - 1);
    return callers.objects[next];
  }
  std::optional<ObjectIndex> definer = DefinerOf(name);
  auto users = users_.find(id);
  if (users == users_.end()) return definer;
  const std::vector<ObjectIndex>& named_by = users->second;
  if (!definer) {
    return named_by.size() == 1 ? std::optional(named_by.front())
                                : std::nullopt;
  }
  bool names_it =
      std::find(named_by.begin(), named_by.end(), *definer) != named_by.end();
  return names_it ? definer : InlinedFrom(id, *definer);
}

std::optional<ObjectIndex> BitcodeOwners::InlinedFrom(SymbolId id,
                                                      ObjectIndex into) const {
  std::optional<ObjectIndex> owner;
  auto call = callers_.lower_bound(Call(id, std::string()));
  for (; call != callers_.end() && call->first.first == id; ++call) {
    if (!Names(into, call->first.second)) continue;
    for (ObjectIndex object : call->second.objects) {
      if (owner && *owner != object) return std::nullopt;
      owner = object;
    }
  }
  return owner;
}

bool BitcodeOwners::Names(ObjectIndex object, std::string_view function) const {
  std::optional<SymbolId> id = symbols_.Find(function);
  if (!id) return false;
  std::span<const Occurrence> uses = symbols_.Uses(*id);
  return std::any_of(uses.begin(), uses.end(),
                     [&](Occurrence use) { return use.object == object; });
}

std::optional<ObjectIndex> BitcodeOwners::DefinerOf(
    std::string_view function) const {
  std::optional<SymbolId> id = symbols_.Find(FunctionOfSource(function));
  if (!id) return std::nullopt;
  for (Occurrence definition : symbols_.Definitions(*id)) {
    if (link_.linked[definition.object] &&
        IsBitcode(objects_.objects[definition.object])) {
      return definition.object;
    }
  }
  return std::nullopt;
}

}  // namespace kplace
