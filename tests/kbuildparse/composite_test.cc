#include "kbuildparse/kbuild/composite.h"

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

/// The rows with their conditions that a top Kbuild file of these lines gives.
std::string Placed(const std::string& lines) {
  PlacedTree tree;
  tree.Write("Kbuild", lines);
  tree.Place();
  return tree.Conditions();
}

TEST(Composite, EmptySuffixMakesOneWithoutMembers) {
  EXPECT_EQ(Placed("obj-y += foo.o\nfoo-$(CONFIG_OFF) += a.o\n"), "");
}

TEST(Composite, MembersOfAModuleDoNotMakeABuiltInComposite) {
  EXPECT_EQ(Placed("obj-y += foo.o\nfoo-m := a.o\n"),
            "builtin\tfoo.o\tvmlinux\ttrue\n");
  EXPECT_EQ(Placed("obj-m += foo.o\nfoo-m := a.o\n"),
            "module\ta.o\tfoo.ko\ttrue\n");
}

TEST(Composite, ListOfBlanksIsNone) {
  EXPECT_EQ(Placed("e :=\nobj-y += foo.o\nfoo-y := $(e) $(e)\n"),
            "builtin\tfoo.o\tvmlinux\ttrue\n");
}

TEST(Composite, MemberThatIsACompositeItselfIsNotTakenApart) {
  EXPECT_EQ(Placed("obj-m += foo.o\nfoo-y := bar.o\nbar-y := a.o\n"),
            "module\tbar.o\tfoo.ko\ttrue\n");
}

TEST(Composite, LibraryMembersAreNeverComposites) {
  EXPECT_EQ(Placed("lib-y := foo.o\nfoo-y := a.o\n"),
            "archive\tfoo.o\tlib.a\ttrue\n");
}

/// $(shell) may print nothing, and then foo.c is compiled.
TEST(Composite, MayNotBeOneWhenItsOnlyListIsUnknown) {
  EXPECT_EQ(Placed("obj-m += foo.o\nfoo-y := $(shell ls)\n"),
            "module\tfoo.o\tfoo.ko\t!unknown(\"$(shell ls)\")\n");
}

}  // namespace
}  // namespace kplace
