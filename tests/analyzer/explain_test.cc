// What is found under a name; how it is told is report_story_test.cc's.

#include "analyzer/explain/explain.h"

#include "tests/analyzer/build_fixture.h"
#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

/// "object drivers/hv/hv.o: fact; fact".
std::string Summary(const Story& story) {
  std::string text = std::string(Name(story.kind)) + ' ' + story.subject;
  const char* separator = ": ";
  for (const std::string& fact : story.facts) {
    text += separator + fact;
    separator = "; ";
  }
  return text;
}

/// "a.o is in vmlinux", a line each.
std::string Verdicts(const Story& story) {
  std::string text;
  for (const StoryPart& part : story.parts) {
    text += part.object + ' ' + part.verdict + '\n';
  }
  return text;
}

TEST(Explain, ObjectGoesByManyNames) {
  HypervBuild build;
  for (const char* name :
       {"drivers/hv/hv.o", "drivers/hv/hv.c", "./drivers/hv/hv.o",
        "drivers//net/../hv/hv.S", "/tree/drivers/hv/hv.c"}) {
    EXPECT_EQ(Summary(build.Tell(name)), "object drivers/hv/hv.o") << name;
  }
}

TEST(Explain, BuiltInObjectOfAnOptionThatIsMIsARewrite) {
  HypervBuild build;
  Story story = build.Tell("drivers/hv/hv_common.o");
  EXPECT_EQ(Summary(story),
            "object drivers/hv/hv_common.o: CONFIG_HYPERV=m, yet "
            "drivers/Makefile:1 and drivers/hv/Makefile:11 put it into "
            "vmlinux");
  EXPECT_EQ(Verdicts(story), "drivers/hv/hv_common.o is in vmlinux\n");
}

TEST(Explain, ObjectOfTwoModulesHasTwoParts) {
  HypervBuild build;
  build.Write("drivers/hv/Makefile",
              "obj-m := a.o b.o\na-y := both.o\nb-y := both.o\n");
  EXPECT_EQ(Verdicts(build.Tell("drivers/hv/both.o")),
            "drivers/hv/both.o is in drivers/hv/a.ko\n"
            "drivers/hv/both.o is in drivers/hv/b.ko\n");
}

TEST(Explain, MemberOfAnArchiveSaysWhatVmlinuxDoesWithIt) {
  HypervBuild build;
  build.Write("lib/Makefile", "lib-y := crc.o\n");
  build.Write("drivers/hv/Makefile", "lib-y := boot.o\n");
  EXPECT_EQ(Verdicts(build.Tell("lib/crc.o")),
            "lib/crc.o is in lib/lib.a, which is linked whole into vmlinux\n");
  EXPECT_EQ(Verdicts(build.Tell("drivers/hv/boot.o")),
            "drivers/hv/boot.o is in drivers/hv/lib.a, which vmlinux is not "
            "linked with\n");
}

TEST(Explain, ObjectThatIsNowhereNamesTheOptionThatKeepsItOut) {
  HypervBuild build;
  Story story = build.Tell("arch/x86/hyperv/hv_spinlock.c");
  EXPECT_EQ(Summary(story),
            "object arch/x86/hyperv/hv_spinlock.o: kept out by "
            "CONFIG_X86_64_SMP=n");
  EXPECT_EQ(Verdicts(story), "arch/x86/hyperv/hv_spinlock.o is in no unit\n");
  ASSERT_EQ(story.parts.size(), 1u);
  EXPECT_EQ(story.parts[0].because.size(), 3u);
}

TEST(Explain, ModuleNamesDoNotTellDashFromUnderscore) {
  HypervBuild build;
  for (const char* name :
       {"hv_vmbus", "hv-vmbus", "hv_vmbus.ko", "drivers/hv/hv_vmbus.ko"}) {
    EXPECT_EQ(Summary(build.Tell(name)),
              "module drivers/hv/hv_vmbus.ko: drivers/hv/hv_vmbus.ko is linked "
              "from 4 objects")
        << name;
  }
}

