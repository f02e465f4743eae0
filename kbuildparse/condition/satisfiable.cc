#include "kbuildparse/condition/satisfiable.h"

#include <string>
#include <vector>

namespace kplace {
namespace {

constexpr int kMostSteps = 10'000;

bool Try(Condition condition, ConditionStore& store, int& steps_left) {
  if (condition.IsFalse()) return false;
  if (condition.IsTrue() || --steps_left <= 0) return true;
  std::vector<std::string> options = store.Options(condition);
  if (options.empty()) return true;  // only unknown() is left
  for (const char* value : {"m", "y", "n"}) {
    if (Try(store.Cofactor(condition, options.front(), value), store,
            steps_left)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool IsSatisfiable(Condition condition, ConditionStore& store) {
  int steps = kMostSteps;
  return Try(condition, store, steps);
}

}  // namespace kplace
