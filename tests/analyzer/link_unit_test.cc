#include "analyzer/link/link_unit.h"

#include <gtest/gtest.h>

#include "tests/analyzer/build_fixture.h"
#include "tests/analyzer/timed_files.h"

namespace kplace {
namespace {

using testing::ThinArchive;

class LinkUnitTest : public ::testing::Test {
 protected:
  LinkUnitTest() {
    tree_.build_dir = "/build";
    tree_.source_dir = "/src";
    because_ = placement_.AddReason({}, ReasonId::kNone);
  }
  void Add(PlacementKind kind, std::string object, std::string unit,
           Condition when = Condition::True()) {
    placement_.Add(
        {kind, std::move(object), std::move(unit), {}, when, because_},
        conditions_);
  }
  void AddMaybe(PlacementKind kind, std::string object, std::string unit) {
    Add(kind, std::move(object), std::move(unit),
        conditions_.Unknown("$(shell date)"));
  }

  /// "always a.o\non-demand l.o\nnever m.o in m.ko\n", then the unknowns.
  std::string Plan() {
    Unknowns unknowns;
    LinkPlan plan = PlanLink(files_, tree_, placement_, unknowns);
    constexpr const char* kUses[] = {"never", "on-demand", "always"};
    std::string text;
    for (const PlannedObject& object : plan.objects) {
      if (object.optional) continue;
      text += kUses[static_cast<size_t>(object.use)];
      text += " " + object.path;
      for (uint32_t unit : object.modules) {
        text += " in " + plan.modules[unit].name;
      }
      if (object.disputed) text += " disputed";
      for (uint32_t module : object.disputed_modules) {
        text += " disputed in " + plan.modules[module].name;
      }
      text += '\n';
    }
    for (const ListDrift& drift : plan.drifts) {
      text += "drift " + drift.witness;
      text += drift.left_over ? " still has " : " lacks ";
      text += drift.object + ": " + drift.cause + '\n';
    }
    for (const UnknownFact& fact : unknowns.Take()) {
      text += fact.subject + ": " + fact.reason + '\n';
    }
    return text;
  }

