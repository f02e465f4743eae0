#include "analyzer/source/c_text.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(CText, CommentsAndStringsAreBlankedInPlace) {
  EXPECT_EQ(BlankOut("a /* b\nc */ d // e\nf \"g\\\"h\" 'i'"),
            "a     \n     d     \nf           ");
}

TEST(CText, WhatIsNotClosedEndsWithTheTextOrTheLine) {
  EXPECT_EQ(BlankOut("a /* b"), "a     ");
  EXPECT_EQ(BlankOut("don't\nb"), "don  \nb");
}

TEST(CText, ABracketEndsWithTheOneOfItsKind) {
  EXPECT_EQ(AfterBracket("f(a, (b)) {", 1), 9u);
  EXPECT_EQ(AfterBracket("{ (] }", 0), 6u);
  EXPECT_EQ(AfterBracket("(a", 0), 2u);
}

}  // namespace
}  // namespace kplace
