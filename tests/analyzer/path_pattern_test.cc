#include "analyzer/select/path_pattern.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(PathPattern, ADirectoryCoversWhatIsBelow) {
  PathPattern pattern("drivers/hv");
  EXPECT_TRUE(pattern.Covers("drivers/hv/hv.o"));
  EXPECT_TRUE(pattern.Covers("drivers/hv/sub/x.o"));
  EXPECT_TRUE(pattern.Covers("drivers/hv"));
  EXPECT_FALSE(pattern.Covers("drivers/hv_x.o"));
  EXPECT_FALSE(pattern.Covers("drivers"));
  EXPECT_FALSE(pattern.Covers("x/drivers/hv/hv.o"));
}

TEST(PathPattern, OnlyTheWholePathMatches) {
  PathPattern pattern("drivers/hv");
  EXPECT_TRUE(pattern.Matches("drivers/hv"));
  EXPECT_FALSE(pattern.Matches("drivers/hv/hv.o"));
  EXPECT_FALSE(pattern.Matches("drivers"));
}

TEST(PathPattern, AStarStopsAtASlash) {
  PathPattern pattern("drivers/*.o");
  EXPECT_TRUE(pattern.Covers("drivers/a.o"));
  EXPECT_FALSE(pattern.Covers("drivers/hv/a.o"));
  EXPECT_TRUE(PathPattern("drivers/*/a.o").Covers("drivers/hv/a.o"));
  EXPECT_TRUE(PathPattern("d*/[h-i]?").Covers("drivers/hv/a.o"));
}

TEST(PathPattern, TheTreeCoversAll) {
  EXPECT_TRUE(PathPattern(".").Covers("a.o"));
  EXPECT_TRUE(PathPattern(".").Covers("a/b.o"));
}

TEST(PathPattern, TouchesWhatIsAboveAndBelow) {
  PathPattern pattern("drivers/hv");
  EXPECT_TRUE(pattern.Touches("."));
  EXPECT_TRUE(pattern.Touches("drivers"));
  EXPECT_TRUE(pattern.Touches("drivers/hv/sub"));
  EXPECT_FALSE(pattern.Touches("drivers/net"));
}

}  // namespace
}  // namespace kplace
