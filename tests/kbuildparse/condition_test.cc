#include "kbuildparse/condition/condition.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "kbuildparse/condition/satisfiable.h"
#include "support/parallel.h"

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

/// A formula made at random together with its truth in each configuration, as
/// computed by a judge that knows only truth tables.
struct Sample {
  Condition condition;
  std::vector<bool> table;
};

/// 3 options of 3 values each and one thing unknown: 54 configurations.
constexpr int kConfigurations = 3 * 3 * 3 * 2;

std::string_view ValueIn(int configuration, int option) {
  for (int i = 0; i < option; ++i) configuration /= 3;
  return std::array<std::string_view, 3>{"n", "m", "y"}[configuration % 3];
}

bool UnknownIn(int configuration) {
  return configuration >= 27;
}

std::vector<Sample> Atoms(ConditionStore& store) {
  std::vector<Sample> atoms;
  auto add = [&](Condition condition, auto&& holds) {
    Sample sample{condition, {}};
    for (int i = 0; i < kConfigurations; ++i) sample.table.push_back(holds(i));
    atoms.push_back(sample);
  };
  for (int option = 0; option < 3; ++option) {
    std::string name =
        fmt::format("CONFIG_{}", static_cast<char>('A' + option));
    add(store.Atom(name, OptionValue::kYes),
        [&](int i) { return ValueIn(i, option) == "y"; });
    add(store.Atom(name, OptionValue::kModule),
        [&](int i) { return ValueIn(i, option) == "m"; });
  }
  add(store.Unknown("u"), UnknownIn);
  return atoms;
}

Sample Combine(ConditionStore& store, const Sample& a, const Sample& b,
               unsigned how) {
  Sample sample{how % 2 == 0 ? store.And(a.condition, b.condition)
                             : store.Or(a.condition, b.condition),
                {}};
  for (int i = 0; i < kConfigurations; ++i) {
    sample.table.push_back(how % 2 == 0 ? a.table[i] && b.table[i]
                                        : a.table[i] || b.table[i]);
  }
  if (how >= 2) {
    sample.condition = store.Not(sample.condition);
    sample.table.flip();
  }
  return sample;
}

std::vector<Sample> RandomSamples(ConditionStore& store, unsigned seed,
                                  size_t count) {
  std::mt19937 random(seed);
  std::vector<Sample> samples = Atoms(store);
  while (samples.size() < count) {
    const Sample& a = samples[random() % samples.size()];
    const Sample& b = samples[random() % samples.size()];
    samples.push_back(Combine(store, a, b, random() % 4));
  }
  return samples;
}

/// What three-valued logic may say of the two tables' entries for `known`.
void ExpectTruth(const ConditionStore& store, const Sample& sample, int known) {
  Truth truth = store.Evaluate(sample.condition, [&](std::string_view name) {
    return ValueIn(known, name.back() - 'A');
  });
  bool without = sample.table[known];
  bool with = sample.table[known + 27];
  if (truth == Truth::kUnknown) {
    EXPECT_FALSE(store.UnknownReasons(sample.condition).empty());
  } else {
    EXPECT_EQ(truth == Truth::kTrue, without) << store.ToText(sample.condition);
    EXPECT_EQ(truth == Truth::kTrue, with) << store.ToText(sample.condition);
  }
}

/// Reads the grammar of ToText() and computes, knowing nothing else.
class TextJudge {
 public:
  TextJudge(std::string_view text, int configuration)
      : text_(text), configuration_(configuration) {}

  bool Holds() {
    if (Take("!")) return !Holds();
    if (Take("true")) return true;
    if (Take("false")) return false;
    if (Take("unknown(\"u\")")) return UnknownIn(configuration_);
    if (Take("CONFIG_")) {
      bool holds =
          ValueIn(configuration_, text_[0] - 'A') == text_.substr(2, 1);
      text_.remove_prefix(3);
      return holds;
    }
    EXPECT_TRUE(Take("(")) << text_;
    bool all = Holds();
    bool any = all;
    bool conjunction = text_.starts_with(" && ");
    while (Take(conjunction ? " && " : " || ")) {
      bool next = Holds();
      all = all && next;
      any = any || next;
    }
    EXPECT_TRUE(Take(")")) << text_;
    return conjunction ? all : any;
  }

  bool AtEnd() const { return text_.empty(); }

 private:
  bool Take(std::string_view token) {
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }

  std::string_view text_;
  int configuration_;
};

void ExpectTable(const ConditionStore& store, const Sample& sample) {
  std::string text = store.ToText(sample.condition);
  for (int i = 0; i < kConfigurations; ++i) {
    TextJudge judge(text, i);
    EXPECT_EQ(judge.Holds(), sample.table[i]) << text;
    EXPECT_TRUE(judge.AtEnd()) << text;
  }
}

