// Every tree below fixtures/kbuild, placed for all configurations at once:
// under the fixture's own configuration the conditions must give what make
// builds.

#include <gtest/gtest.h>

#include "kbuildparse/kbuildparse.h"
#include "tests/testing/tree_fixture.h"

namespace kplace {
namespace {

class FixtureConditions : public ::testing::TestWithParam<std::string> {};

TEST_P(FixtureConditions, HoldWhereMakeBuilds) {
  testing::TreeFixture fixture = testing::LoadFixtureTree(GetParam());
  if (!fixture.diagnostics.empty()) return;  // make cannot read it
  SourceFiles sources;
  ConditionStore conditions;
  DiagnosticSink sink;
  Result<BuildTree> configured =
      OpenBuildTree(fixture.files, {{}, "/tree", {}}, sources, sink);
  ASSERT_TRUE(configured.ok());
  Result<BuildTree> tree = OpenSourceTree(fixture.files, {"/tree", {}, "x86"});
  ASSERT_TRUE(tree.ok()) << tree.error().message;

  PlacementTable table =
      LoadPlacement(*tree, fixture.files, sources, conditions, sink);

  EXPECT_EQ(table.CheckInvariants(), "");
  std::string rows;
  for (size_t i : table.Sorted()) {
    const Placement& row = table.rows()[i];
    Truth truth = conditions.Evaluate(
        row.when, [&](std::string_view option) -> std::string_view {
          return configured->config.ValueOf(option);
        });
    // What depends on a text cannot be said without its value.
    if (truth == Truth::kFalse) continue;
    if (truth == Truth::kUnknown &&
        fixture.placement.find("\t" + row.object + "\t") == std::string::npos) {
      continue;
    }
    rows += std::string(Name(row.kind)) + '\t' + row.object + '\t' + row.unit +
            '\n';
  }
  EXPECT_EQ(rows, fixture.placement);
}

INSTANTIATE_TEST_SUITE_P(Kbuild, FixtureConditions,
                         ::testing::ValuesIn(testing::FixtureNames()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace kplace
