#include <gtest/gtest.h>

#include "kbuildparse/kconfig/expr.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/kconfig/source_finder.h"

namespace kplace::kconfig {
namespace {

using Variables = std::map<std::string, std::string>;

/// A tree that has been read, as text, and what was said about it.
struct Reading {
  std::string tree;
  std::string diagnostics;
  size_t definitions = 0;
};

Reading ReadFiles(const std::map<std::string, std::string>& texts,
                  const Variables& variables = {{"SRCARCH", "x86"},
                                                {"ARCH", "x86_64"}}) {
  MemoryFileSystem files;
  for (const auto& [path, text] : texts) files.Write("src/" + path, text);
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = ReadKconfig(files, "src", variables, sources, sink);
  EXPECT_TRUE(tree.ok());
  Reading reading;
  reading.tree = ToText(*tree);
  reading.definitions = tree->definitions().size();
  for (const Diagnostic& d : sink.Sorted(sources)) {
    reading.diagnostics += FormatDiagnostic(d, sources) + "\n";
  }
  return reading;
}

Reading ReadText(const std::string& text) {
  return ReadFiles({{"Kconfig", text}});
}

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The dependency of a config that has nothing but `depends on TEXT`.
std::string ReadExpr(const std::string& text) {
  Reading r = ReadText("config A\n depends on " + text + "\n");
  EXPECT_EQ(r.diagnostics, "");
  size_t on = r.tree.find(" on ");
  if (on == std::string::npos) return r.tree;
  return r.tree.substr(on + 4, r.tree.size() - on - 5);
}

TEST(KconfigParser, EveryProperty) {
  Reading r = ReadText(
      "config VFIO\n\ttristate \"VFIO\" if EXPERT\n\tdepends on IOMMU_API\n"
      "\tselect IOMMUFD if A && B\n\timply C\n\tdefault m if D\n\tdefault y\n"
      "config NR\n\tint\n\tprompt 'Number'\n\trange 2 LIMIT if SMP\n"
      "\tdefault 64\nconfig S\n\tstring \"s\"\n\tdefault \"a \\\"b\\\"\"\n"
      "config H\n\thex\n\tdefault 0x10\nconfig DB\n\tdef_bool y if X\n"
      "menuconfig DT\n\tdef_tristate VFIO\n\tprompt \"dt\"\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "1: config VFIO tristate\n2:   prompt \"VFIO\" if EXPERT\n"
            "3:   depends on IOMMU_API\n4:   select IOMMUFD if A && B\n"
            "5:   imply C\n6:   default m if D\n7:   default y\n"
            "8: config NR int\n10:   prompt \"Number\"\n"
            "11:   range 2 LIMIT if SMP\n12:   default 64\n"
            "13: config S string\n14:   prompt \"s\"\n"
            "15:   default \"a \\\"b\\\"\"\n16: config H hex\n"
            "18:   default 0x10\n19: config DB bool\n20:   default y if X\n"
            "21: menuconfig DT tristate\n22:   default VFIO\n"
            "23:   prompt \"dt\"\n");
}

TEST(KconfigParser, ExpressionsBindAsInTheGrammar) {
  EXPECT_EQ(ReadExpr("A || B && C"), "A || B && C");
  EXPECT_EQ(ReadExpr("(A || B) && C"), "(A || B) && C");
  EXPECT_EQ(ReadExpr("!A && !(B || C)"), "!A && !(B || C)");
  EXPECT_EQ(ReadExpr("!A = m"), "!(A = m)");
  EXPECT_EQ(ReadExpr("A<5&&B>=0x1||C!=\"x y\""),
            "A < 5 && B >= 0x1 || C != \"x y\"");
  EXPECT_EQ(ReadExpr("64BIT && 'n' != A"), "64BIT && n != A");
  EXPECT_EQ(ReadExpr("((A))"), "A");
  EXPECT_EQ(ReadExpr("A && \\\n B # C"), "A && B");
}

TEST(KconfigParser, LongChainsKeepTheirOrder) {
  EXPECT_EQ(ReadExpr("A && B && C && D && E"), "A && B && C && D && E");
  EXPECT_EQ(ReadExpr("A || B || C || D || E"), "A || B || C || D || E");
}

TEST(KconfigParser, BrokenExpressionsAreNotKnown) {
  Reading r = ReadText(
      "config A\n depends on B &&\nconfig C\n depends on (D\nconfig E\n"
      " depends F\nconfig G\n bool\n default H I\nif J ||\nconfig K\nendif\n");
  EXPECT_EQ(
      r.diagnostics,
      "Kconfig:2: error: expected a symbol or constant before the end of the "
      "line\n"
      "Kconfig:4: error: expected ')' before the end of the line\n"
      "Kconfig:6: error: expected 'on' before 'F'\n"
      "Kconfig:9: error: expected the end of the line before 'I'\n"
      "Kconfig:10: error: expected a symbol or constant before the end of the "
      "line\n");
  EXPECT_EQ(r.tree,
            "1: config A unknown\n"
            "2:   depends on \"condition that cannot be read\"\n"
            "3: config C unknown\n"
            "4:   depends on \"condition that cannot be read\"\n"
            "5: config E unknown\n"
            "6:   depends on \"condition that cannot be read\"\n"
            "7: config G bool\n9:   default H\n11: config K unknown\n"
            "     inside \"condition that cannot be read\"\n");
}

TEST(KconfigParser, BlocksGiveTheirConditionsToWhatIsInside) {
  Reading r = ReadText(
      "if NET\nmenu \"m\"\n depends on PCI\n depends on A || B\n"
      " visible if EXPERT\nconfig X\n bool\nendmenu\ncomment \"c\"\n"
      " depends on Z\nconfig Y\nendif\nconfig Z\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "6: config X bool\n     inside NET && PCI && (A || B)\n"
            "     visible if EXPERT\n11: config Y unknown\n     inside NET\n"
            "13: config Z unknown\n");
}

TEST(KconfigParser, ChoiceKnowsItsMembers) {
  Reading r = ReadText(
      "choice\n prompt \"HZ\" if EXPERT\n default HZ_250\n depends on TIMER\n"
      " help\n  Text.\nconfig HZ_100\n bool \"100\"\nif FAST\n"
      "config HZ_250\n bool \"250\"\nendif\nendchoice\n"
      "choice NAMED\n tristate \"t\"\n optional\nconfig M\n tristate \"m\"\n"
      "endchoice\nconfig OUT\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "1: choice bool\n2:   prompt \"HZ\" if EXPERT\n"
            "3:   default HZ_250\n4:   depends on TIMER\n"
            "14: choice NAMED tristate optional\n15:   prompt \"t\"\n"
            "7: config HZ_100 bool choice=0\n     inside TIMER\n"
            "8:   prompt \"100\"\n"
            "10: config HZ_250 bool choice=0\n     inside TIMER && FAST\n"
            "11:   prompt \"250\"\n"
            "17: config M tristate choice=1\n18:   prompt \"m\"\n"
            "20: config OUT unknown\n");
}

TEST(KconfigParser, NewAndOldKeywords) {
  Reading r = ReadText(
      "mainmenu \"Linux/$(ARCH)\"\nconfig MODULES\n bool\n modules\n"
      "config OLD\n boolean\n transitional\nconfig M\n option modules\n"
      "config E\n string\n option env=\"ARCH\"\nconfig N\n"
      " option allnoconfig_y\n---help---\n  Text.\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "2: config MODULES bool modules\n5: config OLD bool transitional\n"
            "8: config M unknown modules\n10: config E string env=ARCH\n"
            "13: config N unknown allnoconfig_y\n     help \"  Text.\"\n");
}

TEST(KconfigParser, ConditionalDependencyIsOffWhenItsConditionIsNo) {
  Reading r = ReadText(
      "if Q\nmenu \"m\"\n depends on X if Y || !Z\nconfig A\n"
      " depends on B if C = y\nendmenu\nendif\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "4: config A unknown\n     inside Q && (X || Y = n && !(Z = n))\n"
            "5:   depends on B if C = y\n");
}

TEST(KconfigParser, HelpEndsWithItsIndentation) {
  Reading r = ReadText(
      "config A\n\thelp\n\t  First\n\n\t    config B\n\t  last\n\tbool\n"
      "config C\n\thelp\n\n\t text\n\nconfig D\n\thelp\n\nconfig E\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "1: config A bool\n"
            "     help \"\t  First\n\n\t    config B\n\t  last\"\n"
            "8: config C unknown\n     help \"\n\t text\"\n"
            "13: config D unknown\n16: config E unknown\n");
}

TEST(KconfigParser, HelpMixesTabsAndBlanks) {
  Reading r = ReadText("config A\n help\n\ttext\n        more\n    bool\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree, "1: config A bool\n     help \"\ttext\n        more\"\n");
}

TEST(KconfigParser, VariablesAreExpandedAndProgramsAreNot) {
  Reading r = ReadText(
      "comma := ,\nempty :=\nname = $(later)\nlater := FOO\nlater += BAR\n"
      "cc-option = $(shell,$(CC) $(1) && echo y)\nver := $(shell,x)\n"
      "$(error-if,$(failure,x),no compiler)\n"
      "config A\n bool \"64-bit\" if \"$(ARCH)\" = \"x86\"\n"
      " depends on $(cc-option,-Wa$(comma)--x) || $(name)\n"
      " default $(empty)y\n default $(ver)\n default \"$(ver)x\"\n"
      " default \"$5 \\$(ARCH)\"\n");
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "9: config A bool\n10:   prompt \"64-bit\" if \"x86_64\" = "
            "\"x86\"\n11:   depends on $(cc-option,-Wa$(comma)--x) || FOO BAR\n"
            "12:   default y\n13:   default $(ver)\n14:   default $(ver)x\n"
            "15:   default \"$5 $(ARCH)\"\n");
}

TEST(KconfigParser, VariablesThatFeedOnThemselvesAreNotKnown) {
  std::string text = "a = $(a)\nb0 := xxxxxxxxxxxxxxxx\nc0 = \n";
  for (int i = 0; i < 60; ++i) {
    std::string n = std::to_string(i);
    std::string next = std::to_string(i + 1);
    text += "b" + next + " := $(b" + n + ")$(b" + n + ")\n";
    text += "c" + next + " = $(c" + n + ")$(c" + n + ")\n";
  }
  text += "config A\n default $(a)\n default $(b60)\n default $(c60)\n";
  Reading r = ReadText(text);
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "124: config A unknown\n125:   default $(a)\n"
            "126:   default $(b60)\n127:   default $(c60)\n");
}

