// Witnesses in which guards are open.

#include "analyzer/scan/open_guards.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/search/witness.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace {
namespace {

Guards Shut(std::set<std::string> openers) {
  Guards guards;
  guards.all = true;
  guards.openers = std::move(openers);
  return guards;
}

/// A guard of the code: shut while the option is n.
struct Guard {
  const char* option;
  std::set<std::string> openers;
};

/// Code of USER=y that stands behind `nested`, one in the other.  What is set
/// so that it is compiled; "" where it is not.
std::string Past(const std::vector<Guard>& nested) {
  MemoryFileSystem files;
  files.Write("/src/Kconfig",
              "config MODULES\n\tdef_bool y\n\tmodules\n"
              "config USER\n\tbool \"user\"\n"
              "config EXTRA\n\ttristate \"extra\"\n"
              "config MORE\n\tbool \"more\"\n"
              "config NEVER\n\tbool \"never\"\n\tdepends on !USER\n");
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = kconfig::ReadKconfig(files, "/src", {}, sources, sink);
  kconfig::SymbolTable symbols(*tree);
  kconfig::MacroAnswers macros;
  kconfig::UserValues base;
  base.resize(symbols.size());
  ConditionStore conditions;
  ScanQuestion question;
  question.violated = question.maybe_violated =
      conditions.Atom("CONFIG_USER", OptionValue::kYes);
  const std::vector<ScanQuestion> questions = {question};
  const ScanInput scan{conditions, symbols, macros, base, 1};
  std::vector<SearchResult> answers = Answers(questions, scan);
  auto read = [&](size_t, const SearchResult& found) {
    Witness witness(symbols, macros, found);
    EXPECT_EQ(witness.ValueOf("CONFIG_USER"), "y");
    for (const Guard& guard : nested) {
      if (witness.ValueOf(guard.option) == "n") return Shut(guard.openers);
    }
    Guards open;
    open.open = "user.c:1";
    return open;
  };
  std::vector<Guards> guards = {read(0, answers[0])};
  LookPastGuards({questions, scan, read}, answers, guards);
  EXPECT_EQ(guards[0].all, guards[0].open.empty());
  return guards[0].all ? "" : FragmentOf(answers[0].change);
}

TEST(OpenGuards, OneOfThemIsEnough) {
  EXPECT_EQ(Past({{"EXTRA", {"(((", "(EXTRA != n)", "(NEVER = y)"}}}),
            "CONFIG_USER=y\nCONFIG_EXTRA=m\n");
}

TEST(OpenGuards, OneBehindTheOther) {
  EXPECT_EQ(Past({{"EXTRA", {"(EXTRA != n)"}}, {"MORE", {"(MORE = y)"}}}),
            "CONFIG_USER=y\nCONFIG_EXTRA=m\nCONFIG_MORE=y\n");
}

TEST(OpenGuards, WhatKconfigRulesOutStaysShut) {
  EXPECT_EQ(Past({{"NEVER", {"(NEVER = y)", "(NOWHERE = y)"}}}), "");
  EXPECT_EQ(Past({{"EXTRA", {"(EXTRA = y)"}}, {"NEVER", {"(NEVER = y)"}}}), "");
}

TEST(OpenGuards, WhatDoesNotHangOnOptionsStaysShut) {
  EXPECT_EQ(Past({{"EXTRA", {}}}), "");
}

}  // namespace
}  // namespace kplace
