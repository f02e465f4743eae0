// Conditions against truth tables: formulas made at random mean, after all that
// is done to simplify them, what a judge says that knows nothing but the
// tables.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/condition/satisfiable.h"
#include "support/parallel.h"

namespace kplace {
namespace {

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

/// Texts and a number beside a tristate: what each option may be.
constexpr std::array<std::array<std::string_view, 4>, 3> kValues = {
    {{"", "a", "b", "other"}, {"", "1", "2", "3"}, {"n", "m", "y", "n"}}};
constexpr int kTextConfigurations = 4 * 4 * 4;

std::string_view TextIn(int configuration, std::string_view option) {
  size_t index = option == "CONFIG_S" ? 0 : option == "CONFIG_I" ? 1 : 2;
  return kValues[index][configuration >> (2 * index) & 3];
}

std::vector<Sample> TextAtoms(ConditionStore& store) {
  std::vector<Sample> atoms;
  auto add = [&](Condition condition, std::string_view option,
                 std::string_view value) {
    Sample sample{condition, {}};
    for (int i = 0; i < kTextConfigurations; ++i) {
      sample.table.push_back(TextIn(i, option) == value);
    }
    atoms.push_back(sample);
  };
  for (std::string_view text : {"", "a", "b"}) {
    add(store.AtomText("CONFIG_S", text), "CONFIG_S", text);
  }
  for (std::string_view number : {"1", "2"}) {
    add(store.AtomNumber("CONFIG_I", number), "CONFIG_I", number);
  }
  add(store.Atom("CONFIG_T", OptionValue::kYes), "CONFIG_T", "y");
  add(store.Atom("CONFIG_T", OptionValue::kModule), "CONFIG_T", "m");
  return atoms;
}

TEST(ConditionDifferential, TextsExcludeEachOther) {
  for (unsigned seed = 0; seed < 15; ++seed) {
    ConditionStore store;
    std::mt19937 random(seed);
    std::vector<Sample> samples = TextAtoms(store);
    while (samples.size() < 300) {
      Sample a = samples[random() % samples.size()];
      Sample b = samples[random() % samples.size()];
      bool conjunction = random() % 2 == 0;
      if (random() % 2 == 0) {
        b.condition = store.Not(b.condition);
        b.table.flip();
      }
      Sample both{conjunction ? store.And(a.condition, b.condition)
                              : store.Or(a.condition, b.condition),
                  {}};
      for (size_t i = 0; i < a.table.size(); ++i) {
        both.table.push_back(conjunction ? a.table[i] && b.table[i]
                                         : a.table[i] || b.table[i]);
      }
      samples.push_back(both);
    }
    for (const Sample& sample : samples) {
      for (int i = 0; i < kTextConfigurations; ++i) {
        auto in = [&](std::string_view option) { return TextIn(i, option); };
        Truth truth = store.Evaluate(sample.condition, in);
        ASSERT_EQ(truth == Truth::kTrue, sample.table[i])
            << store.ToText(sample.condition) << " in " << i;
      }
    }
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
  EXPECT_EQ(store.OptionsOf(either),
            (std::vector<std::string>{"CONFIG_A", "CONFIG_B"}));
}

TEST(Cofactor, AgreesWithEvaluation) {
  ConditionStore store;
  for (const Sample& sample : RandomSamples(store, 5, 300)) {
    for (const std::string& option : store.OptionsOf(sample.condition)) {
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
