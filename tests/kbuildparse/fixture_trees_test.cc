// Every tree below fixtures/kbuild, placed; what is expected of each was judged
// by make.

#include <gtest/gtest.h>

#include "kbuildparse/kbuildparse.h"
#include "tests/testing/tree_fixture.h"

namespace kplace {
namespace {

class FixtureTrees : public ::testing::TestWithParam<std::string> {};

/// The diagnostics as text, one a line.
std::string Said(const DiagnosticSink& sink, const SourceFiles& sources) {
  std::string text;
  for (const Diagnostic& diagnostic : sink.Sorted(sources)) {
    text += FormatDiagnostic(diagnostic, sources) + '\n';
  }
  return text;
}

TEST_P(FixtureTrees, PlacementIsWhatMakeBuilds) {
  testing::TreeFixture fixture = testing::LoadFixtureTree(GetParam());
  SourceFiles sources;
  ConditionStore conditions;
  DiagnosticSink sink;
  Result<BuildTree> tree =
      OpenBuildTree(fixture.files, {{}, "/tree", {}}, sources, sink);
  ASSERT_TRUE(tree.ok()) << tree.error().message;

  PlacementTable table =
      LoadPlacement(*tree, fixture.files, sources, conditions, sink);

  EXPECT_EQ(table.CheckInvariants(), "");
  EXPECT_EQ(ToTsv(table), fixture.placement);
  std::string said = Said(sink, sources);
  if (fixture.diagnostics.empty()) {
    EXPECT_EQ(said, "");
  }
  for (const std::string& expected : fixture.diagnostics) {
    EXPECT_NE(said.find(expected), std::string::npos)
        << "not said: " << expected << "\nsaid:\n"
        << said;
  }
}

INSTANTIATE_TEST_SUITE_P(Kbuild, FixtureTrees,
                         ::testing::ValuesIn(testing::FixtureNames()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace kplace
