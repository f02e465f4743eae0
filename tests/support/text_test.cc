#include "support/text.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(Text, TrimsOnlyTheEnds) {
  EXPECT_EQ(Trim(" \ta b\n"), "a b");
}

TEST(Text, SplitsAtAnyWhiteSpace) {
  EXPECT_EQ(SplitWords(" a\tb\n c "),
            (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(SplitWords(" \n").empty());
}

TEST(Text, LinesLoseTheirEndsOfEitherKind) {
  EXPECT_EQ(SplitLines("a\r\n\nb"),
            (std::vector<std::string_view>{"a", "", "b"}));
}

TEST(Text, ElideKeepsUtf8SequencesWhole) {
  EXPECT_EQ(Elide("abc", 3), "abc");
  EXPECT_EQ(Elide("abcd", 3), "ab…");
  EXPECT_EQ(Elide("aäbc", 3), "a…");
}

TEST(Text, PrintableDisarmsControlCharacters) {
  EXPECT_EQ(Printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(Printable("a\nb\x7f"), "a\\x0ab\\x7f");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "31m"),
            "\\xc2\\x9b31m");  // C1 CSI
}

TEST(Text, PrintableKeepsGoodUtf8AndEscapesTheRest) {
  EXPECT_EQ(Printable("grün €"), "grün €");
  EXPECT_EQ(Printable("a\xff\xfe"), "a\\xff\\xfe");
  EXPECT_EQ(Printable("\xE2\x82"), "\\xe2\\x82");           // cut short
  EXPECT_EQ(Printable("\xC0\xAF"), "\\xc0\\xaf");           // overlong
  EXPECT_EQ(Printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // surrogate
}

}  // namespace
}  // namespace kplace
