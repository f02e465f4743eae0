#include "analyzer/link/bitcode_owners.h"

#include <algorithm>
#include <iterator>

#include "support/parallel.h"

namespace kplace {

std::string_view FunctionOfSource(std::string_view function) {
  return function.substr(0, function.find('.', 1));
}

void BitcodeOwners::Add(SymbolId id, const Reference& place) {
  bool is_new = named_by_.try_emplace(id).second;
  Callers& callers = callers_[Call(id, FunctionOfSource(place.function))];
  // The cold part of a function is no function of its own.
  if (!place.function.ends_with(".cold")) {
    callers.functions.insert(place.function_symbol);
  }
  if (!is_new) return;
  auto add = [&](Occurrence occurrence) {
    ObjectIndex object = occurrence.object;
    if (!facts_.link.linked[object]) return;
    if (!IsBitcode(facts_.objects.objects[object])) return;
    wanted_[object].emplace(facts_.symbols.RecordOf(occurrence).index, id);
  };
  for (Occurrence use : facts_.symbols.Uses(id)) add(use);
  for (Occurrence definition : facts_.symbols.Definitions(id)) add(definition);
}

void BitcodeOwners::Read(unsigned jobs) {
  ReadCode();
  // Assembly inside of functions is in no symbol table, so all of it is read:
  // only where the code does not explain each function.
  bool explained =
      std::all_of(callers_.begin(), callers_.end(), [](const auto& entry) {
        const Callers& callers = entry.second;
        return !callers.objects.empty() &&
               callers.objects.size() >= callers.functions.size();
      });
  if (!explained) ReadAssembly(jobs);
}

void BitcodeOwners::AddCaller(SymbolId id, std::string_view function,
                              ObjectIndex object) {
  named_by_[id].insert(object);
  if (IsReplaced(function, object)) return;
  callers_[Call(id, FunctionOfSource(function))].objects.insert(object);
}

bool BitcodeOwners::IsReplaced(std::string_view function,
                               ObjectIndex object) const {
  std::optional<SymbolId> id = facts_.symbols.Find(function);
  if (!id) return false;
  std::span<const Occurrence> all = facts_.symbols.Definitions(*id);
  bool defines = std::any_of(all.begin(), all.end(),
                             [&](Occurrence d) { return d.object == object; });
  if (!defines) return false;
  std::optional<Occurrence> linked =
      LinkedDefinition(facts_.symbols, facts_.link, *id);
  return linked && linked->object != object;
}

void BitcodeOwners::ReadCode() {
  for (const auto& [object, names] : wanted_) {
    Result<std::vector<Reference>> references =
        facts_.objects.objects[object].file->ReadReferences(
            [&names](const SymbolRecord& record) {
              return names.contains(record.index);
            });
    if (!references) {
      incomplete_ = true;
      continue;
    }
    for (const Reference& reference : *references) {
      auto name = names.find(reference.symbol);
      if (name != names.end()) {
        AddCaller(name->second, reference.function, object);
      }
    }
  }
}

void BitcodeOwners::ReadAssembly(unsigned jobs) {
  std::vector<SymbolId> ids;
  std::vector<std::string> names;
  for (const auto& [id, objects] : named_by_) {
    ids.push_back(id);
    names.emplace_back(facts_.symbols.NameOf(id));
  }
  const auto& objects = facts_.objects.objects;
  std::vector<std::vector<AssemblyUse>> uses(objects.size());
  std::vector<char> failed(objects.size());
  ParallelFor(objects.size(), jobs, [&](size_t i) {
    if (!facts_.link.linked[i] || !IsBitcode(objects[i])) return;
    auto found = objects[i].file->ReadAssemblyUses(names);
    if (found) {
      uses[i] = std::move(*found);
    } else {
      failed[i] = 1;
    }
  });
  for (size_t i = 0; i < objects.size(); ++i) {
    incomplete_ = incomplete_ || failed[i] != 0;
    for (const AssemblyUse& use : uses[i]) {
      AddCaller(ids[use.name], use.function, static_cast<ObjectIndex>(i));
    }
  }
}

std::optional<ObjectIndex> BitcodeOwners::OwnerOf(
    SymbolId id, const Reference& place) const {
  if (incomplete_) return std::nullopt;
  const Callers& callers =
      callers_.at(Call(id, FunctionOfSource(place.function)));
  const std::set<ObjectIndex>& objects =
      callers.objects.empty() ? named_by_.at(id) : callers.objects;
  if (objects.size() == 1) return *objects.begin();
  // Of some the function, or the use, may have been removed.
  if (callers.objects.size() != callers.functions.size()) return std::nullopt;
  auto function = callers.functions.find(place.function_symbol);
  if (function == callers.functions.end()) return std::nullopt;
  auto owner = callers.objects.begin();
  std::advance(owner, std::distance(callers.functions.begin(), function));
  return *owner;
}

std::optional<ObjectIndex> BitcodeOwners::OwnerOf(
    const Reference& place) const {
  bool is_static = place.of_local_function ||
                   place.function.find(".llvm.") != std::string_view::npos;
  if (is_static) return std::nullopt;
  std::optional<SymbolId> id =
      facts_.symbols.Find(FunctionOfSource(place.function));
  if (!id) return std::nullopt;
  std::optional<Occurrence> definition =
      LinkedDefinition(facts_.symbols, facts_.link, *id);
  if (!definition || !IsBitcode(facts_.objects.objects[definition->object]) ||
      NamesOthers(definition->object)) {
    return std::nullopt;
  }
  return definition->object;
}

bool BitcodeOwners::NamesOthers(ObjectIndex object) const {
  std::span<const SymbolId> names = facts_.symbols.NamesOf(object);
  return std::any_of(names.begin(), names.end(), [&](SymbolId id) {
    std::optional<Occurrence> definition =
        LinkedDefinition(facts_.symbols, facts_.link, id);
    return definition && definition->object != object &&
           IsBitcode(facts_.objects.objects[definition->object]);
  });
}

}  // namespace kplace
