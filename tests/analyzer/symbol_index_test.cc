#include "analyzer/link/symbol_index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/analyzer/build_fixture.h"

namespace kplace {
namespace {

using testing::Object;

TEST(SymbolIndex, DefinitionsAndUsesInOrderOfObjects) {
  MemoryFileSystem files;
  LinkPlan plan;
  for (auto [path, text] : {std::pair("a.o", "use f\ndefine g\n"),
                            std::pair("b.o", "define f\nuse g\n"),
                            std::pair("c.o", "define weak f\nname h\n")}) {
    files.Write(std::string("/build/") + path, Object(text));
    plan.objects.push_back(
        {path, VmlinuxUse::kAlways, false, false, false, {}});
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