TEST(Explain, ModuleListsItsObjectsInLinkOrder) {
  HypervBuild build;
  EXPECT_EQ(Verdicts(build.Tell("hv_vmbus")),
            "drivers/hv/vmbus_drv.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/hv.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/connection.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/hv_debugfs.o is in drivers/hv/hv_vmbus.ko\n");
}

TEST(Explain, OptionListsVmlinuxFirstThenItsModules) {
  HypervBuild build;
  for (const char* name : {"CONFIG_HYPERV_NET", "HYPERV_NET"}) {
    Story story = build.Tell(name);
    EXPECT_EQ(Summary(story),
              "option CONFIG_HYPERV_NET: CONFIG_HYPERV_NET=m; why: chosen in "
              ".config (line 12); what hangs on it: 0 objects in vmlinux, 2 in "
              "1 module");
  }
  EXPECT_EQ(Verdicts(build.Tell("CONFIG_HYPERV")),
            "arch/x86/hyperv/hv_init.o is in vmlinux\n"
            "arch/x86/hyperv/mmu.o is in vmlinux\n"
            "drivers/hv/hv_common.o is in vmlinux\n"
            "drivers/hv/hv_balloon.o is in drivers/hv/hv_balloon.ko\n"
            "drivers/hv/hv_util.o is in drivers/hv/hv_utils.ko\n"
            "drivers/hv/hv_kvp.o is in drivers/hv/hv_utils.ko\n"
            "drivers/hv/vmbus_drv.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/hv.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/connection.o is in drivers/hv/hv_vmbus.ko\n"
            "drivers/hv/hv_debugfs.o is in drivers/hv/hv_vmbus.ko\n");
}

TEST(Explain, OptionThatPlacesNothing) {
  HypervBuild build;
  Story story = build.Tell("CONFIG_PCI");
  EXPECT_EQ(story.kind, SubjectKind::kOption);
  EXPECT_EQ(story.facts.back(), "no object that is built hangs on it");
}

TEST(Explain, SymbolNamesDefinitionsAndUses) {
  HypervBuild build;
  build.Write("drivers/hv/hv_common.o",
              testing::Object("define hv_common_init\nexport hv_common_init"));
  build.Write("drivers/hv/vmbus_drv.o", testing::Object("use hv_common_init"));
  Story story = build.Tell("hv_common_init");
  EXPECT_EQ(Summary(story),
            "symbol hv_common_init: defined by 1 object, used by 1");
  ASSERT_EQ(story.definitions.size(), 1u);
  EXPECT_EQ(story.definitions[0].object, "drivers/hv/hv_common.o");
  EXPECT_EQ(story.definitions[0].unit, "vmlinux");
  EXPECT_TRUE(story.definitions[0].exported);
  ASSERT_EQ(story.references.size(), 1u);
  EXPECT_EQ(story.references[0].object, "drivers/hv/vmbus_drv.o");
  EXPECT_EQ(story.references[0].unit, "drivers/hv/hv_vmbus.ko");
  EXPECT_EQ(story.references[0].function, "caller");
  EXPECT_EQ(Verdicts(story), "drivers/hv/hv_common.o is in vmlinux\n");
}

TEST(Explain, DirectoryCountsWhatIsBelowIt) {
  HypervBuild build;
  for (const char* name : {"drivers/hv/", "drivers/hv", "./drivers//hv"}) {
    EXPECT_EQ(Summary(build.Tell(name)),
              "directory drivers/hv: below it: 1 object in vmlinux, 7 in 3 "
              "modules")
        << name;
  }
  Story story = build.Tell("drivers/hv");
  EXPECT_TRUE(
      Verdicts(story).starts_with("drivers/hv is entered\n"
                                  "drivers/hv/hv_common.o is in vmlinux\n"))
      << Verdicts(story);
  ASSERT_EQ(story.parts[0].because.size(), 2u);
  EXPECT_EQ(story.parts[0].because[1].evidence.options, "CONFIG_HYPERV=m");
}