TEST(KconfigParser, SourcesAreReadWhereTheyStand) {
  Reading r = ReadFiles(
      {{"Kconfig",
        "if A\nsource \"arch/$(SRCARCH)/Kconfig\"\nendif\n"
        "source \"$(srctree)/net/Kconfig\"\nosource \"none/Kconfig\"\n"},
       {"arch/x86/Kconfig", "config X86\n"},
       {"net/Kconfig", "rsource \"*/Kconfig\"\norsource \"none\"\n"},
       {"net/b/Kconfig", "config NET_B\n"},
       {"net/a/Kconfig", "config NET_A\n"}},
      {{"SRCARCH", "x86"}, {"srctree", "/abs/src"}});
  EXPECT_EQ(r.diagnostics, "");
  EXPECT_EQ(r.tree,
            "1: config X86 unknown\n     inside A\n1: config NET_A unknown\n"
            "1: config NET_B unknown\n");
}

TEST(KconfigParser, SourcesThatCannotBeReadAreNamed) {
  Reading r =
      ReadFiles({{"Kconfig",
                  "source \"missing/Kconfig\"\nsource \"$(NOBODY)/Kconfig\"\n"
                  "source \"/etc/passwd\"\nsource \"../../etc/passwd\"\n"
                  "source \"no*/Kconfig\"\nsource\nconfig A\n"}});
  EXPECT_EQ(
      r.diagnostics,
      "Kconfig:1: error: cannot read the sourced file src/missing/Kconfig: No "
      "such file or directory\n"
      "Kconfig:2: error: the value of a variable in '$(NOBODY)/Kconfig' is not "
      "known, so the file is not read\n"
      "Kconfig:3: error: /etc/passwd: lies outside the source tree and is not "
      "read\n"
      "Kconfig:4: error: ../../etc/passwd: lies outside the source tree and is "
      "not read\n"
      "Kconfig:5: error: no*/Kconfig: matches no file\n"
      "Kconfig:6: error: expected the name of a file in quotes\n");
  EXPECT_EQ(r.tree, "7: config A unknown\n");
}

