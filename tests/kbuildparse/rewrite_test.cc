// Rewrites: which lines, by which option, and what they promote.

#include "kbuildparse/kbuild/rewrite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "kbuildparse/kbuild/rewrites_in_effect.h"
#include "tests/kbuildparse/placed_tree.h"

namespace kplace {
namespace {

/// "drivers/Makefile:2 subst CONFIG_X: a.o b.o", a line each.
std::string Summary(const std::vector<Rewrite>& rewrites,
                    const SourceFiles& sources,
                    const ConditionStore* conditions = nullptr) {
  std::string text;
  for (const Rewrite& rewrite : rewrites) {
    text += sources.Format(rewrite.where) + ' ' + Name(rewrite.syntax.kind) +
            ' ' + rewrite.option + ':';
    for (const PromotedObject& promoted : rewrite.objects) {
      text += ' ' + promoted.object;
      if (conditions != nullptr) {
        text += " [" + conditions->ToText(promoted.when) + ']';
      }
    }
    text += '\n';
  }
  return text;
}

/// The rewrites in effect in one drivers/Makefile.
std::string InEffect(const std::string& makefile, const std::string& config) {
  testing::PlacedTree tree;
  tree.Write("Kbuild", "obj-y += drivers/\n");
  tree.Write("drivers/Makefile", makefile);
  tree.Configure(config);
  tree.Place();
  std::string all = Summary(
      FindRewritesInEffect(tree.tree(), tree.files(), tree.sources(), 0),
      tree.sources());
  EXPECT_EQ(all, Summary(FindRewritesInEffect(tree.tree(), tree.files(),
                                              tree.sources(), tree.table(), 0),
                         tree.sources()))
      << "looking at suspects alone";
  return all;
}

TEST(RewritesInEffect, ALineIsARewriteByItsMeaning) {
  EXPECT_EQ(InEffect("obj-$(subst m,y,$(CONFIG_X)) += a.o\n", "CONFIG_X=m\n"),
            "drivers/Makefile:1 subst CONFIG_X: drivers/a.o\n");
  EXPECT_EQ(InEffect("obj-$(subst m,y,$(CONFIG_X)) += a.o\n", "CONFIG_X=y\n"),
            "");
  EXPECT_EQ(InEffect("obj-$(CONFIG_X) += a.o\n", "CONFIG_X=m\n"), "");
}

TEST(RewritesInEffect, AFallbackForWhatIsNotBuiltInIsNone) {
  EXPECT_EQ(
      InEffect("ifneq ($(CONFIG_X),y)\nobj-y += a.o\nendif\n", "CONFIG_X=m\n"),
      "");
}

TEST(RewritesInEffect, EachOptionThatIsNeededIsOne) {
  EXPECT_EQ(InEffect("obj-$(if $(CONFIG_X),$(CONFIG_Y:m=y)) += a.o\n",
                     "CONFIG_X=m\nCONFIG_Y=m\n"),
            "drivers/Makefile:1 if CONFIG_X: drivers/a.o\n"
            "drivers/Makefile:1 if CONFIG_Y: drivers/a.o\n");
}

TEST(RewritesInEffect, WhatASecondLineKeepsIsNotPromoted) {
  EXPECT_EQ(InEffect("obj-$(subst m,y,$(CONFIG_X)) += a.o b.o\nobj-y += a.o\n",
                     "CONFIG_X=m\n"),
            "drivers/Makefile:1 subst CONFIG_X: drivers/b.o\n");
}

TEST(RewritesInEffect, AnOptionBehindAVariableIsFound) {
  EXPECT_EQ(InEffect("on := $(CONFIG_X:m=y)\nlist = $(if $(on),a.o)\n"
                     "obj-y += $(list)\n",
                     "CONFIG_X=m\n"),
            "drivers/Makefile:3 variable CONFIG_X: drivers/a.o\n");
}

TEST(RewritesInEffect, AnEvaluatedLineStandsWhereItIsEvaluated) {
  EXPECT_EQ(InEffect("define both\nobj-$(subst m,y,$(CONFIG_$(1))) += $(2)\n"
                     "endef\n$(eval $(call both,X,a.o))\n",
                     "CONFIG_X=m\n"),
            "drivers/Makefile:4 call CONFIG_X: drivers/a.o\n");
}

TEST(RewritesInEffect, TheTextOfAnOptionIsNoModule) {
  EXPECT_EQ(InEffect("ifneq ($(CONFIG_X),)\nobj-y += a.o\nendif\n",
                     "CONFIG_X=\"m\"\n"),
            "");
}

TEST(Rewrites, OfAllConfigurationsComeWithTheirConditions) {
  testing::PlacedTree tree;
  tree.Write("Kbuild", "obj-y += drivers/\n");
  tree.Write("drivers/Makefile",
             "obj-$(CONFIG_BUS) += bus.o\n"
             "bus-y := core.o\n"
             "bus-$(CONFIG_X:m=y) += part.o\n"
             // One line adds it whatever X is, so only where A is off.
             "obj-$(CONFIG_A) += both.o\n"
             "obj-$(subst m,y,$(CONFIG_X)) += both.o\n"
             "ifneq ($(CONFIG_A)$(CONFIG_B),)\n"
             "obj-y += either.o\n"
             "endif\n");
  std::string options;
  for (const char* name : {"A", "B", "BUS", "X"}) {
    options += std::string("config ") + name + "\n\ttristate\n";
  }
  tree.Write("Kconfig", options);
  Result<BuildTree> open = OpenSourceTree(tree.files(), {"/tree", {}, "x86"});
  ASSERT_TRUE(open.ok());
  PlacementTable table = LoadPlacement(*open, tree.files(), tree.sources(),
                                       tree.conditions(), tree.sink(), 0);
  EXPECT_EQ(Summary(FindRewrites(table, tree.sources(), tree.conditions()),
                    tree.sources(), &tree.conditions()),
            "drivers/Makefile:3 substitution-reference CONFIG_X: "
            "drivers/part.o [CONFIG_BUS=y]\n"
            "drivers/Makefile:5 subst CONFIG_X: drivers/both.o [!CONFIG_A=y]\n"
            "drivers/Makefile:7 ifneq-empty CONFIG_A: drivers/either.o "
            "[(!CONFIG_B=y && !CONFIG_B=m)]\n"
            "drivers/Makefile:7 ifneq-empty CONFIG_B: drivers/either.o "
            "[(!CONFIG_A=y && !CONFIG_A=m)]\n");
}

// ------------------------------------------------------------ fixture trees

class FixtureRewrites : public ::testing::TestWithParam<std::string> {};

/// The objects of vmlinux.
std::set<std::string> Linked(const BuildTree& tree, const FileSystem& files) {
  SourceFiles sources;
  ConditionStore conditions;
  DiagnosticSink sink;
  PlacementTable table =
      LoadPlacement(tree, files, sources, conditions, sink, 0);
  std::set<std::string> objects;
  for (const Placement& row : table.rows()) {
    bool built_in = row.kind == PlacementKind::kBuiltIn;
    if (built_in && row.when.IsTrue()) objects.insert(row.object);
  }
  return objects;
}

/// Another configuration is the judge: placement itself is held against make.
TEST_P(FixtureRewrites, PromoteWhatIsGoneWhenTheOptionIsOff) {
  testing::TreeFixture fixture = testing::LoadFixtureTree(GetParam());
  SourceFiles sources;
  DiagnosticSink sink;
  Result<BuildTree> tree =
      OpenBuildTree(fixture.files, {{}, "/tree", {}}, sources, sink);
  ASSERT_TRUE(tree.ok());
  std::map<std::string, std::set<std::string>> promoted;
  for (const Rewrite& rewrite :
       FindRewritesInEffect(*tree, fixture.files, sources, 0)) {
    EXPECT_FALSE(rewrite.objects.empty());
    for (const PromotedObject& object : rewrite.objects) {
      promoted[rewrite.option].insert(object.object);
    }
  }
  std::set<std::string> with = Linked(*tree, fixture.files);
  for (const auto& [option, setting] : tree->config.settings()) {
    if (setting.value != "m") continue;
    BuildTree other = *tree;
    other.config.Set(option, {"n", false, {}});
    std::set<std::string> without = Linked(other, fixture.files);
    std::set<std::string> gone;
    std::set_difference(with.begin(), with.end(), without.begin(),
                        without.end(), std::inserter(gone, gone.end()));
    EXPECT_EQ(promoted[option], gone) << option;
  }
}

INSTANTIATE_TEST_SUITE_P(Kbuild, FixtureRewrites,
                         ::testing::ValuesIn(testing::FixtureNames()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace kplace
