#include "analyzer/link/name_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace kplace {
namespace {

TEST(NameTable, NumbersNamesInOrderAndOnce) {
  NameTable table;
  EXPECT_FALSE(table.Find("a", 1));
  EXPECT_EQ(table.Intern("a", 1), 0u);
  EXPECT_EQ(table.Intern("b", 2), 1u);
  EXPECT_EQ(table.Intern("a", 1), 0u);
  EXPECT_EQ(table.Find("b", 2), 1u);
  EXPECT_EQ(table.NameOf(1), "b");
}

TEST(NameTable, EqualHashesDoNotMixNamesUp) {
  NameTable table;
  EXPECT_EQ(table.Intern("a", 7), 0u);
  EXPECT_EQ(table.Intern("b", 7), 1u);
  EXPECT_EQ(table.Find("a", 7), 0u);
  EXPECT_FALSE(table.Find("c", 7));
}

TEST(NameTable, GrowsPastItsFirstSize) {
  std::vector<std::string> names;
  for (int i = 0; i < 5000; ++i) names.push_back(fmt::format("symbol_{}", i));
  NameTable table;
  const std::hash<std::string_view> hash;
  for (const std::string& name : names) table.Intern(name, hash(name));
  EXPECT_EQ(table.size(), names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(table.Find(names[i], hash(names[i])), i);
  }
}

}  // namespace
}  // namespace kplace
