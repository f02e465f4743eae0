// What makefiles ask of options that are text or numbers, without their values.

#include "kbuildparse/make/option_text.h"

#include <gtest/gtest.h>

#include "kbuildparse/make/evaluator.h"

namespace kplace::make {
namespace {

/// CONFIG_S is a string, CONFIG_Q one with quotes around it, CONFIG_I an int,
/// CONFIG_H a hex, CONFIG_A a bool.
class OptionTextTest : public testing::Test {
 protected:
  OptionTextTest() {
    services_.files = &files_;
    services_.parsed = &cache_;
    services_.conditions = &store_;
    services_.sink = &sink_;
    services_.directory = "/src";
    services_.variables = [this](std::string_view name) {
      return ValueOf(name);
    };
  }

  /// When `test` ("ifeq ($(CONFIG_S),a)") takes its branch.
  std::string When(const std::string& test, const std::string& before = "") {
    Evaluator evaluator(services_);
    evaluator.ReadText(before + "\n" + test + "\nX := taken\nendif\n", "t.mk");
    return store_.ToText(evaluator.Defined("X"));
  }

 private:
  std::optional<Value> ValueOf(std::string_view name) {
    Value value;
    if (name == "CONFIG_A") {
      value.Append(store_.Atom(name, OptionValue::kYes), "y");
      return value;
    }
    OptionText kind = OptionText::kNone;
    if (name == "CONFIG_S" || name == "CONFIG_S2") kind = OptionText::kText;
    if (name == "CONFIG_Q") kind = OptionText::kQuoted;
    if (name == "CONFIG_I") kind = OptionText::kInt;
    if (name == "CONFIG_H") kind = OptionText::kHex;
    if (kind == OptionText::kNone) return std::nullopt;
    value.AppendOption(Condition::True(), name, kind);
    return value;
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  ConditionStore store_;
  ParseCache cache_{files_, sources_};
  Services services_;
};

TEST_F(OptionTextTest, ComparedAsAWholeItIsAnAtom) {
  EXPECT_EQ(When("ifeq ($(CONFIG_S),zen)"), "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifneq (zen,$(CONFIG_S))"), "!CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(CONFIG_I),64)"), "CONFIG_I=64");
  EXPECT_EQ(When("ifeq ($(CONFIG_H),0x10)"), "CONFIG_H=0x10");
}

TEST_F(OptionTextTest, NothingIsTheEmptyText) {
  EXPECT_EQ(When("ifneq ($(CONFIG_S),)"), "!CONFIG_S=\"\"");
  EXPECT_EQ(When("ifdef CONFIG_S"), "!CONFIG_S=\"\"");
  EXPECT_EQ(When("ifndef CONFIG_I"), "CONFIG_I=\"\"");
  EXPECT_EQ(When("ifeq ($(if $(CONFIG_S),set),set)"), "!CONFIG_S=\"\"");
}

TEST_F(OptionTextTest, NumbersAreNeverWords) {
  EXPECT_EQ(When("ifeq ($(CONFIG_I),many)"), "false");
  EXPECT_EQ(When("ifeq ($(CONFIG_I),0x10)"), "false");
  EXPECT_EQ(When("ifeq ($(CONFIG_I),007)"), "false");
  EXPECT_EQ(When("ifeq ($(CONFIG_H),0xhigh)"), "false");
  EXPECT_EQ(When("ifeq ($(CONFIG_I),-1)"), "CONFIG_I=-1");
}

TEST_F(OptionTextTest, GoesThroughVariablesAndCalls) {
  EXPECT_EQ(When("ifeq ($(A),zen)", "A := $(CONFIG_S)"), "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(call f, $(CONFIG_S)),zen)", "f = $(strip $1)"),
            "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(or $(CONFIG_S),none),none)"),
            "(CONFIG_S=\"\" || CONFIG_S=\"none\")");
  EXPECT_EQ(When("ifeq ($(if $(CONFIG_A),$(CONFIG_S),b),b)"),
            "(!CONFIG_A=y || CONFIG_S=\"b\")");
}

TEST_F(OptionTextTest, BlanksAndQuotesComeOff) {
  EXPECT_EQ(When("ifeq ($(strip $(CONFIG_S)),zen)"), "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(subst \",,$(CONFIG_S)),zen)"), "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(patsubst \"%\",%,$(CONFIG_S)),zen)"),
            "CONFIG_S=\"zen\"");
  EXPECT_EQ(When("ifeq ($(CONFIG_S:\"%\"=%),zen)"), "CONFIG_S=\"zen\"");
  // Two blanks would do as well.
  EXPECT_EQ(When("ifeq ($(strip $(CONFIG_S)),a b)"),
            "unknown(\"CONFIG_S = a b\")");
}

TEST_F(OptionTextTest, TreesThatWriteQuotes) {
  EXPECT_EQ(When("ifeq ($(CONFIG_Q),\"zen\")"), "CONFIG_Q=\"zen\"");
  EXPECT_EQ(When("ifeq ($(CONFIG_Q),zen)"), "false");
  EXPECT_EQ(When("ifeq ($(CONFIG_Q:\"%\"=%),zen)"), "CONFIG_Q=\"zen\"");
  EXPECT_EQ(When("ifeq ($(subst \",,$(CONFIG_Q)),)"), "CONFIG_Q=\"\"");
  // No line, or two quotes?
  EXPECT_EQ(When("ifeq ($(CONFIG_Q),\"\")"),
            "unknown(\"CONFIG_Q = \\\"\\\"\")");
}

TEST_F(OptionTextTest, AnotherOptionIsNotKnown) {
  EXPECT_EQ(When("ifeq ($(CONFIG_S),$(CONFIG_S))"), "true");
  EXPECT_EQ(When("ifeq ($(CONFIG_S),$(CONFIG_S2))"),
            "unknown(\"CONFIG_S = CONFIG_S2\")");
}

TEST_F(OptionTextTest, PartsAndPatternsStayUnknown) {
  EXPECT_EQ(When("ifeq (x$(CONFIG_S),xzen)"), "unknown(\"CONFIG_S = xzen\")");
  EXPECT_EQ(When("ifneq ($(filter z%,$(CONFIG_S)),)"), "unknown(\"CONFIG_S\")");
}

TEST_F(OptionTextTest, WhatMakeWouldReadAsSomethingElseStaysUnknown) {
  EXPECT_EQ(When("ifeq ($(CONFIG_S),a$$b)"), "unknown(\"CONFIG_S = a$b\")");
  EXPECT_EQ(When("ifeq \"$(CONFIG_S)\" \"a \""), "unknown(\"CONFIG_S = a \")");
}

TEST_F(OptionTextTest, ChainsAreExclusive) {
  EXPECT_EQ(When("ifeq ($(CONFIG_S),a)\nelse ifeq ($(CONFIG_S),b)"),
            "CONFIG_S=\"b\"");
}

}  // namespace
}  // namespace kplace::make
