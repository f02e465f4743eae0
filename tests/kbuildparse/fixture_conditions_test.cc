// Every tree below fixtures/kbuild, placed for all configurations at once:
// under the fixture's own configuration the conditions must give what make
// builds.

#include <gtest/gtest.h>

#include "kbuildparse/kbuildparse.h"
#include "support/text.h"
#include "tests/testing/tree_fixture.h"

namespace kplace {
namespace {

class FixtureConditions : public ::testing::TestWithParam<std::string> {};

/// A word like `cpu_$(CONFIG_NAME).o` is no row at all; its directory is said
/// to be not wholly known.
bool IsNamedByUnknown(const PlacementTable& table, std::string_view row) {
  for (const PlacementUnknown& unknown : table.unknowns()) {
    if (row.find("\t" + unknown.subject + "/") != row.npos) return true;
  }
  return false;
}

TEST_P(FixtureConditions, HoldWhereMakeBuilds) {
  testing::TreeFixture fixture = testing::LoadFixtureTree(GetParam());
  if (!fixture.diagnostics.empty()) return;  // make cannot read it
  SourceFiles sources;
  ConditionStore conditions;
  DiagnosticSink sink;
  Result<BuildTree> configured = OpenBuildTree(
      fixture.files, {{}, "/tree", {}, fixture.external_dir}, sources, sink);
  ASSERT_TRUE(configured.ok());
  Result<BuildTree> tree =
      OpenSourceTree(fixture.files, {"/tree", {}, "x86", fixture.external_dir});
  ASSERT_TRUE(tree.ok()) << tree.error().message;

  PlacementTable table =
      LoadPlacement(*tree, fixture.files, sources, conditions, sink, 0);

  EXPECT_EQ(table.CheckInvariants(), "");
  // Rows that hang on a part of a text are open without its value.
  std::string certain;
  std::string possible;
  for (size_t i : table.Sorted()) {
    const Placement& row = table.rows()[i];
    Truth truth = conditions.Evaluate(
        row.when, [&](std::string_view option) -> std::string_view {
          const auto* setting = configured->config.Find(option);
          return setting == nullptr ? std::string_view() : setting->value;
        });
    std::string text = std::string(Name(row.kind)) + '\t' + row.object + '\t' +
                       row.unit + '\n';
    if (truth == Truth::kTrue) certain += text;
    if (truth != Truth::kFalse) possible += text;
  }
  if (table.unknowns().empty()) {
    EXPECT_EQ(certain, fixture.placement);
    return;
  }
  for (std::string_view row : SplitLines(certain)) {
    EXPECT_NE(fixture.placement.find(row), std::string::npos)
        << "not built: " << row;
  }
  for (std::string_view row : SplitLines(fixture.placement)) {
    EXPECT_TRUE(possible.find(row) != std::string::npos ||
                IsNamedByUnknown(table, row))
        << "missing: " << row;
  }
}

INSTANTIATE_TEST_SUITE_P(Kbuild, FixtureConditions,
                         ::testing::ValuesIn(testing::FixtureNames()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace kplace