TEST(Explain, DirectoryThatIsOffNamesTheOptionThatKeepsItOut) {
  HypervBuild build;
  build.Write(".config", "# Linux/x86 6.12.0 Kernel Configuration\n");
  Story story = build.Tell("drivers/hv/");
  EXPECT_EQ(Summary(story),
            "directory drivers/hv: no object below it is built: kept out by "
            "CONFIG_HYPERV=n");
  EXPECT_EQ(Verdicts(story), "drivers/hv is not built\n");
}

TEST(Explain, AbsentObjectNamedFromAnotherDirectory) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "obj-$(CONFIG_HYPERV_BALLOON) += n.o\nn-y := ../hv/far.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_MODULES=y\n");
  Story story = build.Tell("hv/far.c");
  EXPECT_EQ(Summary(story),
            "object hv/far.o: kept out by CONFIG_HYPERV_BALLOON=n; is in no "
            "unit of this build");
  EXPECT_EQ(Verdicts(story),
            "hv/far.o would be in vmlinux with CONFIG_HYPERV_BALLOON=y\n"
            "hv/far.o would be in lib/n.ko with CONFIG_HYPERV_BALLOON=m\n");
}

TEST(Explain, ModuleThatIsNotBuiltTellsWhatWouldBringIt) {
  HypervBuild build;
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_MODULES=y\n");
  Story story = build.Tell("hv-netvsc");
  EXPECT_EQ(Summary(story),
            "module drivers/net/hv_netvsc.ko: kept out by "
            "CONFIG_HYPERV_NET=n; is in no unit of this build");
}

TEST(Explain, AMistypedNameGetsTheNearest) {
  HypervBuild build;
  Story story = build.Tell("drivers/hv/hv_comon.o");
  EXPECT_EQ(story.kind, SubjectKind::kNothing);
  EXPECT_TRUE(
      story.facts.at(0).ends_with("; did you mean drivers/hv/hv_common.o?"))
      << story.facts[0];
}

TEST(Explain, AnEmptyNameSaysWhatToGive) {
  HypervBuild build;
  Story story = build.Tell("");
  EXPECT_EQ(story.kind, SubjectKind::kNothing);
  EXPECT_TRUE(story.facts.at(0).starts_with("an empty name: give an object"));
}

TEST(Explain, WhatNobodyKnowsSaysWhatWasLookedFor) {
  HypervBuild build;
  for (const char* name : {"nosuch", "/", "../..", "CONFIG_", ".o", ".ko"}) {
    Story story = build.Tell(name);
    EXPECT_EQ(story.kind, SubjectKind::kNothing) << name;
    ASSERT_EQ(story.facts.size(), 1u) << name;
    EXPECT_TRUE(story.facts[0].starts_with("nothing in this build is called "))
        << story.facts[0];
  }
}

TEST(Explain, AModuleNameOfSeveralAsksForAPath) {
  HypervBuild build;
  build.Write("lib/Makefile", "obj-$(CONFIG_HYPERV_NET) += hv_netvsc.o\n");
  Story story = build.Tell("hv_netvsc");
  EXPECT_EQ(story.kind, SubjectKind::kNothing);
  EXPECT_EQ(story.facts, std::vector<std::string>{
                             "2 modules have that name, give the path of one: "
                             "drivers/net/hv_netvsc.ko, lib/hv_netvsc.ko"});
  EXPECT_EQ(build.Tell("lib/hv_netvsc").subject, "lib/hv_netvsc.ko");
}

TEST(Explain, AWholeUnitIsPointedTo) {
  HypervBuild build;
  Story story = build.Tell("vmlinux");
  EXPECT_EQ(story.kind, SubjectKind::kUnit);
  EXPECT_EQ(story.facts,
            std::vector<std::string>{
                "is a unit, no object: kplace place --unit vmlinux lists what "
                "is in it"});
}

}  // namespace
}  // namespace kplace
