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

}  // namespace
}  // namespace kplace
