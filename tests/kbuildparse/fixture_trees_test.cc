// Every tree below fixtures/kbuild, placed; what is expected of each was judged
// by make.

#include <gtest/gtest.h>

#include "kbuildparse/kbuildparse.h"
#include "support/text.h"
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

/// Whether we say what make says: "dir/Makefile:3: *** missing 'endif'".  The
/// file and the words count; lines differ (make's is where it noticed), and
/// so do "***" and capitals.
bool Says(const std::string& said, std::string_view complaint) {
  std::string_view file = complaint.substr(0, complaint.find(':'));
  if (size_t stars = complaint.find("*** "); stars != complaint.npos) {
    complaint.remove_prefix(stars + 4);
  } else {
    file = {};
  }
  // The first letter may be a capital.
  if (file.empty() && complaint.starts_with('R')) complaint.remove_prefix(1);
  for (std::string_view line : SplitLines(said)) {
    if (line.find(complaint) != line.npos && line.starts_with(file)) {
      return true;
    }
  }
  return false;
}

TEST_P(FixtureTrees, PlacementIsWhatMakeBuilds) {
  testing::TreeFixture fixture = testing::LoadFixtureTree(GetParam());
  SourceFiles sources;
  ConditionStore conditions;
  DiagnosticSink sink;
  Result<BuildTree> tree = OpenBuildTree(
      fixture.files, {{}, "/tree", {}, fixture.external_dir}, sources, sink);
  ASSERT_TRUE(tree.ok()) << tree.error().message;

  PlacementTable table =
      LoadPlacement(*tree, fixture.files, sources, conditions, sink, 0);

  EXPECT_EQ(table.CheckInvariants(), "");
  std::string said = Said(sink, sources);
  if (fixture.diagnostics.empty()) {
    EXPECT_EQ(said, "");
    EXPECT_EQ(ToTsv(table), fixture.placement);
    return;
  }
  // make gives a broken directory up; we may still place what is certain of it.
  for (std::string_view row : SplitLines(fixture.placement)) {
    EXPECT_NE(ToTsv(table).find(row), std::string::npos) << row;
  }
  for (const std::string& complaint : fixture.diagnostics) {
    EXPECT_TRUE(Says(said, complaint)) << complaint << "\nwe said:\n" << said;
  }
}

INSTANTIATE_TEST_SUITE_P(Kbuild, FixtureTrees,
                         ::testing::ValuesIn(testing::FixtureNames()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace kplace
