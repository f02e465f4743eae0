#include "analyzer/select/placement_filter.h"

#include "analyzer/select/filter_misses.h"
#include "tests/analyzer/hyperv_build.h"

namespace kplace {
namespace {

using testing::HypervBuild;

/// The rows that pass, "object unit" a line, and the misses.
std::string Filtered(HypervBuild& build, const std::vector<FilterWord>& words) {
  const AnalysisInput& input = build.Input();
  FilterMatch match =
      MatchPlacement(words, *input.tree, *input.conditions, *input.placement);
  PlacementTable table = *input.placement;
  table.Retain(match.rows, match.unknowns);
  EXPECT_EQ(table.CheckInvariants(), "");
  std::string text;
  for (size_t i : table.Sorted()) {
    text += table.rows()[i].object + ' ' + table.rows()[i].unit + '\n';
  }
  for (const PlacementUnknown& unknown : table.unknowns()) {
    text += "unknown " + unknown.subject + '\n';
  }
  for (const FilterWord& miss : match.misses)
    text += "miss " + miss.text + '\n';
  return text;
}

std::string Filtered(FilterKind kind, const std::string& text) {
  HypervBuild build;
  return Filtered(build, {{kind, text}});
}

/// What is said of a word that no row answers to: "0: …" when the tree has the
/// name, else "2: …".
std::string Said(HypervBuild& build, FilterKind kind, const std::string& text) {
  std::string said;
  for (const FilterMiss& miss : ExplainMisses(build.Input(), {{kind, text}})) {
    said += (miss.exists ? "0: " : "2: ") + miss.message;
  }
  return said;
}

std::string Said(FilterKind kind, const std::string& text) {
  HypervBuild build;
  return Said(build, kind, text);
}

constexpr char kVmbus[] =
    "drivers/hv/connection.o drivers/hv/hv_vmbus.ko\n"
    "drivers/hv/hv.o drivers/hv/hv_vmbus.ko\n"
    "drivers/hv/hv_debugfs.o drivers/hv/hv_vmbus.ko\n"
    "drivers/hv/vmbus_drv.o drivers/hv/hv_vmbus.ko\n";

TEST(PlacementFilter, APathIsAnObjectItsSourceOrAComposite) {
  const std::string hv_common = "drivers/hv/hv_common.o vmlinux\n";
  for (const char* path :
       {"drivers/hv/hv_common.o", "drivers/hv/hv_common.c",
        "./drivers//hv/hv_common.S", "/tree/drivers/hv/hv_common.c"}) {
    EXPECT_EQ(Filtered(FilterKind::kPath, path), hv_common) << path;
  }
  EXPECT_EQ(Filtered(FilterKind::kPath, "drivers/hv/hv_vmbus.o"), kVmbus);
  EXPECT_EQ(Filtered(FilterKind::kPath, "drivers/hv/hv_vmbus.ko"), kVmbus);
}

TEST(PlacementFilter, ADirectoryIsAllBelowIt) {
  const std::string net =
      "drivers/net/netvsc.o drivers/net/hv_netvsc.ko\n"
      "drivers/net/netvsc_drv.o drivers/net/hv_netvsc.ko\n";
  EXPECT_EQ(Filtered(FilterKind::kPath, "drivers/net"), net);
  EXPECT_EQ(Filtered(FilterKind::kPath, "drivers/net/"), net);
}

TEST(PlacementFilter, APatternStopsAtASlash) {
  EXPECT_EQ(Filtered(FilterKind::kPath, "arch/x86/*/mm*.c"),
            "arch/x86/hyperv/mmu.o vmlinux\n");
  EXPECT_EQ(Filtered(FilterKind::kPath, "drivers/*.o"), "miss drivers/*.o\n");
}

TEST(PlacementFilter, AModuleGoesByManyNames) {
  for (const char* name :
       {"hv_vmbus", "hv-vmbus", "hv_vmbus.ko", "drivers/hv/hv_vmbus.ko",
        "drivers/hv/hv_vmbus", "/tree/drivers/hv/hv_vmbus.ko"}) {
    EXPECT_EQ(Filtered(FilterKind::kModule, name), kVmbus) << name;
  }
}

TEST(PlacementFilter, AUnitIsNamedWhole) {
  EXPECT_EQ(Filtered(FilterKind::kUnit, "drivers/hv/hv_vmbus.ko"), kVmbus);
  EXPECT_EQ(Filtered(FilterKind::kUnit, "hv_vmbus.ko"), "miss hv_vmbus.ko\n");
}

TEST(PlacementFilter, AnOptionIsOneOfTheLinesBehind) {
  for (const char* name : {"CONFIG_HYPERV_TESTING", "HYPERV_TESTING"}) {
    EXPECT_EQ(Filtered(FilterKind::kOption, name),
              "drivers/hv/hv_debugfs.o drivers/hv/hv_vmbus.ko\n")
        << name;
  }
}

TEST(PlacementFilter, AnyOfTheLinesBehind) {
  HypervBuild build;
  build.Write("lib/Makefile",
              "obj-$(CONFIG_HYPERV) += x.o\nobj-$(CONFIG_HYPERV_NET) += x.o\n");
  EXPECT_EQ(Filtered(build, {{FilterKind::kPath, "lib"},
                             {FilterKind::kOption, "HYPERV_NET"}}),
            "lib/x.o lib/x.ko\n");
}

TEST(PlacementFilter, WordsOfOneKindAddUpAndKindsNarrow) {
  HypervBuild build;
  EXPECT_EQ(Filtered(build, {{FilterKind::kPath, "drivers/hv"},
                             {FilterKind::kPath, "arch"},
                             {FilterKind::kOption, "HYPERV"},
                             {FilterKind::kPlacement, "builtin"}}),
            "arch/x86/hyperv/hv_init.o vmlinux\n"
            "arch/x86/hyperv/mmu.o vmlinux\n"
            "drivers/hv/hv_common.o vmlinux\n");
}

TEST(PlacementFilter, NoneLeftIsNoMiss) {
  HypervBuild build;
  EXPECT_EQ(Filtered(build, {{FilterKind::kPath, "drivers/net"},
                             {FilterKind::kUnit, "vmlinux"}}),
            "");
  EXPECT_EQ(Filtered(build, {{FilterKind::kPlacement, "archive"}}), "");
}

TEST(PlacementFilter, UnknownsOfOtherPlacesAreLeftOut) {
  HypervBuild build;
  build.Write("drivers/hv/Makefile", "obj-y += $(shell ls)\nobj-y += a.o\n");
  build.Write("lib/Makefile",
              "ifeq ($(shell uname),)\nobj-y += x.o y.o\nendif\n");
  EXPECT_EQ(Filtered(build, {{FilterKind::kPath, "drivers/hv/a.c"}}),
            "drivers/hv/a.o vmlinux\nunknown drivers/hv\n");
  EXPECT_EQ(Filtered(build, {{FilterKind::kPath, "lib/x.c"}}),
            "lib/x.o vmlinux\nunknown lib/x.o\n");
}

TEST(FilterMisses, WhatIsThereAndNotBuiltPointsToWhyNot) {
  HypervBuild build;
  build.Write("lib/gone.c", "");
  EXPECT_EQ(Said(build, FilterKind::kPath, "lib/gone.c"),
            "0: lib/gone.o is in no unit of this build; kplace place --why-not "
            "lib/gone.o tells why");
}

TEST(FilterMisses, ADirectoryWithoutObjectsPointsToExplain) {
  HypervBuild build;
  build.Write("lib/Makefile", "obj-$(CONFIG_ANDROID) += gone.o\n");
  build.Write("lib/Kconfig", "");
  EXPECT_EQ(Said(build, FilterKind::kPath, "lib"),
            "0: nothing below lib is built; kplace explain lib/ tells why");
}

TEST(FilterMisses, AnObjectWithoutSourceThatMakefilesNameIsThere) {
  HypervBuild build;
  build.Write("drivers/hv/Makefile", "obj-$(CONFIG_HYPERV_NET) += made.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\n"
              "CONFIG_HYPERV=y\n");
  EXPECT_TRUE(Said(build, FilterKind::kPath, "drivers/hv/made.o")
                  .starts_with("0: drivers/hv/made.o is in no unit"));
  EXPECT_TRUE(Said(build, FilterKind::kModule, "made")
                  .starts_with("0: drivers/hv/made.ko is in no unit"));
  EXPECT_TRUE(Said(build, FilterKind::kUnit, "drivers/hv/made.ko")
                  .starts_with("0: drivers/hv/made.ko is in no unit"));
}

TEST(FilterMisses, AModuleMayBeAPathOfTheTree) {
  HypervBuild build;
  build.Write("drivers/hv/Makefile", "obj-$(CONFIG_HYPERV_NET) += made.o\n");
  build.Write(".config",
              "# Linux/x86 6.12.0 Kernel Configuration\n"
              "CONFIG_HYPERV=y\n");
  for (const char* name :
       {"drivers/hv/made.ko", "/tree/drivers/hv/made.ko", "made.ko"}) {
    EXPECT_TRUE(Said(build, FilterKind::kModule, name)
                    .starts_with("0: drivers/hv/made.ko is in no unit"))
        << name;
  }
}

TEST(FilterMisses, AMistypedNameGetsTheNearest) {
  EXPECT_EQ(Said(FilterKind::kPath, "drivers/hv/hv_comon.o"),
            "2: no file, object or directory of this tree is called "
            "drivers/hv/hv_comon.o; did you mean drivers/hv/hv_common.o?");
  EXPECT_EQ(Said(FilterKind::kModule, "hv_vmbsu"),
            "2: no module is called hv_vmbsu, in no configuration; did you "
            "mean hv_vmbus?");
  EXPECT_EQ(Said(FilterKind::kUnit, "hv_vmbus.ko"),
            "2: no unit is called hv_vmbus.ko, in no configuration; did you "
            "mean drivers/hv/hv_vmbus.ko?");
  EXPECT_EQ(Said(FilterKind::kOption, "HYPERV_NTE"),
            "2: no Kconfig file of x86 defines CONFIG_HYPERV_NTE; did you mean "
            "HYPERV_NET?");
  EXPECT_EQ(Said(FilterKind::kPath, "nowhere/*.o"),
            "2: nothing in this tree matches nowhere/*.o");
}

TEST(FilterMisses, AnOptionThatPlacesNothingIsThere) {
  EXPECT_EQ(Said(FilterKind::kOption, "X86"),
            "0: no object's place hangs on CONFIG_X86, which is y");
}

TEST(FilterMisses, ManyRightNamesAreToldTogether) {
  HypervBuild build;
  std::vector<FilterWord> words;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    std::string source = std::string("lib/") + name + ".c";
    build.Write(source, "");
    words.push_back({FilterKind::kPath, source});
  }
  std::vector<FilterMiss> misses = ExplainMisses(build.Input(), words);
  ASSERT_EQ(misses.size(), 1u);
  EXPECT_EQ(misses[0].message,
            "6 names are right and in no unit (lib/a.c, lib/b.c, lib/c.c and 3 "
            "more)");
}

TEST(FilterMisses, OnlyObjectsAreToldTogether) {
  HypervBuild build;
  build.Write("lib/a.c", "");
  std::vector<FilterWord> words(6, {FilterKind::kOption, "X86"});
  words.push_back({FilterKind::kPath, "lib/a.c"});
  EXPECT_EQ(ExplainMisses(build.Input(), words).size(), 7u);
}

TEST(FilterMisses, WhatIsOutsideOfTheTreeIsNoNameOfIt) {
  HypervBuild build;
  build.WriteAnywhere("/etc/x.c", "");
  for (const char* path :
       {"/", "..", "/etc", "../etc", "/etc/x.c", "/etc/*.c", "/etc/*"}) {
    EXPECT_TRUE(Said(build, FilterKind::kPath, path).starts_with("2: "))
        << path << ": " << Said(build, FilterKind::kPath, path);
  }
}

TEST(FilterMisses, OddNamesAreNamesOfNothing) {
  for (const char* name : {"", "/", "../x.o", "[", "\xff", "CONFIG_"}) {
    for (FilterKind kind :
         {FilterKind::kUnit, FilterKind::kModule, FilterKind::kOption}) {
      EXPECT_TRUE(Said(kind, name).starts_with("2: ")) << name;
    }
  }
}

}  // namespace
}  // namespace kplace
