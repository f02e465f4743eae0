#include "kbuildparse/kbuild/walk.h"

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

TEST(Walk, VmlinuxRowsAreInLinkOrder) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += z.o b/ m.o a/\n");
  tree.Write("b/Makefile", "obj-y := second.o first.o\n");
  tree.Write("a/Makefile", "obj-y := last.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "z.o b/second.o b/first.o m.o a/last.o");
}

TEST(Walk, MembersStandWhereTheirCompositeIsListed) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "obj-y += one.o both.o two.o\n"
             "both-y := y.o\nboth-objs := objs.o\nboth-m := m.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "one.o objs.o y.o two.o");
}

TEST(Walk, ObjectsOfAModuleOnlyDirectoryAreNotBuiltIn) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-m += d/\n");
  tree.Write("d/Makefile", "obj-y := lost.o sub/\nobj-m := kept.o\n");
  tree.Write("d/sub/Makefile", "obj-y := lost.o\nobj-m := kept.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(),
            "module\td/kept.o\td/kept.ko\n"
            "module\td/sub/kept.o\td/sub/kept.ko\n");
}

TEST(Walk, DirectoryInObjYAndObjMIsBuiltIn) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-m += d/\nobj-y += d/\n");
  tree.Write("d/Makefile", "obj-y := in.o\nobj-m := mod.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(),
            "builtin\td/in.o\tvmlinux\n"
            "module\td/mod.o\td/mod.ko\n");
}

TEST(Walk, SubdirLeadsToArchivesAlone) {
  PlacedTree tree;
  tree.Write("Kbuild", "subdir-y += d\n");
  tree.Write("d/Makefile",
             "obj-y := lost.o\nobj-m := lost_too.o\nlib-y := kept.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "archive\td/kept.o\td/lib.a\n");
}

TEST(Walk, WithoutConfigModulesThereAreNone) {
  PlacedTree tree;
  tree.Configure("", false);
  tree.Write("Kbuild", "obj-y += in.o\nobj-m += mod.o d/\n");
  tree.Write("d/Makefile", "obj-m := mod.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "builtin\tin.o\tvmlinux\n");
}

TEST(Walk, LibraryIsSortedAndLeavesOutWhatIsBuiltIn) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += lib/\n");
  tree.Write("lib/Makefile",
             "obj-y := b.o\nlib-y := c.o b.o\nlib-m := a.o c.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(),
            "archive\tlib/a.o\tlib/lib.a\n"
            "builtin\tlib/b.o\tvmlinux\n"
            "archive\tlib/c.o\tlib/lib.a\n");
  EXPECT_EQ(tree.table().RowsInUnit("lib/lib.a").size(), 2u);
}

TEST(Walk, WithModulesALibraryIsLinkedWhole) {
  PlacedTree tree;
  tree.Place();
  EXPECT_EQ(tree.table().UseOf("lib/lib.a"), ArchiveUse::kWhole);
  EXPECT_EQ(tree.table().UseOf("boot/lib.a"), ArchiveUse::kNotLinked);
}

TEST(Walk, WithoutModulesALibraryIsLinkedOnDemand) {
  PlacedTree tree;
  tree.Configure("", false);
  tree.Place();
  EXPECT_EQ(tree.table().UseOf("lib/lib.a"), ArchiveUse::kOnDemand);
}

TEST(Walk, ArchitecturesListFurtherLibraries) {
  PlacedTree tree;
  tree.Write("arch/x86/Makefile", "libs-y += arch/x86/lib/ ./stub/lib.a\n");
  tree.Place();
  EXPECT_EQ(tree.table().UseOf("arch/x86/lib/lib.a"), ArchiveUse::kWhole);
  EXPECT_EQ(tree.table().UseOf("stub/lib.a"), ArchiveUse::kOnDemand);
}

TEST(Walk, SubdirectoriesSeeExportedVariables) {
  PlacedTree tree;
  tree.Write("Kbuild", "export OUTER := y\nHIDDEN := y\nobj-y += a/\n");
  tree.Write("a/Makefile",
             "obj-$(OUTER) += a.o\nobj-$(HIDDEN) += no.o\n"
             "export INNER := y\nobj-y += b/\n");
  tree.Write("a/b/Makefile", "obj-$(OUTER)$(INNER:y=) += b.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(),
            "builtin\ta/a.o\tvmlinux\n"
            "builtin\ta/b/b.o\tvmlinux\n");
}

TEST(Walk, SiblingsDoNotSeeEachOthersExports) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/ b/\n");
  tree.Write("a/Makefile", "export SEEN := y\nobj-y := a.o\n");
  tree.Write("b/Makefile", "obj-$(SEEN) := no.o\nobj-y += b.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/a.o b/b.o");
}

/// make keeps a variable of its environment there, with the value it has in
/// the end.
TEST(Walk, InheritedVariableIsHandedDownWithItsNewValue) {
  PlacedTree tree;
  tree.Write("Kbuild", "export LIST := old.o\nobj-y += a/\n");
  tree.Write("a/Makefile", "LIST := new.o\nobj-y += b/\n");
  tree.Write("a/b/Makefile", "obj-y := $(LIST)\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/b/new.o");
}

// Unknowns ------------------------------------------------------------------

TEST(Walk, ListThatAProgramChoosesIsUnknown) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += sure.o\nobj-$(shell uname) += x.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "builtin\tsure.o\tvmlinux\n");
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:2: .: the list obj-… depends on what is not known: "
            "$(shell uname)\n");
}

