#include "analyzer/modules/module_cycles.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace kplace {
namespace {

/// "{0 1 2} 0 1", a line for each cycle.
std::string Cycles(const std::vector<std::vector<uint32_t>>& uses) {
  std::string text;
  for (const ModuleCycle& cycle : FindModuleCycles(uses)) {
    text += "{";
    for (uint32_t module : cycle.modules) {
      text += fmt::format("{}{}", text.ends_with('{') ? "" : " ", module);
    }
    text += "}";
    for (uint32_t module : cycle.shortest) text += fmt::format(" {}", module);
    text += '\n';
  }
  return text;
}

TEST(FindModuleCycles, NoneInChainsAndDiamonds) {
  EXPECT_EQ(Cycles({}), "");
  EXPECT_EQ(Cycles({{1}, {2}, {}}), "");
  EXPECT_EQ(Cycles({{1, 2}, {3}, {3}, {}}), "");
}

TEST(FindModuleCycles, TwoAndThree) {
  EXPECT_EQ(Cycles({{1}, {0}}), "{0 1} 0 1\n");
  EXPECT_EQ(Cycles({{2}, {0}, {1}}), "{0 1 2} 0 2 1\n");
}

TEST(FindModuleCycles, TheShortestWayOfAComponent) {
  // 0 -> 1 -> 2 -> 3 -> 0, and 2 <-> 3.
  EXPECT_EQ(Cycles({{1}, {2}, {3}, {0, 2}}), "{0 1 2 3} 2 3\n");
}

TEST(FindModuleCycles, ComponentsAreApartAndInOrder) {
  EXPECT_EQ(Cycles({{3}, {2}, {1, 0}, {0}, {0, 1, 2, 3}}),
            "{0 3} 0 3\n{1 2} 1 2\n");
}

TEST(FindModuleCycles, DepthIsNoProblem) {
  constexpr uint32_t kMany = 200000;
  std::vector<std::vector<uint32_t>> uses(kMany);
  for (uint32_t i = 0; i + 1 < kMany; ++i) uses[i] = {i + 1};
  EXPECT_EQ(Cycles(uses), "");
}

}  // namespace
}  // namespace kplace
