// Values of options.  tests/kernel/kconfig_values_test.sh has a kernel's own
// conf judge whole configurations; here is one rule at a time.

#include <gtest/gtest.h>

#include <optional>

#include "kbuildparse/kconfig/macro_facts.h"
#include "kbuildparse/kconfig/make_target.h"
#include "kbuildparse/kconfig/value_warnings.h"
#include "kbuildparse/kconfig/values.h"
#include "kbuildparse/kconfig/write_config.h"

namespace kplace::kconfig {
namespace {

class KconfigValues : public ::testing::Test {
 protected:
  /// Below the header, what conf would write of `config`, with the answers that
  /// `facts`, a .config as well, shows.
  std::string Resolve(const std::string& kconfig, const std::string& config,
                      const std::string& facts = "") {
    files_.Write("/src/Kconfig", "mainmenu \"test\"\n" + kconfig);
    files_.Write("/config", config);
    files_.Write("/facts", facts);
    sources_.emplace();
    auto tree = ReadKconfig(files_, "/src", {}, *sources_, sink_);
    if (!tree) return tree.error().message;
    SymbolTable symbols(*tree, dialect_);
    auto given = ReadConfiguration(files_, "/config", *sources_, sink_);
    auto shown = ReadConfiguration(files_, "/facts", *sources_, sink_);
    MacroFacts found;
    if (!facts.empty()) found = FindMacroFacts(symbols, *shown);
    auto user = ReadUserValues(symbols, *given, warnings_);
    AskForAll(symbols, target_, user);
    Values values(symbols, user, found.answers);
    std::string text = WriteConfig(symbols, values);
    told_.clear();
    for (const auto& unmet : FindUnmetDependencies(symbols, values)) {
      told_ += std::string(symbols[unmet.symbol].name) + " depends on " +
               unmet.depends_on;
      for (const auto& select : unmet.selected_by) told_ += "; " + select;
      told_ += '\n';
    }
    for (const auto& lost : FindLostSettings(symbols, *given, user, values)) {
      told_ += std::string(symbols[lost.symbol].name) + " " + lost.asked +
               " is " + lost.got + ": " + lost.why + '\n';
    }
    open_.clear();
    for (SymbolNo number = 0; number < symbols.size(); ++number) {
      if (symbols[number].kind != Symbol::Kind::kOption) continue;
      if (values.IsOpen(number))
        open_ += std::string(symbols[number].name) + ' ';
    }
    return text.substr(text.find("test\n#\n") + 7);
  }