TEST(ConditionDifferential, RandomFormulasMeanWhatTruthTablesSay) {
  for (unsigned seed = 0; seed < 15; ++seed) {
    ConditionStore store;
    for (const Sample& sample : RandomSamples(store, seed, 300)) {
      for (int known = 0; known < 27; ++known) {
        ExpectTruth(store, sample, known);
      }
      ExpectTable(store, sample);
    }
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(ConditionDifferential, TwoOperandsOfTwoAreSimplifiedToTheEnd) {
  ConditionStore store;
  std::vector<Sample> small = Atoms(store);
  size_t atoms = small.size();
  for (size_t i = 0; i < atoms; ++i) {
    small.push_back(small[i]);
    small.back().condition = store.Not(small.back().condition);
    small.back().table.flip();
  }
  atoms = small.size();
  for (size_t i = 0; i < atoms; ++i) {
    for (size_t j = 0; j < i; ++j) {
      small.push_back(Combine(store, small[i], small[j], 0));
    }
  }
  for (const Sample& a : small) {
    for (const Sample& b : small) {
      Sample both = Combine(store, a, b, 1);
      bool all = std::ranges::count(both.table, false) == 0;
      EXPECT_EQ(both.condition.IsTrue(), all)
          << store.ToText(a.condition) << " || " << store.ToText(b.condition);
    }
  }
}

TEST(Cofactor, AnOptionHasOneValue) {
  ConditionStore store;
  Condition a_y = store.Atom("CONFIG_A", OptionValue::kYes);
  Condition a_m = store.Atom("CONFIG_A", OptionValue::kModule);
  Condition b = store.Atom("CONFIG_B", OptionValue::kYes);
  Condition either = store.And(store.Or(a_y, a_m), b);
  EXPECT_EQ(store.Cofactor(either, "CONFIG_A", "y"), b);
  EXPECT_EQ(store.Cofactor(either, "CONFIG_A", "m"), b);
  EXPECT_TRUE(store.Cofactor(either, "CONFIG_A", "n").IsFalse());
  EXPECT_EQ(store.Cofactor(store.Not(either), "CONFIG_A", "m"), store.Not(b));
  EXPECT_EQ(store.Cofactor(either, "CONFIG_C", "y"), either);
  EXPECT_EQ(store.Options(either),
            (std::vector<std::string>{"CONFIG_B", "CONFIG_A"}));
}

TEST(Cofactor, AgreesWithEvaluation) {
  ConditionStore store;
  for (const Sample& sample : RandomSamples(store, 5, 300)) {
    for (const std::string& option : store.Options(sample.condition)) {
      for (std::string_view value : {"y", "m", "n"}) {
        Condition cofactor = store.Cofactor(sample.condition, option, value);
        for (std::string_view others : {"y", "m", "n"}) {
          auto value_of = [&](std::string_view name) {
            return name == option ? value : others;
          };
          Truth truth = store.Evaluate(sample.condition, value_of);
          // What is unknown may have become certain on the way.
          if (truth == Truth::kUnknown) continue;
          EXPECT_EQ(store.Evaluate(cofactor, value_of), truth)
              << store.ToText(sample.condition);
        }
      }
    }
  }
}

TEST(Satisfiable, IsWhatSomeConfigurationMakesTrue) {
  ConditionStore store;
  for (const Sample& sample : RandomSamples(store, 6, 300)) {
    bool some = std::ranges::count(sample.table, true) != 0;
    EXPECT_EQ(IsSatisfiable(sample.condition, store), some)
        << store.ToText(sample.condition);
  }
  EXPECT_TRUE(IsSatisfiable(store.Unknown("who knows"), store));
}

TEST(ConditionThreads, TextsDoNotDependOnWhoCameFirst) {
  ConditionStore alone;
  std::vector<std::string> expected;
  for (const Sample& sample : RandomSamples(alone, 7, 400)) {
    expected.push_back(alone.ToText(sample.condition));
  }
  ConditionStore shared;
  // Other formulas first, so that everything is numbered differently.
  RandomSamples(shared, 99, 100);
  std::vector<std::vector<std::string>> texts(8);
  ParallelFor(texts.size(), 4, [&](size_t i) {
    unsigned seed = i % 2 == 0 ? 7 : 8 + static_cast<unsigned>(i);
    for (const Sample& sample : RandomSamples(shared, seed, 400)) {
      texts[i].push_back(shared.ToText(sample.condition));
    }
  });
  for (size_t i = 0; i < texts.size(); i += 2) EXPECT_EQ(texts[i], expected);
}

}  // namespace
}  // namespace kplace
