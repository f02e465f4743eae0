#include "kbuildparse/placement.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class PlacementTest : public testing::Test {
 protected:
  ~PlacementTest() override { EXPECT_EQ(table_.CheckInvariants(), ""); }

  ReasonId Because(std::string adds, ReasonId parent = ReasonId::kNone) {
    Reason reason;
    reason.adds = std::move(adds);
    return table_.AddReason(std::move(reason), parent);
  }

  bool Add(PlacementKind kind, std::string object, std::string unit,
           Condition when = Condition::True()) {
    ReasonId because = Because(object);
    return table_.Add(
        {kind, std::move(object), std::move(unit), {}, when, because},
        conditions_);
  }

  ConditionStore conditions_;
  PlacementTable table_;
};

TEST_F(PlacementTest, TsvIsSortedByObjectAndUnit) {
  Add(PlacementKind::kModule, "b.o", "y.ko");
  Add(PlacementKind::kModule, "b.o", "x.ko");
  Add(PlacementKind::kBuiltIn, "c.o", "vmlinux");
  Add(PlacementKind::kArchive, "a.o", "lib.a");
  EXPECT_EQ(ToTsv(table_),
            "archive\ta.o\tlib.a\n"
            "module\tb.o\tx.ko\n"
            "module\tb.o\ty.ko\n"
            "builtin\tc.o\tvmlinux\n");
}

TEST_F(PlacementTest, TwoWaysIntoOneUnitAreOneRow) {
  Condition x = conditions_.Atom("CONFIG_X", OptionValue::kYes);
  EXPECT_TRUE(Add(PlacementKind::kBuiltIn, "a.o", "vmlinux", x));
  EXPECT_FALSE(
      Add(PlacementKind::kBuiltIn, "a.o", "vmlinux", conditions_.Not(x)));
  ASSERT_EQ(table_.rows().size(), 1u);
  EXPECT_TRUE(table_.rows()[0].when.IsTrue());
}

TEST_F(PlacementTest, EveryWayIntoOneUnitIsRememberedOnce) {
  ReasonId x = Because("x/");
  ReasonId same_as_x = Because("x/");
  ReasonId y = Because("y/");
  for (ReasonId because : {x, same_as_x, y, y}) {
    table_.Add({PlacementKind::kBuiltIn, "a.o", "vmlinux", {}, {}, because},
               conditions_);
  }
  ASSERT_EQ(table_.rows().size(), 1u);
  EXPECT_EQ(table_.rows()[0].because, x);
  EXPECT_EQ(table_.rows()[0].also, std::vector<ReasonId>{y});
}

TEST_F(PlacementTest, EndlessWaysIntoOneUnitAreNotAllRemembered) {
  for (int i = 0; i < 1000; ++i) {
    ReasonId because = Because(std::to_string(i));
    table_.Add({PlacementKind::kBuiltIn, "a.o", "vmlinux", {}, {}, because},
               conditions_);
  }
  EXPECT_EQ(table_.rows()[0].also.size(), 8u);
}

TEST_F(PlacementTest, RetainedRowsAreFoundAndOthersAreNot) {
  Add(PlacementKind::kModule, "a.o", "x.ko");
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  Add(PlacementKind::kModule, "b.o", "y.ko");
  table_.AddUnknown({"c", {}, "reason"});
  table_.AddUnknown({"d", {}, "reason"});
  table_.Retain({false, true, true}, {false, true});
  EXPECT_EQ(ToTsv(table_), "builtin\ta.o\tvmlinux\nmodule\tb.o\ty.ko\n");
  EXPECT_EQ(table_.RowsOf("a.o"), std::vector<size_t>{0});
  EXPECT_TRUE(table_.RowsInUnit("x.ko").empty());
  EXPECT_EQ(table_.Modules(), std::vector<std::string>{"y.ko"});
  ASSERT_EQ(table_.unknowns().size(), 1u);
  EXPECT_EQ(table_.unknowns()[0].subject, "d");
}

TEST_F(PlacementTest, WhatNeverHappensIsNoRow) {
  EXPECT_FALSE(
      Add(PlacementKind::kBuiltIn, "a.o", "vmlinux", Condition::False()));
  EXPECT_TRUE(table_.rows().empty());
}

TEST_F(PlacementTest, WithoutConditionsOnlyCertainRowsArePrinted) {
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux",
      conditions_.Unknown("$(shell date)"));
  EXPECT_EQ(ToTsv(table_), "");
  EXPECT_EQ(ToTsv(table_, &conditions_),
            "builtin\ta.o\tvmlinux\tunknown(\"$(shell date)\")\n");
}

TEST_F(PlacementTest, HostileNamesDoNotReachATerminal) {
  Add(PlacementKind::kModule, "a\x1b[2J.o", "b\n.ko");
  EXPECT_EQ(ToTsv(table_), "module\ta\\x1b[2J.o\tb\\x0a.ko\n");
}

TEST_F(PlacementTest, StepsHaveEveryLineOnce) {
  ReasonId top = Because("drivers/");
  ReasonId inner = Because("vfio.o", top);
  Reason again;
  again.adds = "drivers/";
  again.where.line = 2;
  table_.AddLine(top, again);
  table_.AddLine(top, again);
  std::vector<std::vector<Reason>> steps = table_.Steps(inner);
  ASSERT_EQ(steps.size(), 2u);
  ASSERT_EQ(steps[0].size(), 2u);
  EXPECT_EQ(steps[0][1].where.line, 2u);
  EXPECT_EQ(steps[1].size(), 1u);
  EXPECT_EQ(table_.Chain(inner)[0], steps[0][0]);
}

TEST_F(PlacementTest, ChainsStartAtTheTop) {
  ReasonId top = Because("drivers/");
  ReasonId inner = Because("vfio.o", top);
  std::vector<Reason> chain = table_.Chain(inner);
  ASSERT_EQ(chain.size(), 2u);
  EXPECT_EQ(chain[0].adds, "drivers/");
  EXPECT_EQ(chain[1].adds, "vfio.o");
}

TEST_F(PlacementTest, UnitsKeepTheirLinkOrder) {
  Add(PlacementKind::kBuiltIn, "z.o", "vmlinux");
  Add(PlacementKind::kModule, "m.o", "m.ko");
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  EXPECT_EQ(table_.RowsInUnit("vmlinux"), (std::vector<size_t>{0, 2}));
  EXPECT_EQ(table_.Modules(), std::vector<std::string>{"m.ko"});
  EXPECT_EQ(table_.RowsOf("a.o"), std::vector<size_t>{2});
  EXPECT_TRUE(table_.RowsOf("none.o").empty());
}

TEST_F(PlacementTest, AnArchiveNobodyNamesIsNotLinked) {
  table_.SetArchiveUse("lib/lib.a", ArchiveUse::kWhole);
  EXPECT_EQ(table_.UseOf("lib/lib.a"), ArchiveUse::kWhole);
  EXPECT_EQ(table_.UseOf("boot/lib.a"), ArchiveUse::kNotLinked);
}

}  // namespace
}  // namespace kplace