TEST(KconfigParser, FilesThatSourceThemselvesAreCutShort) {
  Reading r = ReadFiles({{"Kconfig", "source \"a\"\nconfig A\n"},
                         {"a", "source \"b\"\n"},
                         {"b", "source \"Kconfig\"\nsource \"b\"\n"}});
  EXPECT_EQ(r.diagnostics,
            "b:1: error: Kconfig: sources itself through a through b\n"
            "b:2: error: b: sources itself\n");
  EXPECT_EQ(r.tree, "2: config A unknown\n");
}

TEST(KconfigParser, FilesThatMultiplyAreCutShort) {
  std::map<std::string, std::string> texts;
  for (int i = 0; i < 40; ++i) {
    std::string next = std::to_string(i + 1);
    texts[i == 0 ? "Kconfig" : std::to_string(i)] =
        "source \"" + next + "\"\nsource \"" + next + "\"\n";
  }
  texts["40"] = "config A\n";
  Reading r = ReadFiles(texts);
  EXPECT_NE(r.diagnostics.find("the tree sources too many files"),
            std::string::npos);
}

TEST(KconfigParser, BlocksEndInTheirOwnFile) {
  Reading r = ReadFiles({{"Kconfig",
                          "if A\nsource \"b\"\nconfig IN_A\nendif\nendmenu\n"
                          "menu \"x\"\nif C\nendmenu\nconfig OUT\n"},
                         {"b", "endif\nif B\nconfig IN_B\n"}});
  EXPECT_EQ(r.diagnostics,
            "Kconfig:5: error: 'endmenu' without 'menu' in this file\n"
            "Kconfig:7: error: 'if' has no matching 'endif'\n"
            "b:1: error: 'endif' without 'if' in this file\n"
            "b:2: error: 'if' has no matching 'endif'\n");
  EXPECT_EQ(r.tree,
            "3: config IN_B unknown\n     inside A && B\n"
            "3: config IN_A unknown\n     inside A\n9: config OUT unknown\n");
}

