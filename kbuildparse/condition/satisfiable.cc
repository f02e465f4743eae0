#include "kbuildparse/condition/satisfiable.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace kplace {
namespace {

constexpr int kMostSteps = 10'000;
constexpr std::array<const char*, 3> kValues = {"m", "y", "n"};

bool Try(Condition condition, ConditionStore& store, int& steps_left) {
  if (condition.IsFalse()) return false;
  if (condition.IsTrue() || --steps_left <= 0) return true;
  for (const std::string& option : store.OptionsOf(condition)) {
    std::array<Condition, 3> cases;
    for (size_t i = 0; i < cases.size(); ++i) {
      cases[i] = store.Cofactor(condition, option, kValues[i]);
    }
    if (cases[0] == condition && cases[1] == condition) continue;  // a text
    return std::any_of(cases.begin(), cases.end(), [&](Condition with) {
      return Try(with, store, steps_left);
    });
  }
  return true;  // only unknown() and texts are left
}

}  // namespace

bool IsSatisfiable(Condition condition, ConditionStore& store) {
  int steps = kMostSteps;
  return Try(condition, store, steps);
}

}  // namespace kplace
