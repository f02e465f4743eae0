// The question of a scan, on tables and evidence made by hand.  tests/cli has
// a tree that was really built.

#include "analyzer/report/scan.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "analyzer/scan/scan.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace {
namespace {

EvidenceObject Object(std::string path, bool is_module,
                      std::vector<SymbolId> needs,
                      std::vector<SymbolId> defines) {
  EvidenceObject object;
  object.path = std::move(path);
  object.is_module = is_module;
  object.needs = std::move(needs);
  object.defines = std::move(defines);
  return object;
}

class ScanTest : public ::testing::Test {
 protected:
  ScanTest() { evidence_.symbols = {"alpha", "beta"}; }

  Condition Is(const std::string& option, OptionValue value) {
    return conditions_.Atom("CONFIG_" + option, value);
  }

  /// `obj-$(CONFIG_OPTION) += OBJECT`, alone in its module or in `module`.
  void Place(const std::string& object, const std::string& option,
             std::string module = "") {
    if (module.empty()) module = object.substr(0, object.size() - 1) + "ko";
    Put(object, Is(option, OptionValue::kYes), Is(option, OptionValue::kModule),
        module);
  }

  void Put(const std::string& object, Condition built_in, Condition in_module,
           const std::string& module) {
    table_.Add({PlacementKind::kBuiltIn, object, "vmlinux", "", built_in},
               conditions_);
    table_.Add({PlacementKind::kModule, object, module, "", in_module},
               conditions_);
  }

  /// What the scan says for `kconfig` with `base` set.
  std::string Scan(const std::string& kconfig, const std::string& base = "") {
    sources_.emplace();
    files_.Write("/src/Kconfig",
                 "config MODULES\n\tdef_bool y\n\tmodules\n" + kconfig);
    files_.Write("/base", base);
    auto tree = kconfig::ReadKconfig(files_, "/src", {}, *sources_, sink_);
    EXPECT_TRUE(tree.ok());
    kconfig::SymbolTable symbols(*tree);
    auto config = ReadConfiguration(files_, "/base", *sources_, sink_);
    auto user = ReadUserValues(symbols, *config, sink_);
    evidence_.sources = {{"modules", true, *config}};
    Presences presences(table_, conditions_, evidence_.sources);
    questions_ = AskOf(evidence_, presences, conditions_, where_);
    std::vector<SearchResult> answers =
        Answers(questions_.open, {conditions_, symbols, macros_, user, 2});
    ScanReport report{evidence_, questions_, answers, conditions_};
    report.where = where_;
    return ScanText(report) + ScanSummary(report) + '\n';
  }

  MemoryFileSystem files_;
  std::optional<SourceFiles> sources_;  ///< of the last Scan()
  DiagnosticSink sink_;
  ConditionStore conditions_;
  PlacementTable table_;
  kconfig::MacroAnswers macros_;
  ScanEvidence evidence_;
  ScanQuestions questions_;
  DefinedWhere where_ = DefinedWhere::kInAModule;
};

constexpr char kFree[] =
    "config USER\n\ttristate \"user\"\nconfig MAKER\n\ttristate \"maker\"\n";

TEST_F(ScanTest, WhatIsPossibleHasItsSmallestChange) {
  Place("user.o", "USER");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.o", false, {0, 1}, {}),
                       Object("maker.o", false, {}, {0, 1})};
  EXPECT_EQ(Scan(kFree, "CONFIG_USER=m\nCONFIG_MAKER=m\n"),
            "possible 1: user.o built in, maker.o a module: alpha, beta\n"
            "  when   (CONFIG_MAKER=m && CONFIG_USER=y)\n"
            "  with   CONFIG_USER=y\n"
            "pairs of objects: 1, 0 of them ruled out by makefiles; questions: "
            "1, 1 possible, 0 unknown, 0 impossible\n");
  EXPECT_NE(Scan(kFree, "CONFIG_USER=y\nCONFIG_MAKER=m\n")
                .find("  with   the base as it is\n"),
            std::string::npos);
}

TEST_F(ScanTest, KconfigRulesItOut) {
  Place("user.o", "USER");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.o", false, {0}, {}),
                       Object("maker.o", false, {}, {0})};
  EXPECT_EQ(Scan("config USER\n\ttristate \"user\"\n"
                 "\tdepends on MAKER || !MAKER\n"
                 "config MAKER\n\ttristate \"maker\"\n"),
            "pairs of objects: 1, 0 of them ruled out by makefiles; questions: "
            "1, 0 possible, 0 unknown, 1 impossible\n");
  EXPECT_NE(Scan("config USER\n\ttristate \"user\"\n\tselect MAKER\n"
                 "config MAKER\n\ttristate \"maker\"\n")
                .find("1 impossible"),
            std::string::npos);
}

