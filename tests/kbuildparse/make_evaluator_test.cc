#include <gtest/gtest.h>

#include "kbuildparse/make/evaluator.h"

namespace kplace::make {
namespace {

/// A value as text: pieces with their conditions, `text{condition}`; unknown
/// ones as `?reason?`.
std::string ToText(const Value& value, const ConditionStore& store) {
  std::string text;
  for (const Piece& piece : value.pieces()) {
    text += piece.unknown ? "?" + piece.text + "?" : piece.text;
    if (!piece.when.IsTrue()) text += "{" + store.ToText(piece.when) + "}";
  }
  return text;
}

/// An evaluator over files in memory; `CONFIG_*` are free tristates.
class MakeEvaluator : public testing::Test {
 protected:
  MakeEvaluator() {
    services.files = &files;
    services.parsed = &cache;
    services.conditions = &store;
    services.sink = &sink;
    services.directory = "/src";
    services.variables = [this](std::string_view name) {
      std::optional<Value> value;
      if (!name.starts_with("CONFIG_")) return value;
      value.emplace();
      value->Append(store.Atom(name, OptionValue::kYes), "y");
      value->Append(store.Atom(name, OptionValue::kModule), "m");
      return value;
    };
  }

  Evaluator& Run(const std::string& text) {
    if (!evaluator) evaluator.emplace(services);
    evaluator->ReadText(text, "test.mk");
    return *evaluator;
  }
  std::string Of(const std::string& name) {
    return ToText(evaluator->ValueOf(name), store);
  }
  std::string Expanded(const std::string& text) {
    if (!evaluator) evaluator.emplace(services);
    return ToText(evaluator->Expand(text), store);
  }
  std::string Traced(const std::string& name) {
    std::string text;
    for (const TracedWord& word : evaluator->WordsOf(name)) {
      text += word.unknown ? "?" + word.text + "?" : word.text;
      text += " " + store.ToText(word.when);
      if (word.assigned_by != nullptr) {
        text += " " + sources.Format(LocationOf(*word.assigned_by));
      }
      text += "\n";
    }
    return text;
  }
  std::string Complaints() {
    std::string text;
    for (const Diagnostic& diagnostic : sink.Sorted(sources)) {
      text += FormatDiagnostic(diagnostic, sources) + "\n";
    }
    return text;
  }

  MemoryFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  ConditionStore store;
  ParseCache cache{files, sources};
  Services services;
  std::optional<Evaluator> evaluator;
};

// Conditional values ////////////////////////////////////////////////////////

TEST_F(MakeEvaluator, ConditionalNamesAssignEachVariable) {
  Run("obj-$(CONFIG_A) += a.o\nobj-y += b.o\n");
  EXPECT_EQ(Traced("obj-y"),
            "a.o CONFIG_A=y test.mk:1\n"
            "b.o true test.mk:2\n");
  EXPECT_EQ(Traced("obj-m"), "a.o CONFIG_A=m test.mk:1\n");
}

TEST_F(MakeEvaluator, ConditionalsGuardTheirAssignments) {
  Run("ifeq ($(CONFIG_A),y)\nX = 1\nelse ifdef CONFIG_A\nX = 2\nelse\n"
      "X = 3\nendif\n");
  EXPECT_EQ(Of("X"),
            "1{CONFIG_A=y}2{CONFIG_A=m}3{(!CONFIG_A=y && !CONFIG_A=m)}");
}

TEST_F(MakeEvaluator, AssignmentUnderAGuardReplacesOnlyThere) {
  Run("X := a\nX += b\nifdef CONFIG_A\nX := c\nendif\nX += d\n");
  EXPECT_EQ(Traced("X"),
            "a (!CONFIG_A=y && !CONFIG_A=m) test.mk:1\n"
            "b (!CONFIG_A=y && !CONFIG_A=m) test.mk:2\n"
            "c (CONFIG_A=y || CONFIG_A=m) test.mk:4\n"
            "d true test.mk:6\n");
}

TEST_F(MakeEvaluator, RewritesOfOptionsAreExact) {
  Run("obj-$(subst m,y,$(CONFIG_A)) += a.o\n"
      "obj-$(if $(CONFIG_A),y) += b.o\n"
      "obj-$(filter y,$(CONFIG_A)) += c.o\n"
      "obj-$(patsubst m,y,$(CONFIG_A)) += d.o\n");
  EXPECT_EQ(Traced("obj-y"),
            "a.o (CONFIG_A=y || CONFIG_A=m) test.mk:1\n"
            "b.o (CONFIG_A=y || CONFIG_A=m) test.mk:2\n"
            "c.o CONFIG_A=y test.mk:3\n"
            "d.o (CONFIG_A=y || CONFIG_A=m) test.mk:4\n");
}

TEST_F(MakeEvaluator, WordFunctionsKeepConditions) {
  Run("L := x.c $(if $(CONFIG_A),a.c) $(if $(CONFIG_B),b.h)\n");
  EXPECT_EQ(Expanded("$(filter %.c,$(L))"),
            "x.c a.c{(CONFIG_A=y || CONFIG_A=m)}");
  EXPECT_EQ(Expanded("$(addprefix d/,$(L:.c=.o))"),
            "d/x.o d/a.o{(CONFIG_A=y || CONFIG_A=m)}"
            " d/b.h{(CONFIG_B=y || CONFIG_B=m)}");
  EXPECT_EQ(Expanded("$(foreach x,$(filter %.h,$(L)),<$(x)>)"),
            "<b.h>{(CONFIG_B=y || CONFIG_B=m)}");
}

TEST_F(MakeEvaluator, AppendedOptionalWordsStayApart) {
  Run("ifeq ($(CONFIG_A),y)\nL += a\nendif\n"
      "ifeq ($(CONFIG_B),y)\nL += b\nendif\n"
      "ifeq ($(CONFIG_C),y)\nL += c\nendif\n"
      "ifeq ($(L),b)\nX := only b\nendif\n");
  EXPECT_EQ(Expanded("$(filter %,$(L))"),
            "a{CONFIG_A=y} b{CONFIG_B=y} c{CONFIG_C=y}");
  EXPECT_EQ(store.ToText(evaluator->Defined("X")),
            "(!CONFIG_A=y && CONFIG_B=y && !CONFIG_C=y)");
}

TEST_F(MakeEvaluator, ListsFilterListsWordByWord) {
  Run("Y := $(if $(CONFIG_A),a) $(if $(CONFIG_B),b)\nM := a b c\n");
  EXPECT_EQ(Expanded("$(filter-out $(Y),$(M))"),
            "a{(!CONFIG_A=y && !CONFIG_A=m)}"
            " b{(!CONFIG_B=y && !CONFIG_B=m)} c");
  EXPECT_EQ(Expanded("$(filter-out x $(shell u),a x)"), "?$(shell u)?");
}

TEST_F(MakeEvaluator, PositionsDependOnWhatIsThere) {
  Run("L := $(if $(CONFIG_A),a) b\n");
  EXPECT_EQ(Expanded("$(firstword $(L))"),
            "a{(CONFIG_A=y || CONFIG_A=m)}b{(!CONFIG_A=y && !CONFIG_A=m)}");
  EXPECT_EQ(Expanded("$(words $(L))"),
            "2{(CONFIG_A=y || CONFIG_A=m)}1{(!CONFIG_A=y && !CONFIG_A=m)}");
  EXPECT_EQ(Expanded("$(sort b $(L))"), "a{(CONFIG_A=y || CONFIG_A=m)} b");
}

TEST_F(MakeEvaluator, ComparisonOfFilteredListsIgnoresBlanks) {
  Run("ifeq ($(filter a b,$(if $(CONFIG_A),a) $(if $(CONFIG_B),b)),b)\n"
      "X = only b\nendif\n");
  EXPECT_EQ(store.ToText(evaluator->Defined("X")),
            "(!CONFIG_A=y && !CONFIG_A=m && (CONFIG_B=y || CONFIG_B=m))");
}

TEST_F(MakeEvaluator, IfUnsetIsWhereNothingWasSet) {
  Run("ifdef CONFIG_A\nX = a\nendif\nX ?= b\n");
  EXPECT_EQ(Of("X"),
            "a{(CONFIG_A=y || CONFIG_A=m)}b{(!CONFIG_A=y && !CONFIG_A=m)}");
}

TEST_F(MakeEvaluator, OriginUnderAGuard) {
  Run("ifdef CONFIG_A\nX = a\nendif\n");
  EXPECT_EQ(Expanded("$(origin X)"),
            "file{(CONFIG_A=y || CONFIG_A=m)}"
            "undefined{(!CONFIG_A=y && !CONFIG_A=m)}");
}

TEST_F(MakeEvaluator, EvalOfARuleDoesNotCareForItsPrerequisites) {
  std::string list;
  for (int i = 0; i < 40; ++i) {
    list += " $(if $(CONFIG_" + std::to_string(i) + "),x)";
  }
  Run("L :=" + list + "\n$(eval a: $(L))\n");
  EXPECT_EQ(Complaints(), "");
}

// Unknown values ////////////////////////////////////////////////////////////

TEST_F(MakeEvaluator, ShellIsUnknownUnlessAnswered) {
  EXPECT_EQ(Expanded("a $(shell uname  -m) b"), "a ?$(shell uname -m)? b");
  services.shell = [](std::string_view command) {
    return std::optional<std::string>(std::string(command) + "\nx\n\n");
  };
  EXPECT_EQ(Expanded("$(shell cmd)"), "cmd x");
}

TEST_F(MakeEvaluator, UnknownWordsStayUnknown) {
  Run("U := a $(shell u)\n");
  EXPECT_EQ(Expanded("$(filter y,$(U))"), "?$(shell u)?");
  EXPECT_EQ(Expanded("$(addprefix d/,$(U))"), "d/a ?$(shell u)?");
  EXPECT_EQ(Expanded("$(words $(U))"), "?$(shell u)?");
  EXPECT_EQ(Expanded("$(firstword $(U))"), "a");
}

TEST_F(MakeEvaluator, IfOfUnknownTakesBoth) {
  EXPECT_EQ(Expanded("$(if $(shell u),a,b)"),
            "a{unknown(\"$(shell u)\")}b{!unknown(\"$(shell u)\")}");
}

TEST_F(MakeEvaluator, ConditionalOnUnknownRunsBothBranches) {
  Run("ifeq ($(shell u),)\nX = empty\nelse\nX = full\nendif\n");
  EXPECT_EQ(Of("X"),
            "empty{!unknown(\"$(shell u)\")}full{unknown(\"$(shell u)\")}");
}

TEST_F(MakeEvaluator, ComparisonsWithDifferentTextsAreDifferentUnknowns) {
  Run("ifeq ($(shell u),a)\nX = a\nelse ifeq ($(shell u),b)\nX = b\nendif\n");
  EXPECT_EQ(Of("X"),
            "a{unknown(\"$(shell u) = a\")}"
            "b{(!unknown(\"$(shell u) = a\") && unknown(\"$(shell u) = b\"))}");
}

TEST_F(MakeEvaluator, UnknownNamesAreRecorded) {
  Run("obj-$(shell u)-y += a.o\n");
  ASSERT_EQ(evaluator->unknown_assignments().size(), 1u);
  const UnknownAssignment& record = evaluator->unknown_assignments()[0];
  EXPECT_EQ(record.prefix, "obj-");
  EXPECT_EQ(record.suffix, "-y");
  EXPECT_EQ(record.reason, "$(shell u)");
  EXPECT_EQ(ToText(record.value, store), "a.o");
  EXPECT_EQ(sources.Format(record.where), "test.mk:1");
}

// Errors ////////////////////////////////////////////////////////////////////

TEST_F(MakeEvaluator, ErrorStopsReading) {
  Run("A = 1\n$(error no good)\nA = 2\n");
  EXPECT_EQ(Complaints(), "test.mk:2: error: no good\n");
  EXPECT_EQ(Of("A"), "1");
}

TEST_F(MakeEvaluator, ErrorThatIsNotCertainIsDeferred) {
  Run("ifdef CONFIG_A\n$(error no good)\nendif\nA = 2\n");
  EXPECT_EQ(Complaints(), "test.mk:2: warning: might stop here: no good\n");
  EXPECT_EQ(Of("A"), "2");
}

TEST_F(MakeEvaluator, SyntaxErrorsDoNotStopUs) {
  Run("nonsense\n  $(warning careful)\nA = 1\ninclude none.mk\n");
  EXPECT_EQ(Complaints(),
            "test.mk:1: error: missing separator\n"
            "test.mk:2: warning: careful\n"
            "test.mk:4: error: none.mk: No such file or directory\n");
  EXPECT_EQ(Of("A"), "1");
}

TEST_F(MakeEvaluator, RecursiveVariableIsUnknown) {
  Run("A = $(B)\nB = x $(A)\nC := $(A)\n");
  EXPECT_EQ(Of("C"),
            "x ?recursive variable 'A' references itself (eventually)?");
  EXPECT_EQ(Complaints(),
            "test.mk:3: error: recursive variable 'A' references itself "
            "(eventually)\n");
}

// Hostile makefiles /////////////////////////////////////////////////////////

TEST_F(MakeEvaluator, EndlessCallsEnd) {
  Run("f = $(call f,$(1)x)\nA := $(call f,)\nB = 1\n");
  EXPECT_NE(Complaints().find("nested too deeply"), std::string::npos);
  EXPECT_EQ(Of("B"), "1");
}

TEST_F(MakeEvaluator, EndlessEvalsEnd) {
  Run("define f\n$(eval $(value f))\nendef\n$(eval $(value f))\nB = 1\n");
  EXPECT_NE(Complaints().find("nested too deeply"), std::string::npos);
  EXPECT_EQ(Of("B"), "1");
}

TEST_F(MakeEvaluator, EndlessIncludesEnd) {
  files.Write("/src/loop.mk", "include loop.mk\n");
  Run("include loop.mk\nB = 1\n");
  EXPECT_NE(Complaints().find("nested too deeply"), std::string::npos);
  EXPECT_EQ(Of("B"), "1");
}

TEST_F(MakeEvaluator, ExpansionsThatDoubleEnd) {
  std::string text = "A0 = 0123456789\n";
  for (int i = 0; i < 60; ++i) {
    std::string last = "$(A" + std::to_string(i) + ")";
    text += "A" + std::to_string(i + 1) + " = " + last + last + "\n";
  }
  Run(text + "B := $(A60)\nC := $(words $(A60))\n");
  EXPECT_NE(Complaints().find("too much text"), std::string::npos);
  evaluator.emplace(services);
  Run("A0 =\n" + text.substr(text.find('\n') + 1) + "B := $(A60)\n");
  EXPECT_EQ(Of("B"), "?expansions produce too much text?");
}

TEST_F(MakeEvaluator, OneFunctionCannotTakeAllMemory) {
  Run("A := $(subst a,bbbbbbbbbbbbbbbb,aaaaaaaaaaaaaaaa)\n"
      "A := $(subst b,$(A)$(A)$(A)$(A),$(A)$(A)$(A)$(A))\n"
      "A := $(subst b,$(A),$(A))\nA := $(subst b,$(A),$(A))\n");
  EXPECT_NE(Complaints().find("too much text"), std::string::npos);
}

// Files and scopes //////////////////////////////////////////////////////////

TEST_F(MakeEvaluator, IncludesAreSearchedAndHooked) {
  files.Write("/src/a.mk", "A = 1\n");
  files.Write("/inc/b.mk", "B = 1\n");
  files.Write("/src/skipped.mk", "C = 1\n");
  files.Write("/src/stop.mk", "D = 1\n");
  services.include_directories = {"/inc"};
  services.include = [](std::string_view path) {
    if (path == "skipped.mk") return IncludeAction::kSkip;
    if (path == "stop.mk") return IncludeAction::kStop;
    return IncludeAction::kRead;
  };
  Run("include a.mk b.mk skipped.mk\ninclude stop.mk\nE = 1\n");
  EXPECT_EQ(Of("A") + Of("B") + Of("C") + Of("D") + Of("E"), "11");
  EXPECT_EQ(Complaints(), "");
  EXPECT_EQ(Of("MAKEFILE_LIST"), "test.mk a.mk b.mk");
}

TEST_F(MakeEvaluator, MissingMakefileIsFalse) {
  evaluator.emplace(services);
  EXPECT_FALSE(evaluator->ReadMakefile("none.mk"));
}

TEST_F(MakeEvaluator, FrozenScopesAreBasesThatDoNotChange) {
  Run("A = base\nL := x\nR = $(A)\n");
  std::shared_ptr<const Scope> base = std::move(*evaluator).Freeze();
  Evaluator first(services, base.get());
  first.ReadText("A = first\nL += y\n", "first.mk");
  Evaluator second(services, base.get());
  EXPECT_EQ(first.ValueOf("R").Plain(), "first");
  EXPECT_EQ(first.ValueOf("L").Plain(), "x y");
  EXPECT_EQ(second.ValueOf("R").Plain(), "base");
  EXPECT_EQ(second.ValueOf("L").Plain(), "x");
  EXPECT_EQ(second.NamesWithPrefix("L"), std::vector<std::string>{"L"});
}

TEST_F(MakeEvaluator, CommandLineWinsOverFiles) {
  evaluator.emplace(services);
  evaluator->Define("A", Value("line"), Origin::kCommandLine);
  evaluator->Define("E", Value("env"), Origin::kEnvironment);
  Run("A = file\nA += more\nE = file\noverride B = 1\n");
  EXPECT_EQ(Of("A") + " " + Of("E"), "line file");
  EXPECT_EQ(Expanded("$(origin A) $(origin E) $(origin B)"),
            "command line file override");
}

TEST_F(MakeEvaluator, ExportedNames) {
  Run("export A B\nunexport B\nexport C = 1\nD = 2\n");
  EXPECT_EQ(evaluator->ExportedNames(), (std::vector<std::string>{"A", "C"}));
}

TEST_F(MakeEvaluator, WordsAreTracedThroughEval) {
  Run("\n$(eval obj-y += a.o)\n$(foreach x,b c,$(eval obj-y += $(x).o))\n");
  EXPECT_EQ(Traced("obj-y"),
            "a.o true test.mk:2\nb.o true test.mk:3\nc.o true test.mk:3\n");
}

}  // namespace
}  // namespace kplace::make
