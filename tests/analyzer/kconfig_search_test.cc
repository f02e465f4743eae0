// All configurations at once.  tests/kernel/kconfig_small_test.sh and
// kconfig_model_test.sh have conf judge the model; here is one rule at a time,
// and what is said of it.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/search/configuration_search.h"
#include "analyzer/search/reasons.h"
#include "analyzer/search/sampler.h"
#include "analyzer/search/smallest_change.h"
#include "kbuildparse/kconfig/condition_text.h"

namespace kplace {
namespace {

using kconfig::OptionType;
using kconfig::Symbol;
using kconfig::SymbolNo;

class KconfigSearch : public ::testing::Test {
 protected:
  void Read(const std::string& kconfig, const std::string& base = "") {
    files_.Write("/src/Kconfig", kconfig);
    files_.Write("/base", base);
    auto tree = kconfig::ReadKconfig(files_, "/src", {}, sources_, sink_);
    ASSERT_TRUE(tree) << tree.error().message;
    tree_ = std::move(*tree);
    symbols_.emplace(*tree_, dialect_);
    auto config = ReadConfiguration(files_, "/base", sources_, sink_);
    user_ = ReadUserValues(*symbols_, *config, sink_);
  }

  std::vector<kconfig::FormulaNo> Conditions(
      const std::vector<std::string>& texts) {
    std::vector<kconfig::FormulaNo> conditions;
    for (const std::string& text : texts) {
      auto condition = kconfig::ReadCondition(text, *symbols_);
      EXPECT_TRUE(condition) << condition.error().message;
      conditions.push_back(*condition);
    }
    user_.resize(symbols_->size());
    return conditions;
  }

  kconfig::ModelInputs Inputs() { return {*symbols_, macros_, user_}; }

