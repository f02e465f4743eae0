#include "analyzer/modules/export_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analyzer/linked_units.h"

namespace kplace {
namespace {

using testing::LinkedUnits;

/// "f gpl in NS from a.ko", or "nobody".
std::string Found(const ExportTable& table, std::string_view name) {
  const Export* found = table.Find(name);
  if (found == nullptr) return "nobody";
  std::string text(found->name);
  if (found->gpl_only) text += " gpl";
  if (!found->name_space.empty()) {
    text += fmt::format(" in {}", found->name_space);
  }
  return text + " from " + table.NameOf(found->unit);
}

std::string Clashes(const ExportTable& table, bool external) {
  std::string text;
  for (const ExportClash& clash : table.Clashes(external)) {
    text += fmt::format("{}: {} after {}\n", clash.later->name,
                        table.NameOf(clash.later->unit),
                        table.NameOf(clash.previous->unit));
  }
  return text;
}

TEST(ExportTable, ExportsOfObjects) {
  LinkedUnits units;
  ExportTable table;
  table.Add(
      units.Make("vmlinux", {"define f\nexport f\n", LinkedUnits::kUnread,
                             "define g\ndefine h\nexport gpl g in NS\n"}));
  table.Add(units.Make("d/a.ko", {"define i\nexport gpl i\n"}));
  EXPECT_EQ(Found(table, "f"), "f from vmlinux");
  EXPECT_EQ(Found(table, "g"), "g gpl in NS from vmlinux");
  EXPECT_EQ(table.Find("g")->object, 2u);
  EXPECT_EQ(Found(table, "h"), "nobody");
  EXPECT_EQ(Found(table, "i"), "i gpl from d/a.ko");
  EXPECT_EQ(table.FindUnit("vmlinux"), ExportTable::kVmlinux);
  EXPECT_EQ(table.FindUnit("d/a.ko"), 1u);
  EXPECT_EQ(table.FindUnit("d/b.ko"), std::nullopt);
}

TEST(ExportTable, EmptyTableKnowsNobody) {
  ExportTable table;
  EXPECT_EQ(Found(table, "f"), "nobody");
  EXPECT_EQ(table.unit_count(), 1u);
}

TEST(ExportTable, ADotInFrontIsPassedOver) {
  LinkedUnits units;
  ExportTable table;
  table.Add(units.Make("vmlinux", {"define f\nexport f\n"}));
  EXPECT_EQ(Found(table, ".f"), "f from vmlinux");
  EXPECT_EQ(Found(table, "..f"), "nobody");
}

TEST(ExportTable, LinesOfASymversFile) {
  uint32_t bad_line = 0;
  Symvers symvers = ParseSymvers(
      "0x0\tf\tvmlinux\tEXPORT_SYMBOL\t\n"
      "0x7\tg\td/a\tEXPORT_SYMBOL_GPL\tNS\n",
      bad_line);
  ExportTable table;
  table.Add(symvers);
  EXPECT_EQ(Found(table, "f"), "f from vmlinux");
  EXPECT_EQ(Found(table, "g"), "g gpl in NS from d/a.ko");
  EXPECT_EQ(table.Find("g")->crc, 7u);
  EXPECT_EQ(table.Find("g")->object, Export::kNoObject);
}

TEST(ExportTable, CrcsThatAreAllZeroAreNone) {
  uint32_t bad_line = 0;
  Symvers symvers =
      ParseSymvers("0x0\tf\tvmlinux\tEXPORT_SYMBOL\t\n", bad_line);
  ExportTable table;
  table.Add(symvers);
  EXPECT_EQ(table.Find("f")->crc, std::nullopt);
}

TEST(ExportTable, TheLaterExportIsFoundAndBothClash) {
  LinkedUnits units;
  ExportTable table;
  table.Add(units.Make("vmlinux", {"define f\nexport f\n"}));
  table.Add(units.Make("a.ko", {"define g\nexport g\n"}));
  table.Add(units.Make("b.ko", {"define f\nexport f\n", "name g\nexport g\n",
                                "define h\nexport h\nexport h\n"}));
  EXPECT_EQ(Found(table, "f"), "f from b.ko");
  EXPECT_EQ(Clashes(table, false),
            "f: b.ko after vmlinux\ng: b.ko after a.ko\nh: b.ko after b.ko\n");
  // An external module may replace what another module exports.
  EXPECT_EQ(Clashes(table, true),
            "f: b.ko after vmlinux\nh: b.ko after b.ko\n");
}

}  // namespace
}  // namespace kplace
