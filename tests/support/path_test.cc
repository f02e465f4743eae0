#include "support/path.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(Path, JoinLeavesAbsoluteNamesAlone) {
  EXPECT_EQ(JoinPath("a/b", "c"), "a/b/c");
  EXPECT_EQ(JoinPath("a/b/", "c"), "a/b/c");
  EXPECT_EQ(JoinPath("a", "/c"), "/c");
  EXPECT_EQ(JoinPath(".", "c"), "c");
}

TEST(Path, NormalizeFoldsDotsAndSlashes) {
  EXPECT_EQ(NormalizePath("a//./b/"), "a/b");
  EXPECT_EQ(NormalizePath("a/b/../c"), "a/c");
  EXPECT_EQ(NormalizePath("../a"), "../a");
  EXPECT_EQ(NormalizePath("/../a"), "/a");
  EXPECT_EQ(NormalizePath("a/.."), ".");
  EXPECT_EQ(NormalizePath(""), ".");
}

TEST(Path, DirNameAndBaseNameSplitAtTheLastSlash) {
  EXPECT_EQ(DirName("a/b.o"), "a");
  EXPECT_EQ(DirName("b.o"), ".");
  EXPECT_EQ(DirName("/b.o"), "/");
  EXPECT_EQ(BaseName("a/b.o"), "b.o");
  EXPECT_EQ(BaseName("b.o"), "b.o");
}

TEST(Path, RelativeToOnlyShortensPathsBelow) {
  EXPECT_EQ(RelativeTo("/src/linux/a/b", "/src/linux"), "a/b");
  EXPECT_EQ(RelativeTo("/src/linux2/a", "/src/linux"), "/src/linux2/a");
  EXPECT_EQ(RelativeTo("/src/linux", "/src/linux/"), ".");
}

}  // namespace
}  // namespace kplace
