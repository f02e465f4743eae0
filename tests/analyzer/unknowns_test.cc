#include "analyzer/unknowns.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

std::string TextOf(Unknowns& unknowns) {
  std::string text;
  for (const UnknownFact& fact : unknowns.Take()) {
    text += fact.subject + ": " + fact.reason + '\n';
  }
  return text;
}

TEST(Unknowns, AreSortedAndOnce) {
  Unknowns unknowns;
  unknowns.Add("b", "x");
  unknowns.Add("a", "y");
  unknowns.Add("b", "x");
  EXPECT_EQ(TextOf(unknowns), "a: y\nb: x\n");
  EXPECT_EQ(TextOf(unknowns), "");
}

TEST(Unknowns, FewOfAGroupAreListed) {
  Unknowns unknowns;
  unknowns.AddGroup({"a.o", "b.o"}, "objects", "not built");
  EXPECT_EQ(TextOf(unknowns), "a.o: not built\nb.o: not built\n");
}

TEST(Unknowns, ManyOfAGroupAreCounted) {
  Unknowns unknowns;
  unknowns.AddGroup({"a", "b", "c", "d", "e", "f"}, "objects", "not built");
  EXPECT_EQ(TextOf(unknowns), "6 objects: not built (a, b, c and 3 more)\n");
}

TEST(FirstFew, NamesAllWhenTheyAreFew) {
  EXPECT_EQ(FirstFew({}), "");
  EXPECT_EQ(FirstFew({"a"}), "a");
  EXPECT_EQ(FirstFew({"a", "b", "c"}), "a, b, c");
  EXPECT_EQ(FirstFew({"a", "b", "c", "d"}, 2), "a, b and 2 more");
}

}  // namespace
}  // namespace kplace
