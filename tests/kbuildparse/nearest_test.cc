#include "kbuildparse/condition/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

namespace kplace {
namespace {

using Configuration = std::map<std::string, std::string, std::less<>>;

class NearestTest : public testing::Test {
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

  static std::string_view ValueIn(const Configuration& configuration,
                                  std::string_view name) {
    auto found = configuration.find(name);
    return found == configuration.end() ? "n" : std::string_view(found->second);
  }

  std::optional<NearestChange> Find(Condition condition,
                                    const Configuration& configuration) {
    return FindNearest(store_, condition, [&](std::string_view name) {
      return ValueIn(configuration, name);
    });
  }

  /// "A:n->y B:y->n, given u", or "none".
  std::string Text(Condition condition, const Configuration& configuration) {
    std::optional<NearestChange> nearest = Find(condition, configuration);
    if (!nearest) return "none";
    std::string text;
    for (const OptionChange& change : nearest->changes) {
      if (!text.empty()) text += ' ';
      text += change.option + ':' + change.from + "->" + change.to;
    }
    for (const std::string& reason : nearest->unknowns) {
      text += ", given " + reason;
    }
    return text;
  }

  ConditionStore store_;
  Condition a_ = Yes("A");
  Condition am_ = Module("A");
  Condition b_ = Yes("B");
  Condition c_ = Yes("C");
  Condition u_ = store_.Unknown("u");
};

TEST_F(NearestTest, WhatHoldsNeedsNoChange) {
  EXPECT_EQ(Text(And(a_, Not(b_)), {{"A", "y"}}), "");
  EXPECT_EQ(Text(Condition::True(), {}), "");
}

TEST_F(NearestTest, WhatNothingMakesTrueHasNone) {
  EXPECT_EQ(Text(Condition::False(), {}), "none");
  EXPECT_EQ(Text(And(Or(a_, am_),
                     And(Or(Not(a_), b_), And(Or(Not(a_), Not(b_)), Not(am_)))),
                 {}),
            "none");
}

TEST_F(NearestTest, EveryOperandOfAConjunction) {
  EXPECT_EQ(Text(And(am_, And(b_, Not(c_))), {{"A", "y"}, {"C", "y"}}),
            "A:y->m B:n->y C:y->n");
}

TEST_F(NearestTest, TheCheapestOperandOfADisjunction) {
  Condition way = Or(And(a_, b_), c_);
  EXPECT_EQ(Text(way, {}), "C:n->y");
  // Of two that are equally near the first.
  EXPECT_EQ(Text(way, {{"A", "y"}}), "C:n->y");
  EXPECT_EQ(Text(Or(a_, am_), {}), "A:n->y");
}

TEST_F(NearestTest, OneChangeForTwoDemands) {
  EXPECT_EQ(Text(And(Or(a_, c_), Or(b_, c_)), {}), "C:n->y");
}

TEST_F(NearestTest, ADemandThatAnotherUndoesIsNotTaken) {
  // B alone would do, but for A, which has to go then.
  EXPECT_EQ(Text(And(Or(a_, b_), Or(Not(b_), Not(a_))), {{"A", "y"}}), "");
  EXPECT_EQ(Text(And(b_, Or(Not(b_), Not(a_))), {{"A", "y"}}), "A:y->n B:n->y");
}

TEST_F(NearestTest, HopesOnlyWhereNoOptionHelps) {
  EXPECT_EQ(Text(Or(u_, And(a_, b_)), {}), "A:n->y B:n->y");
  EXPECT_EQ(Text(And(a_, u_), {}), "A:n->y, given u");
}

TEST_F(NearestTest, EndlessFormulasAreGivenUp) {
  Condition all = Condition::True();
  for (int i = 0; i < 3000; ++i) {
    std::string name = "X" + std::to_string(i);
    all = And(all, Or(Yes(name), Module(name)));
  }
  EXPECT_EQ(Text(all, {}), "none");
}

/// Against trying every configuration of three options.
TEST_F(NearestTest, NoConfigurationIsNearer) {
  const std::array<std::string, 3> names = {"A", "B", "C"};
  const std::array<std::string, 3> values = {"n", "m", "y"};
  auto configuration = [&](int number) {
    Configuration made;
    for (const std::string& name : names) {
      made[name] = values[static_cast<size_t>(number % 3)];
      number /= 3;
    }
    return made;
  };
  std::mt19937 random(1);
  auto literal = [&] {
    Condition atom = store_.Atom(
        names[random() % 3],
        random() % 2 == 0 ? OptionValue::kYes : OptionValue::kModule);
    return random() % 2 == 0 ? atom : Not(atom);
  };
  for (int round = 0; round < 500; ++round) {
    Condition condition = literal();
    for (int i = 0; i < 6; ++i) {
      Condition other = random() % 2 == 0 ? And(literal(), literal())
                                          : Or(literal(), literal());
      condition =
          random() % 2 == 0 ? And(condition, other) : Or(condition, other);
    }
    Configuration from = configuration(static_cast<int>(random() % 27));
    std::optional<size_t> least;
    for (int number = 0; number < 27; ++number) {
      Configuration to = configuration(number);
      auto value_of = [&](std::string_view name) { return ValueIn(to, name); };
      if (store_.Evaluate(condition, value_of) != Truth::kTrue) continue;
      size_t changes = 0;
      for (const std::string& name : names) changes += from[name] != to[name];
      least = std::min(least.value_or(changes), changes);
    }
    std::optional<NearestChange> nearest = Find(condition, from);
    ASSERT_EQ(nearest.has_value(), least.has_value())
        << store_.ToText(condition);
    if (!nearest) continue;
    EXPECT_EQ(nearest->changes.size(), *least) << store_.ToText(condition);
    for (const OptionChange& change : nearest->changes) {
      from[change.option] = change.to;
    }
    auto value_of = [&](std::string_view name) { return ValueIn(from, name); };
    EXPECT_EQ(store_.Evaluate(condition, value_of), Truth::kTrue)
        << store_.ToText(condition);
  }
}

}  // namespace
}  // namespace kplace
