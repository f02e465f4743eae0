#include "kbuildparse/kbuild/roots.h"

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

/// A tree whose top Makefile lists directories, as before Linux 6.1.
class ListedTree : public PlacedTree {
 public:
  explicit ListedTree(const std::string& lists) {
    Write("scripts/Makefile.roots",
          lists +
              "build-dirs := $(patsubst %/,%,$(filter %/, \\\n"
              "  $(core-y) $(core-m) $(drivers-y) $(drivers-m) $(libs-y)))\n"
              "KBUILD_VMLINUX_OBJS := $(head-y) \\\n"
              "  $(patsubst %/,%/built-in.a, $(core-y) $(drivers-y))\n"
              "ifdef CONFIG_MODULES\n"
              "KBUILD_VMLINUX_OBJS += $(patsubst %/,%/lib.a,$(libs-y))\n"
              "else\n"
              "KBUILD_VMLINUX_LIBS := $(patsubst %/,%/lib.a,$(libs-y))\n"
              "endif\n");
  }
};

TEST(Roots, DirectoriesOfAnOlderTreeAreLinkedInOrderOfItsObjects) {
  ListedTree tree("core-y := b/ a/\nhead-y := a/head.o\n");
  tree.Write("b/Makefile", "obj-y := b.o\n");
  tree.Write("a/Makefile", "obj-y := a.o\nextra-y := head.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/head.o b/b.o a/a.o");
}

TEST(Roots, DirectoryThatIsNotLinkedIsEnteredForItsModules) {
  ListedTree tree("drivers-m := m/\n");
  tree.Write("m/Makefile", "obj-y := lost.o\nobj-m := kept.o\n");
  tree.Place();
  EXPECT_EQ(tree.Rows(), "module\tm/kept.o\tm/kept.ko\n");
}

TEST(Roots, ChainBeginsWithTheLineThatListsTheDirectory) {
  ListedTree tree("core-y := first/\ncore-y += a/\n");
  tree.Write("first/Makefile", "obj-y := first.o\n");
  tree.Write("a/Makefile", "obj-y := a.o\n");
  tree.Place();
  const PlacementTable& table = tree.table();
  auto chain = table.Chain(table.rows()[table.RowsOf("a/a.o")[0]].because);
  ASSERT_EQ(chain.size(), 2u);
  EXPECT_EQ(tree.sources().Format(chain[0].where), "scripts/Makefile.roots:2");
  EXPECT_EQ(chain[0].adds, "a/");
}

TEST(Roots, DirectoryWithoutMakefileIsTold) {
  ListedTree tree("core-y := gone/\n");
  tree.Place();
  EXPECT_NE(tree.Said().find("gone/Makefile: No such file"), std::string::npos)
      << tree.Said();
}

/// The same for every configuration, x86.
struct EveryConfiguration {
  explicit EveryConfiguration(PlacedTree& tree) {
    Result<BuildTree> found =
        OpenSourceTree(tree.files(), {"/tree", {}, "x86"});
    EXPECT_TRUE(found.ok());
    table = LoadPlacement(*found, tree.files(), tree.sources(), conditions,
                          sink, 0);
    EXPECT_EQ(table.CheckInvariants(), "");
  }
  std::string LinkedWhen(const char* archive, ArchiveUse use) const {
    return conditions.ToText(table.LinkedWhen(archive, use));
  }

  ConditionStore conditions;
  DiagnosticSink sink;
  PlacementTable table;
};

TEST(Roots, ListedDirectoryHasTheConditionOfItsLine) {
  ListedTree tree("drivers-$(CONFIG_HYPERV) := d/\n");
  tree.Write("d/Makefile", "obj-y := in.o\nobj-m := mod.o\n");
  EveryConfiguration all(tree);
  EXPECT_EQ(ToTsv(all.table, &all.conditions),
            "builtin\td/in.o\tvmlinux\tCONFIG_HYPERV=y\n"
            "module\td/mod.o\td/mod.ko\t(CONFIG_MODULES=y && "
            "(CONFIG_HYPERV=y || CONFIG_HYPERV=m))\n");
}

TEST(Roots, LibraryIsLinkedWholeOrOnDemandAsModulesDecide) {
  for (bool listed : {false, true}) {
    PlacedTree newer;
    ListedTree older("");
    EveryConfiguration all(listed ? older : newer);
    EXPECT_EQ(all.LinkedWhen("lib/lib.a", ArchiveUse::kWhole),
              "CONFIG_MODULES=y");
    EXPECT_EQ(all.LinkedWhen("lib/lib.a", ArchiveUse::kOnDemand),
              "!CONFIG_MODULES=y");
    EXPECT_EQ(all.table.UseOf("lib/lib.a"), ArchiveUse::kNotLinked);
  }
}

TEST(Roots, LibraryOfAnOptionIsLinkedWhereTheOptionIsSet) {
  PlacedTree tree;
  tree.Write("arch/x86/Makefile", "libs-$(CONFIG_PCI) += stub/lib.a\n");
  EveryConfiguration all(tree);
  EXPECT_EQ(all.LinkedWhen("stub/lib.a", ArchiveUse::kOnDemand),
            "CONFIG_PCI=y");
}

}  // namespace
}  // namespace kplace
