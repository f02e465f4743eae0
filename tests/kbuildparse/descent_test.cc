#include "kbuildparse/kbuild/descent.h"

#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

using testing::PlacedTree;

/// Forty directories with two below each; some are listed twice, export
/// variables, hang on options, cannot be read, or are not there.
void WriteWideTree(PlacedTree& tree) {
  std::string top;
  for (int i = 0; i < 40; ++i) {
    std::string name = "d" + std::to_string(i);
    std::string option = "CONFIG_D" + std::to_string(i % 7);
    top += "obj-$(" + option + ") += " + name + "/\n";
    if (i % 5 == 0) top += "obj-y += " + name + "/\n";
    tree.Write(name + "/Makefile",
               "obj-$(CONFIG_A" + std::to_string(i % 3) + ") += one.o mod.o\n" +
                   "mod-$(" + option + ") += part.o\n" +
                   "export FROM_ABOVE := " + std::to_string(i % 2) + "\n" +
                   "obj-y += ../shared/ sub/ gone" + std::to_string(i) + "/\n");
    tree.Write(name + "/sub/Makefile", i % 4 == 0
                                           ? "obj-y += in.o\nendif\n"
                                           : "obj-$(" + option +
                                                 ") += in.o\n"
                                                 "lib-y += $(shell ls).o\n");
  }
  tree.Write("Kbuild", top);
  std::string options;
  for (const char* name :
       {"A0", "A1", "A2", "D0", "D1", "D2", "D3", "D4", "D5", "D6", "S"}) {
    options +=
        std::string("config ") + name + "\n\ttristate \"" + name + "\"\n";
  }
  tree.Write("Kconfig", options);
  tree.Write("shared/Makefile",
             "obj-$(CONFIG_S) += s$(FROM_ABOVE).o\nobj-y += ../d1/\n");
}

/// Everything that a user could get to see of it.
std::string Everything(PlacedTree& tree) {
  std::string all = tree.Conditions() + tree.UnknownText() + tree.Said() +
                    tree.LinkOrder() + '\n';
  for (const Placement& row : tree.table().rows()) {
    for (const Reason& reason : tree.table().Chain(row.because)) {
      all += tree.sources().Format(reason.where) + ' ' + reason.adds + '\n';
    }
  }
  return all;
}

TEST(Descent, AnswerIsTheSameForAnyNumberOfThreads) {
  std::string expected;
  for (unsigned jobs : {1, 2, 8, 8, 8, 8}) {
    PlacedTree tree;
    WriteWideTree(tree);
    tree.PlaceForAll(jobs);
    std::string all = Everything(tree);
    if (expected.empty()) expected = all;
    ASSERT_EQ(all, expected) << jobs << " threads";
  }
  EXPECT_NE(expected.find("d39/sub/in.o"), std::string::npos);
  EXPECT_NE(expected.find("gone7"), std::string::npos);
}

TEST(Descent, EachParentHandsDownItsOwnVariables) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/ b/\n");
  tree.Write("a/Makefile", "export WHO := a\nobj-y += ../shared/\n");
  tree.Write("b/Makefile", "export WHO := b\nobj-y += ../shared/\n");
  tree.Write("shared/Makefile", "obj-y += for_$(WHO).o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "shared/for_a.o shared/for_b.o");
}

TEST(Descent, UnexportHidesWhatIsFromFurtherUp) {
  PlacedTree tree;
  tree.Write("Kbuild", "export SEEN := s\nexport HIDDEN := h\nobj-y += a/\n");
  tree.Write("a/Makefile", "unexport HIDDEN\nobj-y += here_$(HIDDEN).o b/\n");
  tree.Write("a/b/Makefile", "obj-y += in_$(SEEN)$(HIDDEN).o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/here_h.o a/b/in_s.o");
}

TEST(Descent, LoopIsAnErrorAndEndsThere) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/ kept.o\n");
  tree.Write("a/Makefile", "obj-y += first.o ../b/\n");
  tree.Write("b/Makefile", "obj-y += ../a/ second.o\n");
  tree.Place();
  EXPECT_EQ(tree.LinkOrder(), "a/first.o b/second.o kept.o");
  EXPECT_EQ(tree.Said(),
            "b/Makefile:1: error: a: directories include each other\n");
}

TEST(Descent, DirectoriesThatGrowForEverEnd) {
  PlacedTree tree;
  tree.Write("Kbuild", "obj-y += a/\n");
  // A link to itself, as a file system would show it.
  std::string path = "a";
  for (int i = 0; i < 70; ++i) {
    tree.Write(path + "/Makefile", "obj-y += in.o a/\n");
    path += "/a";
  }
  tree.Place();
  EXPECT_NE(tree.Said().find("directories nested too deeply"),
            std::string::npos);
  EXPECT_EQ(tree.table().rows().size(), kbuild::kDeepest);
}

}  // namespace
}  // namespace kplace
