// What a scan calls new: references, or configurations of theirs.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/report/scan.h"
#include "analyzer/scan/since.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace {
namespace {

constexpr char kKconfig[] =
    "config MODULES\n\tdef_bool y\n\tmodules\n"
    "config USER\n\tbool \"user\"\nconfig MAKER\n\ttristate \"maker\"\n";

/// user.o needs what maker.o defines; asked with and without modules.
class SinceTest : public ::testing::Test {
 protected:
  SinceTest() {
    files_.Write("/src/Kconfig", kKconfig);
    auto tree = kconfig::ReadKconfig(files_, "/src", {}, sources_, sink_);
    tree_.emplace(std::move(*tree));
    symbols_.emplace(*tree_);
    base_.resize(symbols_->size());
    evidence_.symbols = {"alpha"};
    evidence_.sources.emplace_back();
    evidence_.objects.resize(2);
    evidence_.objects[0].path = "user.o";
    evidence_.objects[0].needs = {0};
    evidence_.objects[1].path = "maker.o";
    evidence_.objects[1].defines = {0};
  }

  struct Asked {
    ConditionStore conditions;
    PlacementTable placement;
    ScanQuestions questions;
    std::vector<SearchResult> answers;
  };

  ScanInput Input(Asked& asked) {
    return {asked.conditions, *symbols_, macros_, base_, 1};
  }

  /// maker.o as a module where MAKER=m; or, rewritten, built in then as well.
  void Ask(bool rewritten, Asked& asked) {
    ConditionStore& c = asked.conditions;
    Condition yes = c.Atom("CONFIG_MAKER", OptionValue::kYes);
    Condition module = c.Atom("CONFIG_MAKER", OptionValue::kModule);
    auto add = [&](PlacementKind kind, const char* object, Condition when) {
      asked.placement.Add({kind, object, "vmlinux", "", when}, c);
    };
    add(PlacementKind::kBuiltIn, "user.o",
        c.Atom("CONFIG_USER", OptionValue::kYes));
    add(PlacementKind::kBuiltIn, "maker.o",
        rewritten ? c.Or(yes, module) : yes);
    Presences presences(asked.placement, c, evidence_.sources);
    asked.questions = AskOf(evidence_, presences, c, DefinedWhere::kAnywhere);
    asked.answers = Answers(asked.questions.open, Input(asked));
  }

  std::string Since(bool then_rewritten, bool now_rewritten) {
    Asked then, now;
    Ask(then_rewritten, then);
    Ask(now_rewritten, now);
    const size_t old = LeaveOutOld(
        {evidence_, then.conditions, then.questions.open, then.answers},
        evidence_, Input(now), now.questions.open, now.answers);
    ScanReport report{evidence_, now.questions, now.answers, now.conditions};
    report.where = DefinedWhere::kAnywhere;
    return std::to_string(old) + " old\n" + ScanText(report);
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  std::optional<kconfig::Tree> tree_;
  std::optional<kconfig::SymbolTable> symbols_;
  kconfig::MacroAnswers macros_;
  kconfig::UserValues base_;
  ScanEvidence evidence_;
};

TEST_F(SinceTest, TheSameIsNotNew) {
  EXPECT_EQ(Since(false, false), "1 old\n");
  EXPECT_EQ(Since(true, true), "1 old\n");
}

// It could fail before, with MAKER off; now also with MAKER=m.
TEST_F(SinceTest, WhatFailsInNewConfigurationsIsNew) {
  EXPECT_EQ(Since(true, false),
            "0 old\n"
            "possible 1: user.o built in, maker.o not: alpha\n"
            "  when   (!CONFIG_MAKER=y && CONFIG_USER=y)\n"
            "  with   CONFIG_USER=y\n"
            "         CONFIG_MAKER=m\n");
  EXPECT_EQ(Since(false, true), "1 old\n");
}

}  // namespace
}  // namespace kplace
