// Witnesses in which a guard is open.

#include "analyzer/scan/open_guards.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/search/witness.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace {
namespace {

/// The changes that open one of `openers` where USER=y.
std::vector<std::string> Past(std::set<std::string> openers) {
  MemoryFileSystem files;
  files.Write("/src/Kconfig",
              "config MODULES\n\tdef_bool y\n\tmodules\n"
              "config USER\n\tbool \"user\"\n"
              "config EXTRA\n\ttristate \"extra\"\n"
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
  Guards guards;
  guards.all = true;
  guards.openers = std::move(openers);
  auto found = WitnessesPastGuards({question}, {guards}, {0},
                                   {conditions, symbols, macros, base, 1});
  std::vector<std::string> changes;
  for (const SearchResult& result : found.at(0)) {
    changes.push_back(FragmentOf(result.change));
    // The table has grown since some of them were found.
    Witness witness(symbols, macros, result);
    EXPECT_EQ(witness.ValueOf("CONFIG_USER"), "y");
  }
  return changes;
}

TEST(OpenGuards, EachThatCanBeOpenedHasItsWitness) {
  EXPECT_EQ(Past({"(EXTRA != n)", "(EXTRA = y)", "(NEVER = y)"}),
            (std::vector<std::string>{"CONFIG_USER=y\nCONFIG_EXTRA=m\n",
                                      "CONFIG_USER=y\nCONFIG_EXTRA=y\n"}));
}

TEST(OpenGuards, WhatKconfigRulesOutStaysShut) {
  EXPECT_TRUE(Past({"(NEVER = y)", "(NOWHERE = y)", "((("}).empty());
  EXPECT_TRUE(Past({}).empty());
}

}  // namespace
}  // namespace kplace
