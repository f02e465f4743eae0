#include "analyzer/modules/export_table.h"

#include <functional>

namespace kplace {
namespace {

constexpr std::string_view kVmlinuxName = "vmlinux";

}  // namespace

ExportTable::ExportTable() {
  InternUnit(kVmlinuxName);
}

UnitId ExportTable::InternUnit(std::string_view name) {
  auto next = static_cast<UnitId>(units_.size());
  auto [it, is_new] = unit_ids_.try_emplace(std::string(name), next);
  if (is_new) units_.emplace_back(name);
  return it->second;
}

std::optional<UnitId> ExportTable::FindUnit(std::string_view name) const {
  auto it = unit_ids_.find(std::string(name));
  if (it == unit_ids_.end()) return std::nullopt;
  return it->second;
}

void ExportTable::Add(Export item) {
  SymbolId id =
      names_.Intern(item.name, std::hash<std::string_view>()(item.name));
  auto index = static_cast<uint32_t>(exports_.size());
  if (id == newest_.size()) newest_.push_back(index);
  previous_.push_back(newest_[id]);
  newest_[id] = index;
  exports_.push_back(item);
}

void ExportTable::Add(const LinkedUnit& unit) {
  UnitId id = InternUnit(unit.name);
  for (uint32_t i = 0; i < unit.objects.size(); ++i) {
    if (unit.objects[i] == nullptr) continue;
    for (const ExportRecord& record : unit.objects[i]->exports) {
      Add({record.name, record.name_space, record.gpl_only, id, i, {}});
    }
  }
}

void ExportTable::Add(const Symvers& symvers) {
  std::string_view module;  // the lines of a module stand together
  UnitId unit = kVmlinux;
  for (const SymversLine& line : symvers.lines) {
    if (line.module != module) {
      module = line.module;
      std::string name(module);
      if (module != kVmlinuxName) name += ".ko";
      unit = InternUnit(name);
    }
    std::optional<uint32_t> crc;
    if (symvers.has_crcs) crc = line.crc;
    Add({line.symbol, line.name_space, line.gpl_only, unit, Export::kNoObject,
         crc});
  }
}

void ExportTable::SetCrc(UnitId unit, std::string_view name, uint32_t crc) {
  std::optional<SymbolId> id =
      names_.Find(name, std::hash<std::string_view>()(name));
  if (!id) return;
  Export& item = exports_[newest_[*id]];
  if (item.unit == unit) item.crc = crc;
}

const Export* ExportTable::Find(std::string_view name) const {
  if (name.starts_with('.')) name.remove_prefix(1);
  std::optional<SymbolId> id =
      names_.Find(name, std::hash<std::string_view>()(name));
  return id ? &exports_[newest_[*id]] : nullptr;
}

std::vector<ExportClash> ExportTable::Clashes(bool external) const {
  std::vector<ExportClash> clashes;
  for (size_t i = 0; i < exports_.size(); ++i) {
    if (previous_[i] == i) continue;
    const Export& previous = exports_[previous_[i]];
    const Export& later = exports_[i];
    if (!external || previous.unit == kVmlinux || previous.unit == later.unit) {
      clashes.push_back({&previous, &later});
    }
  }
  return clashes;
}

}  // namespace kplace
