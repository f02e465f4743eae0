#include <gtest/gtest.h>

#include "kbuildparse/make/parser.h"

namespace kplace::make {
namespace {

std::string Parse(const std::string& text) {
  return ToText(*ParseMakefile(text, {FileId{1}, 0}));
}

TEST(MakeParser, AssignmentsOfAllFlavours) {
  EXPECT_EQ(Parse("A = 1\nB := 2\nC ::= 3\nD += 4\nE ?= 5\nF != 6\nG :::= 7\n"),
            "assign [A] = [1]\n"
            "assign [B] := [2]\n"
            "assign [C] := [3]\n"
            "assign [D] += [4]\n"
            "assign [E] ?= [5]\n"
            "assign [F] != [6]\n"
            "assign [G] :::= [7]\n");
}

TEST(MakeParser, NamesMayBeComputed) {
  EXPECT_EQ(Parse("obj-$(CONFIG_X) += a.o\n$(a b)=c\n"),
            "assign [obj-$(CONFIG_X)] += [a.o]\n"
            "assign [$(a b)] = [c]\n");
}

TEST(MakeParser, ModifiersStandBeforeAssignments) {
  EXPECT_EQ(Parse("export override A = 1\nprivate B = 2\nunexport C\n"),
            "assign export override [A] = [1]\n"
            "assign private [B] = [2]\n"
            "unexport [C]\n");
}

TEST(MakeParser, ReferencesAndCalls) {
  EXPECT_EQ(Parse("A = $x$(y)${z:.c=.o}$($(w):a=b)$(if $(c),d,e,f)$$\n"),
            "assign [A] = [$(x)$(y)$(z:.c=.o)$([$(w):a=b])"
            "$(if [$(c)] [d] [e,f])$$]\n");
}

TEST(MakeParser, ErrorsInsideExpressionsWait) {
  EXPECT_EQ(Parse("A = $(b\nC = $(word 1)\nD = $(subst a,b\n"),
            "assign [A] = [<unterminated variable reference>]\n"
            "assign [C] = [<insufficient number of arguments (1) to function "
            "'word'>]\n"
            "assign [D] = [<unterminated call to function 'subst': missing "
            "')'>]\n");
}

TEST(MakeParser, TabLineAfterRuleIsRecipe) {
  EXPECT_EQ(Parse("all: a b ; c\n\tX=1\n\tifdef Y\nZ = 2\n\tW = 3\n"),
            "rule [all] [a b]\n"
            "assign [Z] = [2]\n"
            "assign [W] = [3]\n");
}

TEST(MakeParser, TabLineAfterAnExpressionIsDecidedLater) {
  EXPECT_EQ(Parse("$(x)\n\tA = 1\n"),
            "line [$(x)]\n"
            "unless in a rule:\n"
            "assign [A] = [1]\n");
}

TEST(MakeParser, RecipeGoesOnThroughConditionals) {
  EXPECT_EQ(Parse("a:\nifdef X\n\tb\nelse\n\tc\nendif\n\td\n"),
            "rule [a] []\nifdef [X]\nelse\nend\n");
}

TEST(MakeParser, TargetVariablesAreNoAssignments) {
  EXPECT_EQ(Parse("a b: X = 1\na: export Y += 2\n%.o: $(z) = 3\n"),
            "target [a b] [X = 1]\n"
            "target [a] [export Y += 2]\n"
            "target [%.o] [$(z) = 3]\n");
}

TEST(MakeParser, ConditionalsNestAndChain) {
  EXPECT_EQ(Parse("ifeq ($(A),b)\nX=1\nelse ifdef C\nifneq 'd' \"e\"\nY=2\n"
                  "endif\nelse\nZ=3\nendif\n"),
            "ifeq [$(A)] [b]\n"
            "  assign [X] = [1]\n"
            "ifdef [C]\n"
            "  ifneq [d] [e]\n"
            "    assign [Y] = [2]\n"
            "  end\n"
            "else\n"
            "  assign [Z] = [3]\n"
            "end\n");
}

TEST(MakeParser, SyntaxErrorsAreStatements) {
  EXPECT_EQ(Parse("ifdef A\nendif\nendif\nnonsense\nelse\nifeq (a\nendif\n"),
            "ifdef [A]\nend\n"
            "error extraneous 'endif'\n"
            "error missing separator\n"
            "error extraneous 'else'\n"
            "ifeq error invalid syntax in conditional\nend\n");
  EXPECT_EQ(Parse("ifdef A\ndefine B\n"),
            "ifdef [A]\n"
            "  error missing 'endef', unterminated 'define'\n"
            "  assign [B] = []\n"
            "end\n"
            "error missing 'endif'\n");
}

TEST(MakeParser, DefineKeepsItsLines) {
  EXPECT_EQ(Parse("define A :=\n# $(b)\n\tc\\\n d\nendef # e\n"),
            "assign [A] := [# $(b)\n\tc d]\n");
}

TEST(MakeParser, IncludesExportsAndIgnoredLines) {
  EXPECT_EQ(Parse("include a $(b)\n-include c\nsinclude d\nexport\nvpath x\n"),
            "include [a $(b)]\n"
            "include optional [c]\n"
            "include optional [d]\n"
            "export []\n");
}

TEST(MakeParser, StatementsKnowTheirLines) {
  auto file = ParseMakefile("A = a \\\n b\n\nB = c\n", {FileId{1}, 0});
  ASSERT_EQ(file->statements().size(), 2u);
  EXPECT_EQ(LocationOf(*file->statements()[0]).line, 1u);
  EXPECT_EQ(LocationOf(*file->statements()[1]).line, 4u);
}

TEST(MakeParser, DecidingVariablesAreThoseOfNameTestsAndConditionals) {
  auto file = ParseMakefile(
      "ifdef CONFIG_A\nifeq ($(CONFIG_B),y)\nelse\n"
      "obj-$(CONFIG_C) += $(dir) $(if $(CONFIG_D),$(x)) $(CONFIG_A)\n"
      "endif\nendif\n",
      {FileId{1}, 0});
  const auto& outer =
      std::get<std::unique_ptr<Conditional>>(file->statements()[0]->body);
  const auto& inner =
      std::get<std::unique_ptr<Conditional>>(outer->branches[0]->body[0]->body);
  const Statement& statement = *inner->branches[1]->body[0];
  EXPECT_EQ(DecidingVariables(statement),
            (std::vector<std::string>{"CONFIG_A", "CONFIG_B", "CONFIG_C",
                                      "CONFIG_D"}));
  EXPECT_EQ(EnclosingConditionals(statement),
            (std::vector<SourceLoc>{{FileId{1}, 1}, {FileId{1}, 3}}));
}

TEST(MakeParser, HostileNestingIsCutShort) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "$(";
  EXPECT_NE(Parse("A = " + deep).find("unterminated"), std::string::npos);
  std::string closed = deep + std::string(100000, ')');
  EXPECT_NE(Parse("A = " + closed).find("too deeply"), std::string::npos);
  std::string ifs;
  for (int i = 0; i < 10000; ++i) ifs += "ifdef A\n";
  EXPECT_NE(Parse(ifs).find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace kplace::make
