#include "kbuildparse/placement.h"

#include <algorithm>
#include <tuple>

#include "support/text.h"

namespace kplace {

const char* Name(PlacementKind kind) {
  switch (kind) {
    case PlacementKind::kBuiltIn:
      return "builtin";
    case PlacementKind::kModule:
      return "module";
    case PlacementKind::kArchive:
      return "archive";
  }
  return "builtin";
}

PlacementTable::PlacementTable() {
  reasons_.emplace_back();
}  // kNone

ReasonId PlacementTable::AddReason(Reason reason, ReasonId parent) {
  reasons_.push_back({std::move(reason), parent, ReasonId::kNone});
  return static_cast<ReasonId>(reasons_.size() - 1);
}

void PlacementTable::AddAlternative(ReasonId reason, ReasonId other) {
  if (reason == other) return;
  Node& first = reasons_[static_cast<uint32_t>(reason)];
  Node& added = reasons_[static_cast<uint32_t>(other)];
  added.alternative = first.alternative;
  first.alternative = other;
}

bool PlacementTable::Add(Placement placement, ConditionStore& conditions) {
  if (placement.when.IsFalse()) return false;
  for (size_t row : RowsOf(placement.object)) {
    Placement& known = rows_[row];
    if (known.kind == placement.kind && known.unit == placement.unit) {
      known.when = conditions.Or(known.when, placement.when);
      AddAlternative(known.because, placement.because);
      return false;
    }
  }
  std::vector<size_t>& unit = by_unit_[placement.unit];
  if (unit.empty() && placement.kind == PlacementKind::kModule) {
    modules_.push_back(placement.unit);
  }
  unit.push_back(rows_.size());
  by_object_[placement.object].push_back(rows_.size());
  rows_.push_back(std::move(placement));
  return true;
}

void PlacementTable::AddUnknown(PlacementUnknown unknown) {
  unknowns_.push_back(std::move(unknown));
}

void PlacementTable::SetArchiveUse(const std::string& archive, ArchiveUse use) {
  archives_[archive] = use;
}

std::vector<size_t> PlacementTable::RowsOf(std::string_view object) const {
  auto it = by_object_.find(std::string(object));
  return it == by_object_.end() ? std::vector<size_t>() : it->second;
}

std::vector<size_t> PlacementTable::RowsInUnit(std::string_view unit) const {
  auto it = by_unit_.find(std::string(unit));
  return it == by_unit_.end() ? std::vector<size_t>() : it->second;
}

std::vector<size_t> PlacementTable::Sorted() const {
  std::vector<size_t> order(rows_.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  auto key = [&](size_t i) {
    return std::tie(rows_[i].object, rows_[i].unit, rows_[i].kind);
  };
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return key(a) < key(b); });
  return order;
}

ArchiveUse PlacementTable::UseOf(std::string_view archive) const {
  auto it = archives_.find(std::string(archive));
  return it == archives_.end() ? ArchiveUse::kNotLinked : it->second;
}

std::vector<Reason> PlacementTable::Chain(ReasonId innermost) const {
  std::vector<Reason> chain;
  for (ReasonId id = innermost; id != ReasonId::kNone;
       id = reasons_[static_cast<uint32_t>(id)].parent) {
    chain.push_back(reasons_[static_cast<uint32_t>(id)].reason);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::string PlacementTable::CheckInvariants() const {
  for (size_t i = 0; i < rows_.size(); ++i) {
    const Placement& row = rows_[i];
    if (row.object.empty()) return "a row has no object";
    if (row.unit.empty()) return row.object + " has no unit";
    if (row.when.IsFalse()) return row.object + " is placed under false";
    if (row.because == ReasonId::kNone) return row.object + " has no reason";
    if ((row.kind == PlacementKind::kModule) != row.unit.ends_with(".ko")) {
      return row.object + " is a " + Name(row.kind) + " in " + row.unit;
    }
    for (size_t other : RowsOf(row.object)) {
      if (other > i && rows_[other].kind == row.kind &&
          rows_[other].unit == row.unit) {
        return row.object + " is twice in " + row.unit;
      }
    }
  }
  for (size_t id = 1; id < reasons_.size(); ++id) {
    if (static_cast<uint32_t>(reasons_[id].parent) >= id) {
      return "a reason comes before its cause";
    }
  }
  return {};
}

std::string ToTsv(const PlacementTable& table,
                  const ConditionStore* conditions) {
  std::string text;
  for (size_t i : table.Sorted()) {
    const Placement& row = table.rows()[i];
    // Without the conditions a row is a fact, so it has to be certain.
    if (conditions == nullptr && !row.when.IsTrue()) continue;
    text += Name(row.kind);
    text += '\t';
    text += Printable(row.object);
    text += '\t';
    text += Printable(row.unit);
    if (conditions != nullptr) {
      text += '\t';
      text += conditions->ToText(row.when);
    }
    text += '\n';
  }
  return text;
}

}  // namespace kplace
