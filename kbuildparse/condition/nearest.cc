#include "kbuildparse/condition/nearest.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace kplace {
namespace {

using Shape = ConditionShape;

constexpr size_t kMostSteps = 5'000;
constexpr size_t kMostChanges = 16;
constexpr size_t kDeepest = 100;
// Changing options is better than hoping for what only a program could tell.
constexpr size_t kCostOfHope = kMostChanges;

/// A set of the values that an option may still have.
using Values = uint8_t;
constexpr Values kYes = 1;
constexpr Values kModule = 2;
constexpr Values kNo = 4;

Values OnlyValue(std::string_view text) {
  if (text == "y") return kYes;
  return text == "m" ? kModule : kNo;
}

const char* TextOf(Values one) {
  if (one == kYes) return "y";
  return one == kModule ? "m" : "n";
}

/// What has been demanded so far on one way through the formula.
struct Demands {
  std::map<std::string_view, Values> allowed;
  std::set<std::string> hopes;
  std::vector<Condition> clauses;  ///< disjunctions, settled or not
  size_t cost = 0;
};

class Search {
 public:
  Search(const ConditionStore& store,
         const std::function<std::string_view(std::string_view)>& value_of)
      : store_(store), value_of_(value_of) {}

  std::optional<NearestChange> Run(Condition condition) {
    Demands demands;
    if (Demand(condition, demands)) Explore(demands, 0);
    if (!best_) return std::nullopt;
    NearestChange nearest;
    for (const auto& [option, values] : best_->allowed) {
      Values now = OnlyValue(value_of_(option));
      Values then = Pick(option, values);
      if (now == then) continue;
      nearest.changes.push_back(
          {std::string(option), TextOf(now), TextOf(then)});
    }
    nearest.unknowns.assign(best_->hopes.begin(), best_->hopes.end());
    return nearest;
  }

 private:
  /// The value that an option gets: its own if it may keep it.
  Values Pick(std::string_view option, Values allowed) const {
    Values now = OnlyValue(value_of_(option));
    if ((allowed & now) != 0) return now;
    if ((allowed & kNo) != 0) return kNo;
    return (allowed & kYes) != 0 ? kYes : kModule;
  }

  /// Adds what `condition` asks for; false when that contradicts the rest.
  bool Demand(Condition condition, Demands& demands) const {
    Shape shape = store_.ShapeOf(condition);
    switch (shape.kind) {
      case Shape::Kind::kTrue:
        return true;
      case Shape::Kind::kFalse:
        return false;
      case Shape::Kind::kAtom:
        return DemandAtom(shape, demands);
      case Shape::Kind::kText:
        if (store_.Evaluate(condition, value_of_) == Truth::kTrue) return true;
        return Hope(store_.ToText(condition), demands);
      case Shape::Kind::kUnknown:
        return Hope(std::string(shape.text), demands);
      case Shape::Kind::kOr:
        demands.clauses.push_back(condition);
        return true;
      case Shape::Kind::kAnd:
        break;
    }
    return std::all_of(
        shape.operands.begin(), shape.operands.end(),
        [&](Condition operand) { return Demand(operand, demands); });
  }

  static bool Hope(std::string what, Demands& demands) {
    if (demands.hopes.insert(std::move(what)).second) {
      demands.cost += kCostOfHope;
    }
    return true;
  }

  bool DemandAtom(const Shape& atom, Demands& demands) const {
    auto [it, is_new] =
        demands.allowed.try_emplace(atom.text, Values{kYes | kModule | kNo});
    Values now = OnlyValue(value_of_(atom.text));
    bool kept = (it->second & now) != 0;
    Values asked = atom.value == OptionValue::kYes ? kYes : kModule;
    it->second &= atom.negated ? Values(~asked) : asked;
    if (kept && (it->second & now) == 0) ++demands.cost;
    return it->second != 0;
  }

  /// The first clause that does not hold with the values picked so far.
  size_t FirstOpen(const Demands& demands) const {
    auto picked = [&](std::string_view option) -> std::string_view {
      auto it = demands.allowed.find(option);
      if (it == demands.allowed.end()) return value_of_(option);
      return TextOf(Pick(option, it->second));
    };
    size_t i = 0;
    while (i < demands.clauses.size() &&
           store_.Evaluate(demands.clauses[i], picked) == Truth::kTrue) {
      ++i;
    }
    return i;
  }

  void Explore(const Demands& demands, size_t depth) {
    if (++steps_ > kMostSteps || depth > kDeepest) return;
    if (best_ && demands.cost >= best_->cost) return;
    if (demands.cost > kMostChanges + demands.hopes.size() * kCostOfHope) {
      return;
    }
    size_t open = FirstOpen(demands);
    if (open == demands.clauses.size()) {
      best_ = demands;
      return;
    }
    for (Condition way : store_.ShapeOf(demands.clauses[open]).operands) {
      Demands next = demands;
      next.clauses.erase(next.clauses.begin() + static_cast<long>(open));
      if (Demand(way, next)) Explore(next, depth + 1);
    }
  }

  const ConditionStore& store_;
  const std::function<std::string_view(std::string_view)>& value_of_;
  std::optional<Demands> best_;
  size_t steps_ = 0;
};

}  // namespace

std::optional<NearestChange> FindNearest(
    const ConditionStore& store, Condition condition,
    const std::function<std::string_view(std::string_view)>& value_of) {
  return Search(store, value_of).Run(condition);
}

}  // namespace kplace
