#include "kbuildparse/kbuild/absent.h"

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

/// "Kbuild:1 adds d/; d/Makefile:2 adds x.o CONFIG_X=n", or what is missing.
std::string Follow(PlacedTree& tree, const std::string& object) {
  tree.Place();
  AbsentObject absent = FindAbsentObject(
      tree.tree(), tree.files(), tree.sources(), tree.conditions(), object);
  std::string text;
  for (const Reason& reason : absent.because) {
    if (!text.empty()) text += "; ";
    text += tree.sources().Format(reason.where) + " adds " + reason.adds;
    for (const OptionSetting& option : reason.options) {
      text += ' ' + option.name + '=' + option.value;
    }
  }
  return text + (absent.named ? "" : "; not named");
}

TEST(AbsentObject, OptionThatIsOffKeepsItOut) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += d/\n");
  tree.Write("d/Makefile", "obj-y := in.o\nobj-$(CONFIG_X) += x.o\n");
  EXPECT_EQ(Follow(tree, "d/x.o"),
            "Kbuild:1 adds d/; d/Makefile:2 adds x.o CONFIG_X=n");
}

TEST(AbsentObject, DirectoryThatIsOffKeepsItOut) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-$(CONFIG_D) += d/\n");
  tree.Write("d/Makefile", "obj-y := x.o\n");
  EXPECT_EQ(Follow(tree, "d/x.o"),
            "Kbuild:1 adds d/ CONFIG_D=n; d/Makefile:1 adds x.o");
}

/// As before 6.1: the top Makefile lists directories.
TEST(AbsentObject, DirectoryThatTheTopMakefileLeavesOutKeepsItOut) {
  PlacedTree tree;
  tree.Write("scripts/Makefile.roots",
             "core-y := c/\ndrivers-$(CONFIG_D) += d/\n"
             "build-dirs := $(patsubst %/,%,$(core-y) $(drivers-y))\n"
             "KBUILD_VMLINUX_OBJS := c/built-in.a\n");
  tree.Write("c/Makefile", "obj-y := in.o\nobj-$(CONFIG_X) += x.o\n");
  tree.Write("d/Makefile", "obj-y := x.o\n");
  EXPECT_EQ(Follow(tree, "d/x.o"),
            "scripts/Makefile.roots:2 adds d/ CONFIG_D=n; "
            "d/Makefile:1 adds x.o");
}

TEST(AbsentObject, DirectoryOfSubdirNeedsNoSlash) {
  PlacedTree tree;
  tree.Write("Kbuild", "subdir-$(CONFIG_STUB) += stub\n");
  tree.Write("stub/Makefile", "lib-y := x.o\n");
  EXPECT_EQ(Follow(tree, "stub/x.o"),
            "Kbuild:1 adds stub/ CONFIG_STUB=n; stub/Makefile:1 adds x.o");
}

TEST(AbsentObject, MemberComesAfterItsComposite) {
  PlacedTree tree;
  tree.Write("Kbuild",
             "obj-$(CONFIG_FOO) += foo.o\nfoo-$(CONFIG_BAR) += bar.o\n");
  EXPECT_EQ(Follow(tree, "bar.o"),
            "Kbuild:1 adds foo.o CONFIG_FOO=n; "
            "Kbuild:2 adds bar.o CONFIG_BAR=n");
}

TEST(AbsentObject, LongestDirectoryLeads) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/\nobj-$(CONFIG_B) += a/b/\n");
  tree.Write("a/Makefile", "");
  tree.Write("a/b/Makefile", "obj-y := x.o\n");
  EXPECT_EQ(Follow(tree, "a/b/x.o"),
            "Kbuild:2 adds a/b/ CONFIG_B=n; a/b/Makefile:1 adds x.o");
}

TEST(AbsentObject, LinesEndBeforeAnObjectThatNobodyNames) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += d/\n");
  tree.Write("d/Makefile", "obj-y := in.o\n");
  EXPECT_EQ(Follow(tree, "d/none.o"), "Kbuild:1 adds d/; not named");
}

TEST(AbsentObject, DirectoryWithoutMakefileEndsTheLines) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-$(CONFIG_GONE) += gone/\n");
  EXPECT_EQ(Follow(tree, "gone/x.o"),
            "Kbuild:1 adds gone/ CONFIG_GONE=n; not named");
}

TEST(AbsentObject, OddNamesAreNamedByNobody) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj- += / ./ ../ d/\n");
  tree.Write("d/Makefile", "obj- += ../d/\n");
  tree.Place();
  for (const char* name : {"", ".", "/", "..", "../x.o", "/x.o", "d/", "d//"}) {
    EXPECT_FALSE(FindAbsentObject(tree.tree(), tree.files(), tree.sources(),
                                  tree.conditions(), name)
                     .named)
        << name;
  }
}

TEST(Absent, MakefilesSeeNothingButTheTree) {
  PlacedTree tree;
  tree.Write("../outside/secret.mk", "obj-$(CONFIG_NOPE) += leak.o\n");
  tree.Write("Kbuild", "-include /outside/secret.mk\nobj-y += in.o\n");
  tree.Place();
  ASSERT_TRUE(tree.files().IsFile("/outside/secret.mk"));
  AbsentObject absent = FindAbsentObject(
      tree.tree(), tree.files(), tree.sources(), tree.conditions(), "leak.o");
  EXPECT_FALSE(absent.named);
}

}  // namespace
}  // namespace kplace