  /// Every configuration, one a line: "A=y B=m".
  std::vector<std::string> All(const std::string& kconfig) {
    Read(kconfig);
    Sampler sampler(Inputs(), 1);
    std::vector<std::string> all;
    while (true) {
      Sample sample = sampler.Next();
      if (sample.answer == Answer::kNo) break;
      EXPECT_EQ(sample.doubt, "");
      if (sample.answer != Answer::kYes) break;
      all.push_back(Shown(sample.user));
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  std::string Shown(const kconfig::UserValues& user) {
    kconfig::Values values(*symbols_, user, macros_);
    std::string text;
    for (SymbolNo number = 0; number < symbols_->size(); ++number) {
      const Symbol& symbol = (*symbols_)[number];
      if (symbol.kind != Symbol::Kind::kOption) continue;
      if (symbol.type == OptionType::kUnknown) continue;
      std::string value = values.TextOf(number);
      if (value == "n") continue;
      text +=
          (text.empty() ? "" : " ") + std::string(symbol.name) + "=" + value;
    }
    return text;
  }

  /// The lines of the change, or "no: " and the reasons, or "unknown: ".
  std::string Solve(const std::vector<std::string>& texts) {
    auto conditions = Conditions(texts);
    SearchResult result = ConfigurationSearch(Inputs()).Find(conditions);
    std::string text;
    switch (result.answer) {
      case Answer::kYes:
        for (const ConfigLine& line : result.change) text += line.text + '\n';
        return text;
      case Answer::kNo:
        return "no\n" + Shown(FindReasons(Inputs(), conditions));
      case Answer::kUnknown:
        return "unknown: " + result.doubt;
    }
    return text;
  }

  std::string Shown(const std::optional<std::vector<KconfigReason>>& reasons) {
    if (!reasons) return "it can be";
    std::string text;
    for (const KconfigReason& reason : *reasons) {
      text += reason.text;
      if (reason.where.valid()) text += "  " + sources_.Format(reason.where);
      text += '\n';
    }
    return text;
  }

  std::string WhyNot(const std::string& text) {
    return Shown(FindReasonsInBase(Inputs(), Conditions({text})));
  }

  using Lines = std::vector<std::string>;

  kconfig::Dialect dialect_;
  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  std::optional<kconfig::Tree> tree_;
  std::optional<kconfig::SymbolTable> symbols_;
  kconfig::UserValues user_;
  kconfig::MacroAnswers macros_;
};

constexpr char kModules[] = "config MODULES\n\tdef_bool y\n\tmodules\n";

TEST_F(KconfigSearch, WhatCanBeSeenHasAnyValueUpToItsVisibility) {
  EXPECT_EQ(All(std::string(kModules) +
                "config A\n\ttristate \"a\"\n"
                "config B\n\ttristate \"b\"\n\tdepends on A\n"),
            (Lines{"MODULES=y", "MODULES=y A=m", "MODULES=y A=m B=m",
                   "MODULES=y A=y", "MODULES=y A=y B=m", "MODULES=y A=y B=y"}));
}

TEST_F(KconfigSearch, WhatCannotBeSeenHasItsDefaultRaisedBySelects) {
  EXPECT_EQ(All(std::string(kModules) +
                "config A\n\ttristate \"a\"\n\tselect D\n\tselect B\n"
                "config B\n\tbool\n"
                "config C\n\ttristate\n\tdefault m if A = n\n"
                "config D\n\ttristate\n"),
            (Lines{"MODULES=y A=m B=y D=m", "MODULES=y A=y B=y D=y",
                   "MODULES=y C=m"}));
}

TEST_F(KconfigSearch, AnImplyMovesTheDefaultWithinTheDependencies) {
  EXPECT_EQ(All("config A\n\tbool \"a\"\n\timply B\n"
                "config B\n\tbool\n\tdepends on C\n"
                "config C\n\tbool \"c\"\n"),
            (Lines{"", "A=y", "A=y B=y C=y", "C=y"}));
}

TEST_F(KconfigSearch, WithoutModulesThereIsNoM) {
  EXPECT_EQ(All("config MODULES\n\tbool \"modules\"\n\tmodules\n"
                "config A\n\ttristate \"a\"\n\tdepends on m\n"
                "config B\n\ttristate\n\tdefault m\n"),
            (Lines{"B=y", "MODULES=y A=m B=m", "MODULES=y B=m"}));
}

TEST_F(KconfigSearch, OneMemberOfAChoiceIsYesIfItCanBeSeen) {
  EXPECT_EQ(All("config A\n\tbool \"a\"\n"
                "choice\n\tprompt \"c\"\n\tdepends on A\n"
                "config X\n\tbool \"x\"\n"
                "config Y\n\tbool \"y\"\n\tdepends on A\n"
                "endchoice\n"),
            (Lines{"", "A=y X=y", "A=y Y=y"}));
}

TEST_F(KconfigSearch, TheChoicesOfOlderTreesCanBeM) {
  dialect_.choice_has_value = true;
  EXPECT_EQ(All(std::string(kModules) + "choice\n\ttristate \"c\"\n"
                                        "config X\n\ttristate \"x\"\n"
                                        "config Y\n\ttristate \"y\"\n"
                                        "endchoice\n"),
            (Lines{"MODULES=y", "MODULES=y X=m", "MODULES=y X=m Y=m",
                   "MODULES=y X=y", "MODULES=y Y=m", "MODULES=y Y=y"}));
}

TEST_F(KconfigSearch, NumbersAreAsManyAsMakeADifference) {
  EXPECT_EQ(All("config N\n\tint \"n\"\n\trange 2 20\n\tdefault 4\n"
                "config BIG\n\tdef_bool N > 8\n"),
            (Lines{"N=2", "N=20 BIG=y", "N=4", "N=7", "N=8", "N=9 BIG=y"}));
}

TEST_F(KconfigSearch, TextsCompareAsTheyAreWritten) {
  EXPECT_EQ(All("config S\n\tstring \"s\"\n"
                "config SET\n\tdef_bool S != \"\"\n"),
            (Lines{"S=", "S=other SET=y"}));
}

TEST_F(KconfigSearch, TheChangeIsTheSmallest) {
  Read(std::string(kModules) +
           "config BUS\n\tbool \"bus\"\n"
           "config CORE\n\ttristate\n"
           "config CARD\n\ttristate \"card\"\n\tdepends on BUS\n\tselect CORE\n"
           "config OTHER\n\tbool \"other\"\n\tdepends on !BUS\n",
       "CONFIG_OTHER=y\n");
  EXPECT_EQ(Solve({"CORE=m"}), "CONFIG_BUS=y\nCONFIG_CARD=m\n");
  EXPECT_EQ(Solve({"CORE", "CARD=n"}),
            "no\nCORE has a value only by select by CARD  Kconfig:6\n");
  EXPECT_EQ(Solve({"OTHER"}), "");
}

TEST_F(KconfigSearch, AMemberOfAChoiceIsSetByItself) {
  Read(
      "choice\n\tprompt \"c\"\n"
      "config X\n\tbool \"x\"\n"
      "config Y\n\tbool \"y\"\n"
      "config Z\n\tbool \"z\"\n"
      "endchoice\n",
      "CONFIG_X=y\n");
  EXPECT_EQ(Solve({"Z"}), "CONFIG_Z=y\n");
  EXPECT_EQ(Solve({"X=n", "Y=n", "Z=n"}),
            "no\none member of a choice that can be seen is y, and no other  "
            "Kconfig:1\n");
}

TEST_F(KconfigSearch, ANoIsExplainedByLines) {
  Read(std::string(kModules) +
       "config USER\n\ttristate \"user\"\n\tdepends on CORE || !CORE\n"
       "config CORE\n\ttristate \"core\"\n"
       "config PART\n\tbool \"part\"\n\tdepends on CORE\n"
       "if PART\n"
       "config LEAF\n\tbool \"leaf\"\n"
       "endif\n");
  EXPECT_EQ(Solve({"USER=y", "CORE=m"}),
            "no\nUSER depends on CORE || !CORE  Kconfig:6\n");
  EXPECT_EQ(Solve({"LEAF", "CORE=n"}),
            "no\nPART depends on CORE  Kconfig:11\n"
            "LEAF is in a block that depends on PART  Kconfig:13\n");
  EXPECT_EQ(Solve({"PART=m"}),
            "no\nPART is a bool: it is never m  Kconfig:9\n");
}

TEST_F(KconfigSearch, CanBeAskedAgain) {
  Read("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on !A\n");
  auto both = Conditions({"A", "B"});
  ConfigurationSearch search(Inputs());
  EXPECT_EQ(search.Find(both).answer, Answer::kNo);
  for (kconfig::FormulaNo condition : both) {
    SearchResult result = search.Find({&condition, 1});
    EXPECT_EQ(result.answer, Answer::kYes);
    EXPECT_EQ(result.change.size(), 1u);
  }
}

TEST_F(KconfigSearch, WhatOneSearchCountsDoesNotBindTheNext) {
  Read(
      "config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\nconfig C\n\tbool "
      "\"c\"\n",
      "CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\n");
  auto conditions = Conditions({"!(A && B && C)", "!B || !C"});
  ConfigurationSearch search(Inputs());
  for (kconfig::FormulaNo condition : conditions) {
    EXPECT_EQ(search.IsPossible(condition), Answer::kYes);
    SearchResult result = search.Find({&condition, 1});
    EXPECT_EQ(result.answer, Answer::kYes);
    EXPECT_EQ(result.change.size(), 1u);
  }
}

TEST_F(KconfigSearch, WhyNotTellsOfSettings) {
  Read(
      "config BUS\n\tbool \"bus\"\n"
      "config CARD\n\tbool \"card\"\n\tdepends on BUS && POWER\n"
      "config POWER\n\tbool \"power\"\n"
      "config FREE\n\tbool \"free\"\n",
      "CONFIG_POWER=y\n# CONFIG_BUS is not set\n");
  EXPECT_EQ(WhyNot("CARD"),
            "CARD depends on BUS && POWER  Kconfig:5\n"
            "BUS is set to n (line 2 of the base)  Kconfig:1\n");
  EXPECT_EQ(WhyNot("FREE"), "it can be");
}

TEST_F(KconfigSearch, WhatOnlyAProgramCanTellIsUnknown) {
  Read(
      "config HAS\n\tdef_bool $(cc-option,-mfoo)\n"
      "config A\n\tbool \"a\"\n\tdepends on HAS\n");
  EXPECT_EQ(Solve({"A"}),
            "unknown: it would take another answer of $(cc-option,-mfoo)");
  EXPECT_EQ(Solve({"!A"}), "");
}

TEST_F(KconfigSearch, AConditionMustBeOne) {
  Read("config VFIO\n\tbool \"vfio\"\n");
  auto message = [this](const char* text) {
    auto read = kconfig::ReadCondition(text, *symbols_);
    return read ? "" : read.error().message;
  };
  EXPECT_EQ(message("CONFIG_VFIO=y && (VFIO || !VFIO)"), "");
  EXPECT_EQ(message("VFIOO"),
            "no Kconfig file of this architecture defines VFIOO; did you mean "
            "VFIO?");
  EXPECT_EQ(
      message("VFIO ="),
      "'VFIO =' is no condition: expected a symbol or constant before the "
      "end of the line");
  EXPECT_EQ(message("VFIO VFIO"),
            "'VFIO VFIO' is no condition: expected an operator before 'VFIO'");
  EXPECT_EQ(message(""),
            "'' is no condition: expected a symbol or constant before the end "
            "of the line");
}

TEST(SmallestChange, GivesUpAsFewWishesAsPossible) {
  Solver solver;
  solver.SkipVariables(6);
  // Any two of 1 to 4 exclude each other; 5 and 6 are free.
  for (int a = 1; a <= 4; ++a) {
    for (int b = a + 1; b <= 4; ++b) solver.Add(std::vector<Literal>{-a, -b});
  }
  std::vector<Literal> wishes = {1, 2, 3, 4, 5, 6};
  ASSERT_EQ(FindSmallestChange(solver, {}, wishes), Answer::kYes);
  EXPECT_EQ(std::count_if(wishes.begin(), wishes.end(),
                          [&](Literal wish) { return solver.Holds(wish); }),
            3);
  std::vector<Literal> both = {1, 2};
  EXPECT_EQ(FindSmallestChange(solver, both, wishes), Answer::kNo);
}

}  // namespace
}  // namespace kplace