TEST(Walk, WordsThatAProgramPrintsAreUnknown) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "obj-y += sure.o $(shell ls) d.o\nobj-m += $(shell ls m)\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "sure.o d.o");
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:1: .: obj-y depends on what is not known: $(shell ls)\n"
            "Kbuild:2: .: obj-m depends on what is not known: $(shell ls m)\n");
}

TEST(Walk, MembersThatAProgramPrintsAreUnknown) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-m += foo.o\nfoo-y := a.o $(shell ls)\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "module\ta.o\tfoo.ko\n");
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:2: .: foo.o depends on what is not known: $(shell ls)\n");
}

TEST(Walk, WhatAProgramDecidesIsPlacedUnderThatConditionAndTold) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "ifeq ($(shell uname),)\nobj-y += x.o\nelse\nobj-m += y.o\n"
             "endif\nobj-y += sure.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "builtin\tsure.o\tvmlinux\n");
  EXPECT_EQ(tree.Conditions(),
            "builtin\tsure.o\tvmlinux\ttrue\n"
            "builtin\tx.o\tvmlinux\t!unknown(\"$(shell uname)\")\n"
            "module\ty.o\ty.ko\tunknown(\"$(shell uname)\")\n");
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:2: x.o: being in vmlinux depends on what is not known: "
            "$(shell uname)\n"
            "Kbuild:4: y.o: being in y.ko depends on what is not known: "
            "$(shell uname)\n");
}

TEST(Walk, BothBranchesOfAnUnknownConditionAreCertain) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "ifeq ($(shell uname),)\nobj-y += x.o\nelse\nobj-y += x.o\n"
             "endif\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "builtin\tx.o\tvmlinux\n");
  EXPECT_EQ(tree.UnknownText(), "");
}

// Trees that are wrong ------------------------------------------------------

TEST(Walk, MissingDirectoryIsToldAndTheRestPlaced) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += gone/ here.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "here.o");
  EXPECT_EQ(tree.Said(),
            "Kbuild:1: error: gone/Makefile: No such file or directory: the "
            "line names a directory without Kbuild and Makefile\n");
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:1: gone: the directory has no Makefile\n");
}

TEST(Walk, DirectoryThatListsItselfIsEnteredOnce) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/\n");
  tree.Write("a/Makefile", "obj-y += ../a/ a.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/a.o");
  EXPECT_EQ(tree.Said(),
            "a/Makefile:1: error: a: directories include each other\n");
}

TEST(Walk, TreeWithoutObjectsIsNoKernel) {
  PlacedTree tree;
  tree.Place();
  EXPECT_EQ(tree.Said(),
            "/tree: error: no object is placed: the top Kbuild file leads to "
            "none, or this is not the source of a kernel\n");
}

/// Two ways at each step would be 2^64 visits at the depth where a single loop
/// is noticed.
TEST(Walk, LoopsOfSeveralDirectoriesEnd) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/ b/ c/\n");
  for (const char* name : {"a", "b", "c"}) {
    tree.Write(std::string(name) + "/Makefile",
               "obj-y += x.o ../a/ ../b/ ../c/\n");
  }
  tree.Place();
  EXPECT_EQ(tree.Rows(),
            "builtin\ta/x.o\tvmlinux\n"
            "builtin\tb/x.o\tvmlinux\n"
            "builtin\tc/x.o\tvmlinux\n");
  EXPECT_NE(tree.Said().find("directories include each other"),
            std::string::npos);
}

/// No loop, but twice as many ways to each next directory.
TEST(Walk, DirectoriesThatManyLinesLeadToAreEnteredOnce) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += l0/ r0/\n");
  for (int i = 0; i < 40; ++i) {
    std::string next = std::to_string(i + 1);
    for (const char* side : {"l", "r"}) {
      tree.Write(side + std::to_string(i) + "/Makefile",
                 "obj-y += x.o ../l" + next + "/ ../r" + next + "/\n");
    }
  }
  tree.Write("l40/Makefile", "obj-y += x.o\n");
  tree.Write("r40/Makefile", "obj-y += x.o\n");
  tree.Place();
  EXPECT_EQ(tree.table().rows().size(), 82u);
  EXPECT_EQ(tree.Said(), "");
}

TEST(Walk, AnUnknownListMattersWhenSomethingLooksAtIt) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "obj-y += a.o\nalways-$(shell a) += log\n"
             "more-$(shell b) += b.o\nobj-y += $(more-y)\n");
  tree.Place();
  EXPECT_EQ(tree.UnknownText(),
            "Kbuild:3: .: the list more-… depends on what is not known: "
            "$(shell b)\n");
}

TEST(Walk, TextsHaveTheQuotesThatKconfigWrites) {
  constexpr const char* kMakefile =
      "ifneq ($(CONFIG_LIST),\"\")\nobj-y += with.o\nelse\n"
      "obj-y += without.o\nendif\n";
  PlacedTree newer;
  newer.Configure("CONFIG_LIST=\"\"\n");
  newer.Write("Kbuild", kMakefile);
  newer.Place();
  EXPECT_EQ(newer.LinkOrder(), "with.o");

  PlacedTree older;  // before confdata.c learnt of OUTPUT_N_NONE
  older.Configure("CONFIG_LIST=\"\"\n");
  older.Write("scripts/kconfig/confdata.c", "int main(void);\n");
  older.Write("Kbuild", kMakefile);
  older.Place();
  EXPECT_EQ(older.LinkOrder(), "without.o");
}

}  // namespace
}  // namespace kplace
