#include "kbuildparse/condition/condition.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

namespace kplace {
namespace {

using Configuration = std::map<std::string, std::string, std::less<>>;

class ConditionTest : public testing::Test {
 protected:
  Condition Yes(std::string_view name) {
    return store_.Atom(name, OptionValue::kYes);
  }
  Condition Module(std::string_view name) {
    return store_.Atom(name, OptionValue::kModule);
  }
  Condition And(Condition a, Condition b) { return store_.And(a, b); }
  Condition Or(Condition a, Condition b) { return store_.Or(a, b); }
  Condition Not(Condition a) { return store_.Not(a); }
  std::string Text(Condition a) { return store_.ToText(a); }
  Truth Evaluate(Condition a, const Configuration& configuration) {
    return store_.Evaluate(a, [&](std::string_view name) -> std::string_view {
      auto found = configuration.find(name);
      if (found == configuration.end()) return "n";
      return found->second;
    });
  }

  ConditionStore store_;
  Condition a_ = Yes("CONFIG_A");
  Condition am_ = Module("CONFIG_A");
  Condition b_ = Yes("CONFIG_B");
  Condition c_ = Yes("CONFIG_C");
  Condition u_ = store_.Unknown("u");
};

TEST_F(ConditionTest, ConstantsFold) {
  constexpr Condition kTrue = Condition::True();
  constexpr Condition kFalse = Condition::False();
  EXPECT_EQ(And(kTrue, a_), a_);
  EXPECT_EQ(And(a_, kFalse), kFalse);
  EXPECT_EQ(Or(kFalse, a_), a_);
  EXPECT_EQ(Or(a_, kTrue), kTrue);
  EXPECT_EQ(Not(kTrue), kFalse);
  EXPECT_EQ(Condition(), kTrue);
  EXPECT_EQ(Text(kTrue), "true");
  EXPECT_EQ(Text(kFalse), "false");
}

TEST_F(ConditionTest, TextsAndNumbersAreAtoms) {
  Condition zen = store_.AtomText("CONFIG_S", "zen");
  Condition quoted = store_.AtomText("CONFIG_S", "a\"b\\c\n");
  EXPECT_EQ(Text(zen), "CONFIG_S=\"zen\"");
  EXPECT_EQ(Text(Not(quoted)), "!CONFIG_S=\"a\\\"b\\\\c\\x0a\"");
  EXPECT_EQ(Text(store_.AtomNumber("CONFIG_N", "0x10")), "CONFIG_N=0x10");
  EXPECT_EQ(zen, store_.AtomText("CONFIG_S", "zen"));
  EXPECT_EQ(Evaluate(zen, {{"CONFIG_S", "zen"}}), Truth::kTrue);
  EXPECT_EQ(Evaluate(zen, {{"CONFIG_S", "core"}}), Truth::kFalse);
}

TEST_F(ConditionTest, AnOptionHasOneText) {
  Condition zen = store_.AtomText("CONFIG_S", "zen");
  Condition core = store_.AtomText("CONFIG_S", "core");
  Condition none = store_.AtomText("CONFIG_S", "");
  EXPECT_TRUE(And(zen, core).IsFalse());
  EXPECT_EQ(And(Not(none), zen), zen);
  EXPECT_EQ(And(zen, Not(none)), zen);
  EXPECT_EQ(And(zen, Or(core, a_)), And(zen, a_));
  EXPECT_TRUE(Or(Not(zen), Not(core)).IsTrue());
  EXPECT_EQ(Or(zen, Not(core)), Not(core));
  EXPECT_EQ(Text(Or(core, zen)), Text(Or(zen, core)));
}

TEST_F(ConditionTest, WhatOperandsShareIsWrittenOnce) {
  Condition m = Yes("CONFIG_M");
  EXPECT_EQ(Text(Or(And(m, a_), And(m, b_))),
            "(CONFIG_M=y && (CONFIG_A=y || CONFIG_B=y))");
  EXPECT_EQ(Text(And(Or(m, a_), Or(m, b_))),
            "(CONFIG_M=y || (CONFIG_A=y && CONFIG_B=y))");
  EXPECT_EQ(Text(Or(And(m, a_), And(b_, c_))),
            "((CONFIG_A=y && CONFIG_M=y) || (CONFIG_B=y && CONFIG_C=y))");
  // Also further in, without parentheses that are not needed.
  Condition inner = Or(And(m, And(b_, c_)), And(m, And(b_, u_)));
  EXPECT_EQ(Text(And(a_, inner)),
            "(CONFIG_A=y && CONFIG_B=y && CONFIG_M=y && "
            "(CONFIG_C=y || unknown(\"u\")))");
  EXPECT_EQ(Text(Or(a_, And(Or(b_, c_), Or(b_, u_)))),
            "(CONFIG_A=y || CONFIG_B=y || (CONFIG_C=y && unknown(\"u\")))");
}

TEST_F(ConditionTest, EqualAndOppositeOperandsCancel) {
  EXPECT_EQ(And(a_, a_), a_);
  EXPECT_TRUE(And(a_, Not(a_)).IsFalse());
  EXPECT_TRUE(Or(a_, Not(a_)).IsTrue());
  EXPECT_TRUE(And(u_, Not(u_)).IsFalse());
  EXPECT_TRUE(And(Or(a_, b_), And(Not(a_), Not(b_))).IsFalse());
  EXPECT_TRUE(And(And(a_, b_), And(c_, Not(a_))).IsFalse());
}

TEST_F(ConditionTest, AnOptionIsNotYesAndModuleAtOnce) {
  EXPECT_TRUE(And(a_, am_).IsFalse());
  EXPECT_EQ(And(a_, Not(am_)), a_);
  EXPECT_EQ(And(Not(a_), am_), am_);
  EXPECT_TRUE(Or(Not(a_), Not(am_)).IsTrue());
  EXPECT_EQ(Or(a_, Not(am_)), Not(am_));
  EXPECT_EQ(Text(Or(am_, a_)), "(CONFIG_A=y || CONFIG_A=m)");
  EXPECT_EQ(And(Or(a_, am_), Not(a_)), am_);
}

TEST_F(ConditionTest, EqualFormulasAreTheSame) {
  EXPECT_EQ(And(a_, And(b_, c_)), And(And(c_, a_), b_));
  EXPECT_EQ(Or(a_, Or(b_, c_)), Or(Or(c_, a_), b_));
  EXPECT_EQ(Not(And(a_, b_)), Or(Not(a_), Not(b_)));
  EXPECT_EQ(Not(Not(Or(a_, b_))), Or(b_, a_));
}

TEST_F(ConditionTest, WhatOneOperandSettlesIsDroppedFromTheOthers) {
  EXPECT_EQ(Or(a_, And(a_, b_)), a_);
  EXPECT_EQ(And(a_, Or(a_, b_)), a_);
  EXPECT_EQ(And(a_, Or(Not(a_), b_)), And(a_, b_));
  EXPECT_EQ(Or(a_, And(Not(a_), b_)), Or(a_, b_));
  EXPECT_EQ(And(a_, Or(b_, And(a_, c_))), And(a_, Or(b_, c_)));
  EXPECT_EQ(Or(And(a_, b_), And(And(a_, b_), c_)), And(a_, b_));
}

TEST_F(ConditionTest, BothBranchesOfAQuestionMakeTheQuestionGoAway) {
  Condition guard = Or(b_, c_);
  EXPECT_EQ(Or(And(b_, a_), And(b_, Not(a_))), b_);
  EXPECT_EQ(Or(And(b_, u_), And(b_, Not(u_))), b_);
  EXPECT_EQ(Or(And(guard, a_), And(guard, Not(a_))), guard);
  Condition neither = And(Not(a_), Not(am_));
  EXPECT_EQ(Or(Or(And(b_, a_), And(b_, am_)), And(b_, neither)), b_);
}

TEST_F(ConditionTest, TextIsInTheGrammarWithOperandsSorted) {
  EXPECT_EQ(Text(a_), "CONFIG_A=y");
  EXPECT_EQ(Text(Not(am_)), "!CONFIG_A=m");
  EXPECT_EQ(Text(And(c_, And(Not(b_), a_))),
            "(CONFIG_A=y && !CONFIG_B=y && CONFIG_C=y)");
  EXPECT_EQ(Text(And(Or(c_, b_), a_)),
            "(CONFIG_A=y && (CONFIG_B=y || CONFIG_C=y))");
  EXPECT_EQ(Text(And(u_, a_)), "(CONFIG_A=y && unknown(\"u\"))");
  EXPECT_EQ(Text(Not(u_)), "!unknown(\"u\")");
}

TEST_F(ConditionTest, HostileTextCannotBreakTheGrammar) {
  EXPECT_EQ(Text(store_.Unknown("$(shell echo \"\\x\"\x1b[2J\n)")),
            "unknown(\"$(shell echo \\\"\\\\x\\\"\\x1b[2J\\x0a)\")");
  EXPECT_EQ(Text(Yes("CONFIG_A=y || (\n")),
            "CONFIG_A\\x3dy\\x20\\x7c\\x7c\\x20\\x28\\x0a=y");
}

TEST_F(ConditionTest, UnknownDecidesNothingUnlessTheRestDoes) {
  EXPECT_EQ(Evaluate(u_, {}), Truth::kUnknown);
  EXPECT_EQ(Evaluate(Not(u_), {}), Truth::kUnknown);
  EXPECT_EQ(Evaluate(And(a_, u_), {}), Truth::kFalse);
  EXPECT_EQ(Evaluate(And(a_, u_), {{"CONFIG_A", "y"}}), Truth::kUnknown);
  EXPECT_EQ(Evaluate(Or(a_, u_), {{"CONFIG_A", "y"}}), Truth::kTrue);
  EXPECT_EQ(Evaluate(Or(a_, u_), {{"CONFIG_A", "m"}}), Truth::kUnknown);
}

TEST_F(ConditionTest, ReasonsAreGivenOnceInOrder) {
  Condition v = store_.Unknown("a reason");
  EXPECT_EQ(store_.UnknownReasons(a_), std::vector<std::string>{});
  EXPECT_EQ(store_.UnknownReasons(Or(And(a_, u_), And(b_, And(Not(u_), v)))),
            (std::vector<std::string>{"u", "a reason"}));
}

TEST_F(ConditionTest, OptionsAreSortedAndEachOnce) {
  EXPECT_EQ(store_.OptionsOf(Condition::True()), std::vector<std::string>{});
  EXPECT_EQ(store_.OptionsOf(Or(And(c_, u_), And(am_, Not(c_)))),
            (std::vector<std::string>{"CONFIG_A", "CONFIG_C"}));
}

TEST_F(ConditionTest, ShapeIsTheOutermostLevel) {
  using Kind = ConditionShape::Kind;
  EXPECT_EQ(store_.ShapeOf(Condition::True()).kind, Kind::kTrue);
  EXPECT_EQ(store_.ShapeOf(Condition::False()).kind, Kind::kFalse);
  ConditionShape atom = store_.ShapeOf(Not(am_));
  EXPECT_EQ(atom.kind, Kind::kAtom);
  EXPECT_TRUE(atom.negated);
  EXPECT_EQ(atom.text, "CONFIG_A");
  EXPECT_EQ(atom.value, OptionValue::kModule);
  EXPECT_EQ(store_.ShapeOf(u_).kind, Kind::kUnknown);
  EXPECT_EQ(store_.ShapeOf(u_).text, "u");
  ConditionShape all = store_.ShapeOf(And(a_, Or(b_, c_)));
  EXPECT_EQ(all.kind, Kind::kAnd);
  ASSERT_EQ(all.operands.size(), 2u);
  EXPECT_EQ(all.operands[0], a_);
  ConditionShape any = store_.ShapeOf(all.operands[1]);
  EXPECT_EQ(any.kind, Kind::kOr);
  EXPECT_EQ(any.operands, (std::vector<Condition>{b_, c_}));
}

TEST_F(ConditionTest, TooLargeOrTooDeepBecomesUnknown) {
  Condition deep = a_;
  for (int i = 0; i < 2000; ++i) {
    Condition next = Yes(fmt::format("CONFIG_{}", i));
    deep = i % 2 == 0 ? Or(deep, next) : And(deep, next);
  }
  EXPECT_FALSE(store_.UnknownReasons(deep).empty());
  Condition parity = a_;  // its text doubles with each option
  for (int i = 0; i < 60; ++i) {
    Condition next = Yes(fmt::format("CONFIG_{}", i));
    parity = Or(And(parity, Not(next)), And(Not(parity), next));
  }
  EXPECT_EQ(store_.UnknownReasons(parity),
            std::vector<std::string>{"condition has too many terms"});
}

TEST_F(ConditionTest, LongDisjunctionsStayWhole) {
  Condition any = Condition::False();
  for (int i = 0; i < 1000; ++i) {
    any = Or(any, And(a_, Yes(fmt::format("CONFIG_{}", i))));
  }
  EXPECT_EQ(Evaluate(any, {{"CONFIG_A", "y"}, {"CONFIG_999", "y"}}),
            Truth::kTrue);
  EXPECT_EQ(Evaluate(any, {{"CONFIG_999", "y"}}), Truth::kFalse);
}

}  // namespace
}  // namespace kplace