TEST_F(ScanTest, AnyBuiltInDefinitionIsEnough) {
  Place("user.o", "USER");
  Place("maker.o", "MAKER");
  Put("stub.o", Condition::True(), Condition::False(), "stub.ko");
  evidence_.objects = {Object("user.o", false, {0}, {}),
                       Object("maker.o", false, {}, {0}),
                       Object("stub.o", false, {}, {0})};
  EXPECT_EQ(Scan(kFree),
            "pairs of objects: 1, 1 of them ruled out by makefiles; questions: "
            "0, 0 possible, 0 unknown, 0 impossible\n");
}

// `subst m,y` makes an end of the module; its objects are still known.
TEST_F(ScanTest, WhatWasAModuleIsKnownInAChangedTree) {
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("maker.ko", true, {}, {0})};
  Configuration compiled;
  compiled.Set("CONFIG_MAKER", {"m", false, {}});
  evidence_.sources = {{"modules", true, compiled}};
  const Presences before(table_, conditions_, evidence_.sources);
  PlacementTable rewritten;
  ConditionStore conditions;
  const Condition either =
      conditions.Or(conditions.Atom("CONFIG_MAKER", OptionValue::kYes),
                    conditions.Atom("CONFIG_MAKER", OptionValue::kModule));
  rewritten.Add({PlacementKind::kBuiltIn, "maker.o", "vmlinux", "", either},
                conditions);
  const Presence now =
      Presences(rewritten, conditions, before).Of(evidence_.objects[0]);
  EXPECT_EQ(now.built_in.id(), either.id());
  EXPECT_EQ(now.all_built_in.id(), either.id());
  EXPECT_TRUE(now.module.IsFalse());
}

TEST_F(ScanTest, NowhereIsNoBetterIfAskedFor) {
  Place("user.o", "USER");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.o", false, {0}, {}),
                       Object("maker.o", false, {}, {0})};
  const char* kconfig =
      "config USER\n\ttristate \"user\"\n\tdepends on MAKER || !MAKER\n"
      "config MAKER\n\ttristate \"maker\"\n";
  EXPECT_EQ(Scan(kconfig).find("possible 1"), std::string::npos);
  where_ = DefinedWhere::kAnywhere;
  EXPECT_EQ(
      Scan(kconfig).find("possible 1: user.o built in, maker.o not: alpha\n"
                         "  when   (!CONFIG_MAKER=y && CONFIG_USER=y)\n"
                         "  with   CONFIG_USER=y\n"),
      0u)
      << Scan(kconfig);
}

TEST_F(ScanTest, WhatHangsOnTheSameOptionsIsOneQuestion) {
  Place("user.o", "USER");
  Place("friend.o", "USER");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.o", false, {0}, {}),
                       Object("friend.o", false, {1}, {}),
                       Object("maker.o", false, {}, {0, 1})};
  EXPECT_EQ(Scan(kFree, "CONFIG_MAKER=m\n"),
            "possible 1: user.o built in, maker.o a module: alpha\n"
            "  when   (CONFIG_MAKER=m && CONFIG_USER=y)\n"
            "  with   CONFIG_USER=y\n"
            "  also   friend.o needs of maker.o: beta\n"
            "pairs of objects: 2, 0 of them ruled out by makefiles; questions: "
            "1, 1 possible, 0 unknown, 0 impossible\n");
}

TEST_F(ScanTest, WhatOnlyAProgramCouldTellIsUnknown) {
  Put("user.o",
      conditions_.And(Is("USER", OptionValue::kYes),
                      conditions_.Not(conditions_.Unknown("$(shell date)"))),
      Condition::False(), "user.ko");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.o", false, {0}, {}),
                       Object("maker.o", false, {}, {0})};
  std::string text = Scan(kFree, "CONFIG_MAKER=m\n");
  EXPECT_NE(text.find("unknown: user.o built in"), std::string::npos) << text;
  EXPECT_NE(text.find("$(shell date)"), std::string::npos) << text;
}

// Which of the objects of an installed module refers to a symbol is not known.
TEST_F(ScanTest, AModuleCanBeBuiltInInPart) {
  Place("main.o", "USER", "user.ko");
  Condition extra = Is("EXTRA", OptionValue::kYes);
  Put("extra.o", conditions_.And(Is("USER", OptionValue::kYes), extra),
      conditions_.And(Is("USER", OptionValue::kModule), extra), "user.ko");
  Place("maker.o", "MAKER");
  evidence_.objects = {Object("user.ko", true, {0}, {}),
                       Object("maker.ko", true, {}, {0})};
  const std::string guarded = std::string(kFree) +
                              "config EXTRA\n\tbool \"extra\"\n"
                              "\tdepends on !(USER = y && MAKER = m)\n";
  std::string text =
      Scan(guarded, "CONFIG_USER=m\nCONFIG_MAKER=m\nCONFIG_EXTRA=y\n");
  EXPECT_EQ(text.find("unknown: user.ko built in, maker.ko a module"), 0u)
      << text;
  // Without that part, what refers must be in the other.
  text = Scan(guarded, "CONFIG_USER=m\nCONFIG_MAKER=m\n");
  EXPECT_EQ(text.find("possible 1: user.ko built in, maker.ko a module"), 0u)
      << text;
}

}  // namespace
}  // namespace kplace
