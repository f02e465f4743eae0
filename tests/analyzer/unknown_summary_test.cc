#include "analyzer/report/unknown_summary.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class UnknownSummaryTest : public testing::Test {
 protected:
  void Add(const char* subject, uint32_t line, const char* cause,
           bool is_object) {
    FileId file = sources_.Intern("net/Makefile");
    table_.AddUnknown({subject, {file, line}, "a sentence", cause, is_object});
  }
  UnknownSummary Summary() { return SummarizeUnknowns(table_, sources_); }

  SourceFiles sources_;
  PlacementTable table_;
};

TEST_F(UnknownSummaryTest, NothingIsUnknown) {
  EXPECT_EQ(UnknownSummaryText(Summary()), "nothing is unknown");
}

TEST_F(UnknownSummaryTest, AnObjectOfTwoRowsCountsOnce) {
  Add("net/a.o", 3, "$(shell a)", true);
  Add("net/a.o", 3, "$(shell a)", true);
  Add("net/a.o", 4, "$(shell b)", true);
  UnknownSummary summary = Summary();
  EXPECT_EQ(summary.objects, 1u);
  ASSERT_EQ(summary.causes.size(), 2u);
  EXPECT_EQ(UnknownCauseText(summary.causes[0], sources_),
            "net/Makefile:3: 1 object: $(shell a)");
  EXPECT_EQ(UnknownSummaryText(summary),
            "1 object depends on what is not known");
}

TEST_F(UnknownSummaryTest, OneCauseIsToldOnce) {
  Add("net/a.o", 3, "$(shell a)", true);
  Add("net/b.o", 3, "$(shell a)", true);
  Add("net", 3, "$(shell a)", false);
  Add("net", 2, "CONFIG_X\x1b", false);
  UnknownSummary summary = Summary();
  ASSERT_EQ(summary.causes.size(), 2u);
  EXPECT_EQ(UnknownCauseText(summary.causes[0], sources_),
            "net/Makefile:2: 1 list: CONFIG_X\\x1b");
  EXPECT_EQ(UnknownCauseText(summary.causes[1], sources_),
            "net/Makefile:3: 2 objects and 1 list: $(shell a)");
  EXPECT_EQ(UnknownSummaryText(summary),
            "2 objects and 2 lists depend on what is not known");
}

}  // namespace
}  // namespace kplace
