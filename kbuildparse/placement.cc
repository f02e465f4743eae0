#include "kbuildparse/placement.h"

#include <algorithm>
#include <tuple>

#include "support/text.h"

namespace kplace {
namespace {

// More lines than this for one object tell nobody anything.
constexpr size_t kMostReasons = 8;

// A kernel enters drivers/usb from some ten lines.
constexpr size_t kMostLines = 32;

}  // namespace

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
  reasons_.push_back({std::move(reason), parent});
  return static_cast<ReasonId>(reasons_.size() - 1);
}

void PlacementTable::AddLine(ReasonId id, Reason reason) {
  Node& node = reasons_[static_cast<uint32_t>(id)];
  bool told =
      node.reason == reason ||
      std::find(node.more.begin(), node.more.end(), reason) != node.more.end();
  if (!told && node.more.size() < kMostLines) {
    node.more.push_back(std::move(reason));
  }
}

bool PlacementTable::Add(Placement placement, ConditionStore& conditions) {
  if (placement.when.IsFalse()) return false;
  for (size_t row : RowsOf(placement.object)) {
    Placement& known = rows_[row];
    if (known.kind == placement.kind && known.unit == placement.unit) {
      known.when = conditions.Or(known.when, placement.when);
      JoinReason(known, placement.because);
      return false;
    }
  }
  rows_.push_back(std::move(placement));
  AddToIndexes(rows_.size() - 1);
  return true;
}

void PlacementTable::AddToIndexes(size_t row) {
  const Placement& placement = rows_[row];
  std::vector<size_t>& unit = by_unit_[placement.unit];
  if (unit.empty() && placement.kind == PlacementKind::kModule) {
    modules_.push_back(placement.unit);
  }
  unit.push_back(row);
  by_object_[placement.object].push_back(row);
}

/// The same line can come by twice, when its directory is entered twice.
void PlacementTable::JoinReason(Placement& row, ReasonId because) const {
  if (row.also.size() == kMostReasons) return;
  std::vector<Reason> chain = Chain(because);
  bool told = chain == Chain(row.because) ||
              std::any_of(row.also.begin(), row.also.end(),
                          [&](ReasonId id) { return chain == Chain(id); });
  if (!told) row.also.push_back(because);
}

void PlacementTable::Retain(const std::vector<bool>& rows,
                            const std::vector<bool>& unknowns) {
  std::vector<Placement> kept;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (rows[i]) kept.push_back(std::move(rows_[i]));
  }
  rows_ = std::move(kept);
  by_object_.clear();
  by_unit_.clear();
  modules_.clear();
  for (size_t i = 0; i < rows_.size(); ++i) AddToIndexes(i);
  std::vector<PlacementUnknown> open;
  for (size_t i = 0; i < unknowns_.size(); ++i) {
    if (unknowns[i]) open.push_back(std::move(unknowns_[i]));
  }
  unknowns_ = std::move(open);
}

void PlacementTable::AddUnknown(PlacementUnknown unknown) {
  unknowns_.push_back(std::move(unknown));
}

void PlacementTable::SetArchiveUse(const std::string& archive, ArchiveUse use,
                                   Condition when, ConditionStore& conditions) {
  if (use == ArchiveUse::kNotLinked) return;
  Linked& linked = archives_[archive];
  Condition& known =
      use == ArchiveUse::kWhole ? linked.whole : linked.on_demand;
  known = conditions.Or(known, when);
}

void PlacementTable::SetArchiveUse(const std::string& archive, ArchiveUse use) {
  Linked& linked = archives_[archive];
  linked = {};
  if (use == ArchiveUse::kWhole) linked.whole = Condition::True();
  if (use == ArchiveUse::kOnDemand) linked.on_demand = Condition::True();
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
  // What is linked whole has nothing left that could be asked for.
  for (ArchiveUse use : {ArchiveUse::kWhole, ArchiveUse::kOnDemand}) {
    if (LinkedWhen(archive, use).IsTrue()) return use;
  }
  return ArchiveUse::kNotLinked;
}

Condition PlacementTable::LinkedWhen(std::string_view archive,
                                     ArchiveUse use) const {
  auto it = archives_.find(std::string(archive));
  if (it == archives_.end()) return Condition::False();
  return use == ArchiveUse::kWhole ? it->second.whole : it->second.on_demand;
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

std::vector<std::vector<Reason>> PlacementTable::Steps(
    ReasonId innermost) const {
  std::vector<std::vector<Reason>> steps;
  for (ReasonId id = innermost; id != ReasonId::kNone;
       id = reasons_[static_cast<uint32_t>(id)].parent) {
    const Node& node = reasons_[static_cast<uint32_t>(id)];
    steps.push_back({node.reason});
    steps.back().insert(steps.back().end(), node.more.begin(), node.more.end());
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
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
