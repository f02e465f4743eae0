#include "analyzer/symbol_index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::Object;

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

TEST(SymbolIndex, DefinitionsAndUsesInOrderOfObjects) {
  MemoryFileSystem files;
  LinkPlan plan;
  for (auto [path, text] : {std::pair("a.o", "use f\ndefine g\n"),
                            std::pair("b.o", "define f\nuse g\n"),
                            std::pair("c.o", "define weak f\nname h\n")}) {
    files.Write(std::string("/build/") + path, Object(text));
    plan.objects.push_back({path, VmlinuxUse::kAlways, false, false, {}});
  }
  Unknowns unknowns;
  DiagnosticSink sink;
  ObjectSet objects = ReadObjects(files, "/build", plan, 2, unknowns, sink);
  SymbolIndex index(objects);

  auto places = [](std::span<const Occurrence> occurrences) {
    std::string text;
    for (Occurrence o : occurrences) text += fmt::format("{} ", o.object);
    return text;
  };
  ASSERT_TRUE(index.Find("f"));
  EXPECT_EQ(places(index.Definitions(*index.Find("f"))), "1 2 ");
  EXPECT_EQ(places(index.Uses(*index.Find("f"))), "0 ");
  EXPECT_EQ(places(index.Definitions(*index.Find("g"))), "0 ");
  EXPECT_EQ(places(index.Uses(*index.Find("g"))), "1 ");
  EXPECT_EQ(places(index.Definitions(*index.Find("h"))), "");
  EXPECT_FALSE(index.Find("caller"));  // local
  Occurrence weak = index.Definitions(*index.Find("f"))[1];
  EXPECT_EQ(index.RecordOf(weak).binding, Binding::kWeak);
}

}  // namespace
}  // namespace kplace