  testing::TimedFiles files_;
  BuildTree tree_;
  ConditionStore conditions_;
  PlacementTable placement_;
  ReasonId because_;
};

TEST_F(LinkUnitTest, ArchivesJoinAsTheyAreUsed) {
  placement_.SetArchiveUse("lib/lib.a", ArchiveUse::kWhole);
  placement_.SetArchiveUse("arch/x86/lib/lib.a", ArchiveUse::kOnDemand);
  Add(PlacementKind::kArchive, "arch/x86/lib/memcpy.o", "arch/x86/lib/lib.a");
  Add(PlacementKind::kArchive, "lib/argv.o", "lib/lib.a");
  Add(PlacementKind::kArchive, "arch/x86/boot/a.o", "arch/x86/boot/lib.a");
  Add(PlacementKind::kBuiltIn, "init/main.o", "vmlinux");
  EXPECT_EQ(Plan(),
            "always lib/argv.o\n"
            "always init/main.o\n"
            "on-demand arch/x86/lib/memcpy.o\n");
}

TEST_F(LinkUnitTest, OneObjectCanBeInSeveralUnits) {
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  Add(PlacementKind::kModule, "a.o", "x.ko");
  Add(PlacementKind::kModule, "a.o", "y.ko");
  EXPECT_EQ(Plan(), "always a.o in x.ko in y.ko\n");
}

TEST_F(LinkUnitTest, VmlinuxArchiveThatAgreesSaysNothing) {
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  files_.Write("/build/vmlinux.a", ThinArchive({"a.o"}));
  EXPECT_EQ(Plan(), "always a.o\n");
}

TEST_F(LinkUnitTest, VmlinuxArchiveAndMakefilesAreJoined) {
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  Add(PlacementKind::kModule, "m.o", "m.ko");
  files_.Write("/build/vmlinux.a", ThinArchive({"stale.o", "m.o"}));
  EXPECT_EQ(Plan(),
            "always a.o disputed\n"
            "always stale.o disputed\n"
            "always m.o in m.ko disputed\n"
            "vmlinux.a: has stale.o, m.o, which no makefile puts there: the "
            "build is stale (run make), or a makefile was misread\n"
            "vmlinux.a: lacks a.o, which makefiles put into vmlinux: the build "
            "is stale or not finished (run make)\n");
}

TEST_F(LinkUnitTest, MakefilesAreRightWhenTheArchiveIsOlder) {
  Add(PlacementKind::kBuiltIn, "d/a.o", "vmlinux");
  files_.WriteAt(10, "/build/vmlinux.a", ThinArchive({"d/stale.o"}));
  files_.WriteAt(20, "/src/d/Makefile", "obj-y += a.o\n");
  EXPECT_EQ(Plan(),
            "always d/a.o\n"
            "drift vmlinux.a still has d/stale.o: d/Makefile\n"
            "drift vmlinux.a lacks d/a.o: d/Makefile\n");
}

TEST_F(LinkUnitTest, APlanKnowsWhetherItIsWhatWasLinked) {
  Add(PlacementKind::kBuiltIn, "d/a.o", "vmlinux");
  Add(PlacementKind::kModule, "d/m.o", "d/m.ko");
  Add(PlacementKind::kModule, "d/n.o", "d/n.ko");
  files_.WriteAt(10, "/build/vmlinux.a", ThinArchive({"d/a.o", "d/old.o"}));
  files_.WriteAt(30, "/build/d/m.mod", "d/m.o\nd/more.o\n");
  files_.WriteAt(30, "/build/d/n.mod", "d/n.o\n");
  files_.WriteAt(20, "/src/d/Makefile", "obj-y += a.o\n");
  Unknowns unknowns;
  LinkPlan plan = PlanLink(files_, tree_, placement_, unknowns);
  EXPECT_EQ(plan.WhyVmlinuxDiffers(), "vmlinux.a is older than d/Makefile");
  EXPECT_EQ(plan.WhyModuleDiffers(0),
            "makefiles and d/m.mod say different things of d/more.o");
  EXPECT_EQ(plan.WhyModuleDiffers(1), "");
}

TEST_F(LinkUnitTest, BrokenVmlinuxArchiveIsToldAndIgnored) {
  Add(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  files_.Write("/build/vmlinux.a", "!<thin>\ntruncated");
  std::string plan = Plan();
  EXPECT_TRUE(plan.starts_with("always a.o\nvmlinux.a: ")) << plan;
}

TEST_F(LinkUnitTest, ModFileAndMakefilesAreJoined) {
  Add(PlacementKind::kModule, "d/a.o", "d/m.ko");
  files_.Write("/build/d/m.mod", "d/b.o\n");
  EXPECT_EQ(Plan(),
            "never d/a.o in d/m.ko disputed in d/m.ko\n"
            "never d/b.o in d/m.ko disputed in d/m.ko\n"
            "d/m.mod: has d/b.o, which no makefile puts there: the build is "
            "stale (run make), or a makefile was misread\n"
            "d/m.mod: lacks d/a.o, which makefiles put into d/m.ko: the build "
            "is stale or not finished (run make)\n");
}

TEST_F(LinkUnitTest, OldModFilesHaveObjectsOnOneLineAndSymbolsOnTheNext) {
  Add(PlacementKind::kModule, "a.o", "m.ko");
  Add(PlacementKind::kModule, "b.o", "m.ko");
  files_.Write("/build/m.mod", "a.o b.o\nprintk kfree\n");
  EXPECT_EQ(Plan(), "never a.o in m.ko\nnever b.o in m.ko\n");
}

TEST_F(LinkUnitTest, VmlinuxArchiveDecidesWhatMakefilesLeaveOpen) {
  AddMaybe(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  AddMaybe(PlacementKind::kBuiltIn, "b.o", "vmlinux");
  files_.Write("/build/b.o", "stale");
  files_.Write("/build/vmlinux.a", ThinArchive({"a.o"}));
  EXPECT_EQ(Plan(), "always a.o\n");
}

TEST_F(LinkUnitTest, WithoutItTheObjectsOnDiskDo) {
  AddMaybe(PlacementKind::kBuiltIn, "a.o", "vmlinux");
  AddMaybe(PlacementKind::kBuiltIn, "b.o", "vmlinux");
  AddMaybe(PlacementKind::kModule, "m.o", "m.ko");
  files_.Write("/build/a.o", "");
  EXPECT_EQ(Plan(), "always a.o\n");
}

TEST_F(LinkUnitTest, ModFileDecidesWhatMakefilesLeaveOpen) {
  AddMaybe(PlacementKind::kModule, "a.o", "m.ko");
  AddMaybe(PlacementKind::kModule, "b.o", "m.ko");
  files_.Write("/build/m.mod", "b.o\n");
  EXPECT_EQ(Plan(), "never b.o in m.ko\n");
}

}  // namespace
}  // namespace kplace
