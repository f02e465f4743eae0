// A module of two objects, one of which refers: which of them is in its source.

#include "analyzer/scan/referring_objects.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/report/scan.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace {
namespace {

/// `obj-$(CONFIG_CORE) += core.o` and `obj-$(CONFIG_EXTRA) += extra.o`, as
/// parts of user.ko; `obj-$(CONFIG_MAKER) += maker.o`.  user.ko needs "alpha",
/// that maker.o defines.
class ReferringObjectsTest : public ::testing::Test {
 protected:
  ReferringObjectsTest() {
    Put("core.o", "CORE", "user.ko");
    Put("extra.o", "EXTRA", "user.ko");
    Put("maker.o", "MAKER", "maker.ko");
    evidence_.symbols = {"alpha", "beta"};
    evidence_.objects.resize(2);
    evidence_.objects[0].path = "user.ko";
    evidence_.objects[0].is_module = true;
    evidence_.objects[0].needs = {0, 1};
    evidence_.objects[1].path = "maker.ko";
    evidence_.objects[1].is_module = true;
    evidence_.objects[1].defines = {0, 1};
    Configuration compiled;
    for (const char* option : {"CORE", "EXTRA", "MAKER"}) {
      compiled.Set(std::string("CONFIG_") + option, {"m", false, {}});
    }
    evidence_.sources = {{"modules", true, compiled}};
  }

  void Put(const char* object, const std::string& option, const char* module) {
    Condition yes = conditions_.Atom("CONFIG_" + option, OptionValue::kYes);
    Condition m = conditions_.Atom("CONFIG_" + option, OptionValue::kModule);
    table_.Add({PlacementKind::kBuiltIn, object, "vmlinux", "", yes},
               conditions_);
    table_.Add({PlacementKind::kModule, object, module, "", m}, conditions_);
  }

  /// The report, where `named` are the names in source files, "core.o alpha".
  std::string Scan(const std::set<std::string>& named) {
    MemoryFileSystem files;
    // Never both built in.
    files.Write("/src/Kconfig",
                "config MODULES\n\tdef_bool y\n\tmodules\n"
                "config CORE\n\ttristate \"core\"\n"
                "config EXTRA\n\ttristate \"extra\"\n\tdepends on CORE!=y\n"
                "config MAKER\n\ttristate \"maker\"\n");
    SourceFiles sources;
    DiagnosticSink sink;
    auto tree = kconfig::ReadKconfig(files, "/src", {}, sources, sink);
    kconfig::SymbolTable symbols(*tree);
    kconfig::MacroAnswers macros;
    kconfig::UserValues base;
    base.resize(symbols.size());
    Presences presences(table_, conditions_, evidence_.sources);
    ScanQuestions questions = AskOf(evidence_, presences, conditions_);
    const ScanInput input{conditions_, symbols, macros, base, 1};
    std::vector<SearchResult> answers = Answers(questions.open, input);
    AskOfNamingObjects(
        {evidence_, presences, conditions_, DefinedWhere::kInAModule,
         [&](const std::string& object, const std::string& name) {
           return named.contains(object + ' ' + name);
         }},
        input, questions.open, answers);
    return ScanText({evidence_, questions, answers, conditions_});
  }

  ConditionStore conditions_;
  PlacementTable table_;
  ScanEvidence evidence_;
};

TEST_F(ReferringObjectsTest, WithoutSourcesItIsUnknown) {
  const std::string report = Scan({});
  EXPECT_NE(report.find("unknown: user.ko built in, maker.ko a module: alpha, "
                        "beta\n"),
            std::string::npos)
      << report;
  EXPECT_NE(report.find("which of them refers to the module is not known"),
            std::string::npos)
      << report;
}

TEST_F(ReferringObjectsTest, TheNamingObjectIsAsked) {
  EXPECT_EQ(Scan({"extra.o alpha", "extra.o beta"}),
            "possible 1: user.ko built in, maker.ko a module: alpha, beta\n"
            "  when   (CONFIG_EXTRA=y && CONFIG_MAKER=m)\n"
            "  with   CONFIG_EXTRA=y\n"
            "         CONFIG_MAKER=m\n");
}

TEST_F(ReferringObjectsTest, WhatNobodyNamesStaysUnknown) {
  const std::string report = Scan({"core.o beta"});
  EXPECT_EQ(report.find("possible 1: user.ko built in, maker.ko a module: "
                        "beta\n"
                        "  when   (CONFIG_CORE=y && CONFIG_MAKER=m)\n"),
            0u)
      << report;
  EXPECT_NE(
      report.find("unknown: user.ko built in, maker.ko a module: alpha\n"),
      std::string::npos)
      << report;
}

}  // namespace
}  // namespace kplace
