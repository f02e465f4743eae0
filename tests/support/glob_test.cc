#include "support/glob.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(Glob, StarQuestionMarkAndSets) {
  EXPECT_TRUE(MatchesWildcard("", "*"));
  EXPECT_TRUE(MatchesWildcard("xxaxxbxb", "*a*b"));
  EXPECT_FALSE(MatchesWildcard("xxaxxbx", "*a*b"));
  EXPECT_TRUE(MatchesWildcard("abc", "a?[a-d]"));
  EXPECT_FALSE(MatchesWildcard(".o", "?.o"));
  EXPECT_FALSE(MatchesWildcard("abc", "a[!b]c"));
  EXPECT_TRUE(MatchesWildcard("a]", "a[]]"));
  EXPECT_FALSE(MatchesWildcard("ab", "a"));
}

TEST(Glob, AnOpenBracketWithoutItsEndIsItself) {
  EXPECT_TRUE(MatchesWildcard("a[", "a["));
  EXPECT_FALSE(MatchesWildcard("ab", "a["));
}

TEST(Glob, InSectionNamesADotIsNothingSpecial) {
  EXPECT_TRUE(MatchesWildcard(".discard.a.b", ".discard.*"));
  EXPECT_FALSE(MatchesWildcard(".discard", ".discard.*"));
  EXPECT_TRUE(MatchesWildcard(".text", "*"));
}

TEST(Glob, InFileNamesALeadingDotHasToBeNamed) {
  EXPECT_FALSE(MatchesGlob(".git", "*"));
  EXPECT_TRUE(MatchesGlob(".git", ".*"));
  EXPECT_TRUE(MatchesGlob("Kconfig.x86", "Kconfig.*"));
}

TEST(Glob, ManyStarsTakeNoExponentialTime) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "*a";
  EXPECT_FALSE(MatchesWildcard(std::string(200, 'a'), pattern + "b"));
}

TEST(Glob, FindsFilesSortedAndSpelledAsThePattern) {
  MemoryFileSystem files;
  for (const char* name : {"/t/b/x.mk", "/t/a/x.mk", "/t/a/y.c"}) {
    files.Write(name, "");
  }
  EXPECT_EQ(Glob(files, "/t", "*/x.mk"),
            (std::vector<std::string>{"a/x.mk", "b/x.mk"}));
  EXPECT_EQ(Glob(files, "/t", "a/none"), std::vector<std::string>{});
  EXPECT_EQ(Glob(files, "/t", "/t/a/*.c"),
            std::vector<std::string>{"/t/a/y.c"});
}

}  // namespace
}  // namespace kplace
