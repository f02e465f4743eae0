#include "support/diagnostic.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(Diagnostics, AreSortedByPlaceAndEachIsGivenOnce) {
  SourceFiles sources;
  FileId b = sources.Intern("b/Makefile");
  FileId a = sources.Intern("a/Makefile");
  DiagnosticSink sink;
  sink.Add(Severity::kError, SourceLoc{b, 2}, "second");
  sink.Add(Severity::kError, SourceLoc{a, 9}, "first");
  sink.Add(Severity::kError, SourceLoc{b, 2}, "second");
  std::vector<Diagnostic> sorted = sink.Sorted(sources);
  ASSERT_EQ(sorted.size(), 2u);
  EXPECT_EQ(FormatDiagnostic(sorted[0], sources), "a/Makefile:9: error: first");
  EXPECT_EQ(FormatDiagnostic(sorted[1], sources),
            "b/Makefile:2: error: second");
}

TEST(Diagnostics, NameAFileWithoutLines) {
  SourceFiles sources;
  EXPECT_EQ(FormatDiagnostic({Severity::kWarning, {}, "a/b.o", "file is empty"},
                             sources),
            "a/b.o: warning: file is empty");
}

TEST(Diagnostics, EscapeHostileNames) {
  SourceFiles sources;
  EXPECT_EQ(
      FormatDiagnostic({Severity::kNote, {}, "a\x1b[2J.o", "odd"}, sources),
      "a\\x1b[2J.o: note: odd");
}

}  // namespace
}  // namespace kplace