  Dialect dialect_;
  MakeTarget target_ = MakeTarget::kOldDefConfig;
  std::string told_;  ///< unmet dependencies, then settings that are lost
  MemoryFileSystem files_;
  std::optional<SourceFiles> sources_;  ///< of the last Resolve()
  DiagnosticSink sink_;
  DiagnosticSink warnings_;
  std::string open_;  ///< options that rest on a macro without an answer
};

constexpr char kModules[] =
    "config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n";

TEST_F(KconfigValues, AVisibleOptionHasWhatTheUserWants) {
  EXPECT_EQ(Resolve("config A\n\tbool \"a\"\n\tdefault y\n"
                    "config B\n\tbool \"b\"\n\tdepends on A\n",
                    "# CONFIG_A is not set\nCONFIG_B=y\n"),
            "# CONFIG_A is not set\n");
  EXPECT_EQ(Resolve("config A\n\tbool \"a\"\n\tdefault y\n", ""),
            "CONFIG_A=y\n");
}

TEST_F(KconfigValues, AnInvisibleOptionHasItsFirstDefaultThatHolds) {
  EXPECT_EQ(Resolve("config A\n\tdef_bool n\n"
                    "config B\n\tbool\n\tdefault y if A\n\tdefault y\n"
                    "config C\n\tbool\n\tdefault y if A\n",
                    "CONFIG_C=y\n"),
            "CONFIG_B=y\n");
}

TEST_F(KconfigValues, SelectRaisesAndABoolRoundsUp) {
  EXPECT_EQ(
      Resolve(std::string(kModules) + "config DRIVER\n\ttristate \"driver\"\n"
                                      "\tselect CORE\n\tselect FLAG\n"
                                      "config CORE\n\ttristate\n"
                                      "config FLAG\n\tbool\n",
              "CONFIG_DRIVER=m\n"),
      "CONFIG_MODULES=y\nCONFIG_DRIVER=m\nCONFIG_CORE=m\nCONFIG_FLAG=y\n");
}

TEST_F(KconfigValues, WithoutModulesNothingIsM) {
  EXPECT_EQ(Resolve(std::string(kModules) +
                        "config DRIVER\n\ttristate \"driver\"\n"
                        "config OTHER\n\ttristate \"other\"\n\tdepends on m\n",
                    "# CONFIG_MODULES is not set\nCONFIG_DRIVER=m\n"),
            "# CONFIG_MODULES is not set\nCONFIG_DRIVER=y\n");
}

TEST_F(KconfigValues, ADependencyLimitsTheUserAndNotASelect) {
  EXPECT_EQ(
      Resolve(std::string(kModules) +
                  "config BUS\n\ttristate \"bus\"\n"
                  "config DRIVER\n\ttristate \"driver\"\n\tdepends on BUS\n"
                  "config FORCE\n\tbool \"force\"\n\tselect DRIVER\n",
              "CONFIG_BUS=m\nCONFIG_DRIVER=y\n"),
      "CONFIG_MODULES=y\nCONFIG_BUS=m\nCONFIG_DRIVER=m\n"
      "# CONFIG_FORCE is not set\n");
  EXPECT_EQ(
      Resolve(std::string(kModules) +
                  "config BUS\n\ttristate \"bus\"\n"
                  "config DRIVER\n\ttristate \"driver\"\n\tdepends on BUS\n"
                  "config FORCE\n\tbool \"force\"\n\tselect DRIVER\n",
              "CONFIG_BUS=m\nCONFIG_FORCE=y\n"),
      "CONFIG_MODULES=y\nCONFIG_BUS=m\nCONFIG_DRIVER=y\nCONFIG_FORCE=y\n");
}

// powerpc has `config 8260`.
TEST_F(KconfigValues, ANumberIsAnOptionIfThereIsOneOfThatName) {
  EXPECT_EQ(Resolve("config 8260\n\tbool \"board\"\n"
                    "config A\n\tdef_bool 8260\n"
                    "config B\n\tdef_bool 8272\n"
                    "config C\n\tdef_bool 100 > 50\n",
                    "CONFIG_8260=y\n"),
            "CONFIG_8260=y\nCONFIG_A=y\nCONFIG_C=y\n");
}

TEST_F(KconfigValues, AnUnmetDependencyIsToldWithTheValuesOfWhatHasOne) {
  Resolve(
      std::string(kModules) +
          "config 8260\n\tbool \"board\"\n"
          "config A\n\ttristate \"a\"\n\tdepends on m && 8260 && 100 > 50 &&"
          " (UNDEFINED || UNDEFINED != \"text\")\n"
          "config B\n\tbool \"b\"\n\tselect A\n",
      "CONFIG_B=y\n");
  EXPECT_EQ(told_,
            "A depends on m [=m] && MODULES [=y] && 8260 [=n] && 100>50 && "
            "(UNDEFINED || UNDEFINED!=text); B [=y]\n");
}

TEST_F(KconfigValues, ATransitionalOptionHandsDownWhatAnOldConfigurationSays) {
  const std::string tree = std::string(kModules) +
                           "config NEW\n\ttristate \"new\"\n\tdefault OLD\n"
                           "config OLD\n\ttristate\n\ttransitional\n"
                           "config NEW_NR\n\tint \"number\"\n\tdefault OLD_NR\n"
                           "config OLD_NR\n\tint\n\ttransitional\n"
                           "config DRIVER\n\tbool \"driver\"\n\tselect OLD\n";
  EXPECT_EQ(Resolve(tree, "CONFIG_OLD=m\nCONFIG_OLD_NR=42\n"),
            "CONFIG_MODULES=y\nCONFIG_NEW=m\nCONFIG_NEW_NR=42\n"
            "# CONFIG_DRIVER is not set\n");
  EXPECT_EQ(told_, "");
  EXPECT_EQ(
      Resolve(tree, "CONFIG_NEW=y\nCONFIG_OLD=m\nCONFIG_DRIVER=y\n"),
      "CONFIG_MODULES=y\nCONFIG_NEW=y\nCONFIG_NEW_NR=0\nCONFIG_DRIVER=y\n");
}

TEST_F(KconfigValues, ImplyIsAWishThatTheUserMayDeny) {
  const std::string tree =
      "config A\n\tbool \"a\"\n\timply B\n"
      "config B\n\tbool \"b\"\n"
      "config C\n\tbool \"c\"\n\tdepends on D\n"
      "config D\n\tbool\n";
  EXPECT_EQ(Resolve(tree, "CONFIG_A=y\n"), "CONFIG_A=y\nCONFIG_B=y\n");
  EXPECT_EQ(Resolve(tree, "CONFIG_A=y\n# CONFIG_B is not set\n"),
            "CONFIG_A=y\n# CONFIG_B is not set\n");
}

TEST_F(KconfigValues, OfAChoiceTheLastWordWins) {
  const std::string tree =
      "choice\n\tprompt \"one\"\n\tdefault B\n"
      "config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\nconfig C\n\tbool \"c\"\n"
      "endchoice\n";
  EXPECT_EQ(Resolve(tree, ""),
            "# CONFIG_A is not set\nCONFIG_B=y\n# CONFIG_C is not set\n");
  EXPECT_EQ(Resolve(tree, "CONFIG_C=y\nCONFIG_A=y\n"),
            "CONFIG_A=y\n# CONFIG_B is not set\n# CONFIG_C is not set\n");
  EXPECT_EQ(Resolve(tree, "# CONFIG_B is not set\n"),
            "CONFIG_A=y\n# CONFIG_B is not set\n# CONFIG_C is not set\n");
}

TEST_F(KconfigValues, NumbersStayInTheirRange) {
  const std::string tree =
      "config LOW\n\tint\n\tdefault 3\n"
      "config A\n\tint \"a\"\n\trange LOW 10\n\tdefault 5\n"
      "config H\n\thex \"h\"\n\tdefault 0x10\n";
  EXPECT_EQ(Resolve(tree, ""), "CONFIG_LOW=3\nCONFIG_A=5\nCONFIG_H=0x10\n");
  EXPECT_EQ(Resolve(tree, "CONFIG_A=1\nCONFIG_H=0xg\n"),
            "CONFIG_LOW=3\nCONFIG_A=3\nCONFIG_H=0x10\n");
  EXPECT_EQ(Resolve(tree, "CONFIG_A=11\n"),
            "CONFIG_LOW=3\nCONFIG_A=10\nCONFIG_H=0x10\n");
}

TEST_F(KconfigValues, ComparisonsAreOfNumbersWhereBothAre) {
  EXPECT_EQ(Resolve("config V\n\tint\n\tdefault 90\n"
                    "config A\n\tdef_bool V < 100\n"
                    "config S\n\tstring\n\tdefault \"90\"\n"
                    "config T\n\tstring\n\tdefault \"100\"\n"
                    "config B\n\tdef_bool S < T\n",
                    ""),
            "CONFIG_V=90\nCONFIG_A=y\nCONFIG_S=\"90\"\nCONFIG_T=\"100\"\n");
}

TEST_F(KconfigValues, TitlesStandAroundWhatIsVisible) {
  EXPECT_EQ(Resolve("menu \"first\"\nconfig A\n\tdef_bool y\nendmenu\n"
                    "config B\n\tdef_bool y\n"
                    "menu \"second\"\n\tdepends on C\nendmenu\n"
                    "comment \"said\"\n"
                    "config C\n\tbool \"c\"\n",
                    ""),
            "\n#\n# first\n#\nCONFIG_A=y\n# end of first\n\nCONFIG_B=y\n"
            "\n#\n# said\n#\n# CONFIG_C is not set\n");
}

TEST_F(KconfigValues, AnswersOfMacrosAreReadOffAConfiguration) {
  const std::string tree =
      "config HAS_A\n\tdef_bool $(cc-option,-a)\n"
      "config B\n\tbool \"b\"\n\tdepends on $(cc-option,-b)\n"
      "config VERSION\n\tint\n\tdefault $(shell,version)\n"
      "config C\n\tbool \"c\"\n\tdepends on $(cc-option,-b) && VERSION > 9\n";
  EXPECT_EQ(Resolve(tree, "CONFIG_C=y\n",
                    "CONFIG_HAS_A=y\n# CONFIG_B is not set\nCONFIG_VERSION=12\n"
                    "# CONFIG_C is not set\n"),
            "CONFIG_HAS_A=y\n# CONFIG_B is not set\nCONFIG_VERSION=12\n"
            "CONFIG_C=y\n");
  EXPECT_EQ(open_, "");
  Resolve(tree, "");
  EXPECT_EQ(open_, "HAS_A B VERSION C ");
}

TEST_F(KconfigValues, WhatIsNoValueIsTold) {
  Resolve("config A\n\tbool \"a\"\n", "CONFIG_A=m\nCONFIG_Z=y\n");
  std::string told;
  for (const Diagnostic& warning : warnings_.Sorted(*sources_)) {
    told += FormatDiagnostic(warning, *sources_) + '\n';
  }
  EXPECT_EQ(told,
            "/config:1: warning: 'm' is no value of CONFIG_A\n"
            "/config:2: warning: CONFIG_Z is no option of this tree\n");
}

TEST_F(KconfigValues, TargetsAskForAllThatNobodySpokeOf) {
  const std::string kconfig = std::string(kModules) +
                              "config DRIVER\n\ttristate \"driver\"\n"
                              "config FLAG\n\tbool \"flag\"\n\tdefault y\n"
                              "config HIDDEN\n\tbool\n";
  target_ = MakeTarget::kAllYesConfig;
  EXPECT_EQ(Resolve(kconfig, "# CONFIG_FLAG is not set\n"),
            "CONFIG_MODULES=y\nCONFIG_DRIVER=y\n# CONFIG_FLAG is not set\n");
  target_ = MakeTarget::kAllModConfig;
  EXPECT_EQ(Resolve(kconfig, ""),
            "CONFIG_MODULES=y\nCONFIG_DRIVER=m\nCONFIG_FLAG=y\n");
  target_ = MakeTarget::kAllNoConfig;
  EXPECT_EQ(Resolve(kconfig, ""),
            "# CONFIG_MODULES is not set\n# CONFIG_DRIVER is not set\n"
            "# CONFIG_FLAG is not set\n");
  target_ = MakeTarget::kAllDefConfig;
  EXPECT_EQ(Resolve(kconfig, ""),
            "CONFIG_MODULES=y\n# CONFIG_DRIVER is not set\nCONFIG_FLAG=y\n");
}

TEST_F(KconfigValues, UnmetDependenciesAreTold) {
  Resolve(
      "config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n"
      "config CORE\n\tbool \"core\"\n\tdepends on A && (B || A)\n"
      "config DRIVER\n\tbool \"driver\"\n\tselect CORE\n"
      "config OTHER\n\tbool \"other\"\n\tselect CORE if B\n",
      "CONFIG_B=y\nCONFIG_DRIVER=y\nCONFIG_OTHER=y\n");
  EXPECT_EQ(told_,
            "CORE depends on A [=n] && (B [=y] || A [=n]); DRIVER [=y]; "
            "OTHER [=y] && B [=y]\n");
}

TEST_F(KconfigValues, SettingsThatAreLostAreTold) {
  Resolve(std::string(kModules) +
              "config A\n\tbool \"a\"\n"
              "config B\n\ttristate \"b\"\n\tdepends on A\n"
              "config C\n\tbool\n"
              "config D\n\ttristate \"d\"\n"
              "config E\n\ttristate \"e\"\n\tselect D\n"
              "config F\n\ttristate \"f\"\n\tdepends on D2\n"
              "config D2\n\tdef_tristate m\n",
          "CONFIG_B=m\nCONFIG_C=y\n# CONFIG_D is not set\nCONFIG_E=y\n"
          "CONFIG_F=y\n");
  EXPECT_EQ(told_,
            "B m is n: it cannot be set: A [=n]\n"
            "C y is n: it has no prompt\n"
            "D n is y: it is selected\n"
            "F y is m: its dependencies allow no more: D2 [=m]\n");
}

constexpr char kTristateChoice[] =
    "choice\n\tprompt \"which\"\n"
    "config ONE\n\ttristate \"one\"\n"
    "config TWO\n\ttristate \"two\"\n"
    "endchoice\n";

TEST_F(KconfigValues, OlderChoicesHaveAValue) {
  dialect_.choice_has_value = true;
  const std::string kconfig = std::string(kModules) + kTristateChoice;
  EXPECT_EQ(Resolve(kconfig, "CONFIG_ONE=m\nCONFIG_TWO=m\n"),
            "CONFIG_MODULES=y\nCONFIG_ONE=m\nCONFIG_TWO=m\n");
  EXPECT_EQ(Resolve(kconfig, "CONFIG_TWO=y\n"),
            "CONFIG_MODULES=y\n# CONFIG_ONE is not set\nCONFIG_TWO=y\n");
}

TEST_F(KconfigValues, OlderChoicesStandForWhatIsAroundThem) {
  const std::string kconfig = std::string(kModules) +
                              "config DRIVER\n\ttristate \"driver\"\n"
                              "config ROLE\n\ttristate\n"
                              "if DRIVER\nchoice\n\tbool \"which\"\n"
                              "config ONE\n\tbool \"one\"\n\tselect ROLE\n"
                              "endchoice\nendif\n";
  EXPECT_EQ(Resolve(kconfig, "CONFIG_DRIVER=m\n"),
            "CONFIG_MODULES=y\nCONFIG_DRIVER=m\nCONFIG_ROLE=m\nCONFIG_ONE=y\n");
  dialect_.choice_has_value = true;
  EXPECT_EQ(Resolve(kconfig, "CONFIG_DRIVER=m\n"),
            "CONFIG_MODULES=y\nCONFIG_DRIVER=m\nCONFIG_ROLE=y\nCONFIG_ONE=y\n");
}

TEST_F(KconfigValues, OlderNumbersMayBeEmpty) {
  const std::string kconfig = "config A\n\tint \"a\"\n";
  EXPECT_EQ(Resolve(kconfig, ""), "CONFIG_A=0\n");
  dialect_.empty_numbers = true;
  EXPECT_EQ(Resolve(kconfig, ""), "CONFIG_A=\n");
}

TEST_F(KconfigValues, OlderNumbersOutOfRangeAreDropped) {
  const std::string kconfig =
      "config A\n\tint \"a\"\n\trange 1 9\n\tdefault 5\n"
      "config B\n\tdef_bool A = 9\n";
  EXPECT_EQ(Resolve(kconfig, "CONFIG_A=12\n"), "CONFIG_A=9\nCONFIG_B=y\n");
  dialect_.drops_out_of_range = true;
  // B has been computed already.
  EXPECT_EQ(Resolve(kconfig, "CONFIG_A=12\n"), "CONFIG_A=5\nCONFIG_B=y\n");
}

}  // namespace
}  // namespace kplace::kconfig