TEST(KconfigParser, BadLinesAreNamedAndTheRestGoesOn) {
  Reading r = ReadText(
      "bool\nfrobnicate A\nconfig\n bool\nconfig A\n bool \"x\n tristate\n"
      " range 1\n select \"B\"\n bool y\n @ default y\n default $(x\n"
      "\"string\"\n");
  EXPECT_EQ(
      r.diagnostics,
      "Kconfig:1: error: this line says nothing about the entry above it\n"
      "Kconfig:2: error: unknown statement 'frobnicate'\n"
      "Kconfig:3: error: expected the name of an option before the end of the "
      "line\n"
      "Kconfig:6: warning: the string has no closing quote on its line\n"
      "Kconfig:7: warning: the option has another type already, which stays\n"
      "Kconfig:8: error: expected a symbol or constant before the end of the "
      "line\n"
      "Kconfig:9: error: expected the name of an option before 'B'\n"
      "Kconfig:10: error: expected a prompt in quotes before 'y'\n"
      "Kconfig:11: warning: unsupported character '@' is ignored\n"
      "Kconfig:12: warning: '$(' has no closing parenthesis\n"
      "Kconfig:13: error: unknown statement 'string'\n");
  EXPECT_EQ(r.tree,
            "5: config A bool\n6:   prompt \"x\"\n11:   default y\n"
            "12:   default $(x\n");
}

TEST(KconfigParser, AChoiceWithoutMembersIsNamed) {
  Reading r = ReadText(
      "choice\n prompt \"empty\"\nif A\ncomment \"c\"\nendif\nendchoice\n"
      "choice\n prompt \"one\"\nif A\nconfig B\n bool \"b\"\nendif\n"
      "endchoice\n");
  EXPECT_EQ(r.diagnostics,
            "Kconfig:1: warning: nothing to choose: this choice has no "
            "members\n");
}

TEST(KconfigParser, ATransitionalOptionHasNothingButItsType) {
  Reading r = ReadText(
      "config OLD\n bool\n transitional\n help\n  moved\n"
      "config ASKED\n bool \"asked\"\n transitional\n"
      "if A\nconfig INSIDE\n bool\n transitional\nendif\n");
  EXPECT_EQ(r.diagnostics,
            "Kconfig:6: error: a transitional option has a type and a help "
            "text, and nothing else\n"
            "Kconfig:10: error: a transitional option has a type and a help "
            "text, and nothing else\n");
}

TEST(KconfigParser, NestingIsBounded) {
  for (std::string deep :
       {Repeat("(", 100000) + "A" + Repeat(")", 100000),
        Repeat("!", 100000) + "A", Repeat("!(", 50000) + "A"}) {
    Reading r = ReadText("config A\n depends on " + deep + "\nconfig B\n");
    EXPECT_EQ(r.diagnostics,
              "Kconfig:2: error: the expression is nested more than 200 "
              "deep\n");
    EXPECT_EQ(r.definitions, 2u);
  }
}

TEST(KconfigParser, LengthIsNotNesting) {
  Reading chain =
      ReadText("config A\n depends on A" + Repeat(" && A", 100000) + "\n");
  EXPECT_EQ(chain.diagnostics, "");
  Reading lines = ReadText("menu \"m\"\n" + Repeat(" depends on A\n", 100000) +
                           "config A\nendmenu\n");
  EXPECT_EQ(lines.diagnostics, "");
  EXPECT_EQ(lines.definitions, 1u);
}

TEST(KconfigParser, DeepBlocksHaveUnknownConditions) {
  Reading r =
      ReadText(Repeat("if A\n", 5000) + "config B\n" + Repeat("endif\n", 5000));
  EXPECT_NE(r.diagnostics.find("Kconfig:201: error: too many blocks inside "
                               "each other"),
            std::string::npos);
  EXPECT_NE(r.tree.find("nested too deep"), std::string::npos);
}

TEST(KconfigParser, AnyByteIsRead) {
  Reading r = ReadText(std::string("config A\r\n bool\r\n \0\xff\x01\n", 22));
  EXPECT_EQ(r.tree, "1: config A bool\n");
  EXPECT_NE(r.diagnostics.find("Kconfig:3: warning: unsupported character"),
            std::string::npos);
}

TEST(KconfigTree, OptionsAreFoundByName) {
  MemoryFileSystem files;
  files.Write("Kconfig",
              "config A\n bool\n select B if C\nconfig A\n depends on D\n"
              " imply B\nconfig B\n");
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = ReadKconfig(files, ".", {}, sources, sink);
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->DefinitionsOf("A").size(), 2u);
  EXPECT_EQ(tree->TypeOf("A"), OptionType::kBool);
  EXPECT_TRUE(tree->DefinitionsOf("NONE").empty());
  auto selectors = tree->SelectorsOf("B");
  ASSERT_EQ(selectors.size(), 2u);
  EXPECT_EQ(selectors[0].by, "A");
  EXPECT_EQ(ToText(selectors[0].condition), "C");
  EXPECT_EQ(sources.Format(selectors[0].where), "Kconfig:3");
  EXPECT_FALSE(selectors[0].imply);
  EXPECT_EQ(ToText(selectors[1].dependency), "D");
  EXPECT_TRUE(selectors[1].imply);
}

TEST(KconfigTree, NoKconfigIsAnError) {
  MemoryFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = ReadKconfig(files, "src", {}, sources, sink);
  ASSERT_FALSE(tree.ok());
  EXPECT_NE(tree.error().message.find("src/Kconfig"), std::string::npos);
}

}  // namespace
}  // namespace kplace::kconfig
