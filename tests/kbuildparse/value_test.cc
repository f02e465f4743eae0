#include "kbuildparse/make/value.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "support/text.h"

namespace kplace::make {
namespace {

std::string TextOf(const ValueWord& word) {
  return word.unknown ? fmt::format("<{}>", word.text) : word.text;
}

class ValueTest : public testing::Test {
 protected:
  /// One line per word: `text [condition]`, the text of unknown ones in <>.
  std::string WordsOf(const Value& value) {
    std::string out;
    for (const ValueWord& word : Words(value, store_)) {
      out += fmt::format("{} [{}]\n", TextOf(word), store_.ToText(word.when));
    }
    return out;
  }

  std::string ChoicesOf(const Value& value) {
    std::string out;
    Choices choices = Enumerate(value, store_);
    for (const Choice& choice : choices.known) {
      out +=
          fmt::format("'{}' [{}]\n", choice.text, store_.ToText(choice.when));
    }
    if (!choices.unknown.IsFalse()) {
      out += fmt::format("<{}> [{}]\n", choices.reason,
                         store_.ToText(choices.unknown));
    }
    return out;
  }

  Condition Option(std::string_view name) {
    return store_.Atom(name, OptionValue::kYes);
  }

  ConditionStore store_;
  Condition true_ = Condition::True();
  Condition a_ = Option("A");
  Condition am_ = store_.Atom("A", OptionValue::kModule);
  Condition b_ = Option("B");
  Condition not_a_ = store_.Not(a_);
};

TEST_F(ValueTest, OneKnownTextIsPlain) {
  EXPECT_TRUE(Value().IsPlain());
  EXPECT_EQ(Value().Plain(), "");
  EXPECT_TRUE(Value("").empty());
  Value value("a b");
  value.Append(true_, " c");
  ASSERT_TRUE(value.IsPlain());
  EXPECT_EQ(value.Plain(), "a b c");
  EXPECT_EQ(WordsOf(value), "a [true]\nb [true]\nc [true]\n");
  EXPECT_EQ(ChoicesOf(value), "'a b c' [true]\n");
  EXPECT_EQ(ChoicesOf(Value()), "'' [true]\n");
  EXPECT_EQ(WordsOf(Value()), "");
}

TEST_F(ValueTest, AppendJoinsWhatIsThereTogether) {
  Value value;
  value.Append(a_, "x");
  value.Append(a_, "y");
  value.Append(b_, "");
  value.Append(Condition::False(), "z");
  EXPECT_EQ(value.pieces(), (std::vector<Piece>{{a_, false, "xy"}}));
  EXPECT_FALSE(value.IsPlain());
}

TEST_F(ValueTest, AppendOfAValueNarrowsItsPieces) {
  Value inner("x");
  inner.Append(b_, "y");
  inner.Append(am_, "z");
  Value value("w");
  value.Append(a_, inner, store_);
  EXPECT_EQ(value.pieces(),
            (std::vector<Piece>{{true_, false, "w"},
                                {a_, false, "x"},
                                {store_.And(a_, b_), false, "y"}}));
  Value twice("x");
  twice.Append(true_, twice, store_);
  EXPECT_EQ(twice.Plain(), "xx");
}

TEST_F(ValueTest, UnknownIsNeitherPlainNorEmpty) {
  Value value = Value::Unknown("$(shell date)");
  EXPECT_FALSE(value.IsPlain());
  EXPECT_FALSE(value.empty());
  EXPECT_EQ(value.UnknownReason(), "$(shell date)");
  EXPECT_EQ(Value("x").UnknownReason(), "");
  EXPECT_EQ(ChoicesOf(value), "<$(shell date)> [true]\n");
  EXPECT_EQ(WordsOf(value), "<$(shell date)> [true]\n");
}

TEST_F(ValueTest, ChoicesOfAnOptionAreItsThreeValues) {
  Value value;
  value.Append(a_, "y");
  value.Append(am_, "m");
  EXPECT_EQ(ChoicesOf(value),
            "'y' [A=y]\n"
            "'m' [A=m]\n"
            "'' [(!A=y && !A=m)]\n");
}

TEST_F(ValueTest, ChoicesOfEqualTextAreOne) {
  Value value("obj-");
  value.Append(a_, "y");
  value.Append(not_a_, "y");
  EXPECT_EQ(ChoicesOf(value), "'obj-y' [true]\n");
}

TEST_F(ValueTest, ChoicesAreUnknownOnlyWhereAnUnknownPieceIsThere) {
  Value value("x");
  value.AppendUnknown(a_, "r");
  value.Append(b_, "y");
  EXPECT_EQ(ChoicesOf(value),
            "'xy' [(!A=y && B=y)]\n"
            "'x' [(!A=y && !B=y)]\n"
            "<r> [A=y]\n");
}

TEST_F(ValueTest, TooManyChoicesAreUnknownWithAReason) {
  Value many;
  Value equal;
  for (int i = 0; i < 20; ++i) {
    std::string name = fmt::format("O{}", i);
    many.Append(Option(name), name);
    equal.Append(Option(name), "y");
  }
  EXPECT_EQ(ChoicesOf(many),
            "<value can be too many different strings> [true]\n");
  Value long_text;
  for (int i = 0; i < 11; ++i) {
    long_text.Append(Option(fmt::format("O{}", i)), std::string(100'000, 'x'));
    long_text.Append(true_, " ");
  }
  EXPECT_FALSE(Enumerate(long_text, store_).reason.empty());
}

TEST_F(ValueTest, WordsBetweenWhiteSpaceHaveTheConditionOfTheirPiece) {
  Value value("a.o b.o");
  value.Append(a_, " c.o");
  value.Append(b_, "\td.o e.o");
  value.Append(not_a_, " f.o ");
  EXPECT_EQ(WordsOf(value),
            "a.o [true]\nb.o [true]\nc.o [A=y]\nd.o [B=y]\ne.o [B=y]\n"
            "f.o [!A=y]\n");
}

TEST_F(ValueTest, HundredsOfConditionalWordsKeepSimpleConditions) {
  Value value;
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    std::string name = fmt::format("O{}", i);
    value.Append(Option(name), fmt::format("{}.o ", name));
    expected += fmt::format("{0}.o [{0}=y]\n", name);
  }
  EXPECT_EQ(WordsOf(value), expected);
}

TEST_F(ValueTest, AWordCanGoOnInTheNextPieces) {
  Value value("pre obj-");
  value.Append(a_, "y");
  value.Append(am_, "m");
  value.Append(true_, ".o post");
  EXPECT_EQ(WordsOf(value),
            "pre [true]\n"
            "obj-.o [(!A=y && !A=m)]\n"
            "obj-y.o [A=y]\n"
            "obj-m.o [A=m]\n"
            "post [true]\n");
}

TEST_F(ValueTest, AlternativesDoNotTouchEachOther) {
  Value value;
  value.Append(a_, "x");
  value.Append(not_a_, "y");
  EXPECT_EQ(WordsOf(value), "x [A=y]\ny [!A=y]\n");
  Value same;
  same.Append(a_, "x");
  same.Append(not_a_, "x");
  EXPECT_EQ(WordsOf(same), "x [true]\n");
}

TEST_F(ValueTest, WhiteSpaceThatIsNotThereDoesNotSeparate) {
  Value value("foo");
  value.Append(a_, " ");
  value.Append(true_, "bar");
  EXPECT_EQ(WordsOf(value), "foo [A=y]\nfoobar [!A=y]\nbar [A=y]\n");
}

TEST_F(ValueTest, UnknownTextGluedToAWordMakesItUnknown) {
  Value value("a ");
  value.AppendUnknown(true_, "r");
  value.Append(true_, " b pre-");
  value.AppendUnknown(a_, "s");
  value.Append(true_, "-post c");
  EXPECT_EQ(WordsOf(value),
            "a [true]\n"
            "<r> [true]\n"
            "b [true]\n"
            "pre--post [!A=y]\n"
            "<s> [A=y]\n"
            "c [true]\n");
}

TEST_F(ValueTest, AWordThatCanBeTooMuchIsUnknownAndLeavesOthersAlone) {
  Value value("a pre-");
  for (int i = 0; i < 40; ++i) {
    std::string name = fmt::format("O{}", i);
    value.Append(Option(name), name);
  }
  value.Append(true_, "-post z");
  EXPECT_EQ(WordsOf(value),
            "a [true]\n<word can be too many different strings> [true]\n"
            "z [true]\n");
}

// Random values against a judge that concatenates and splits, in each of the
// configurations of two options.

constexpr int kConfigurations = 9;

std::string_view ValueIn(int configuration, std::string_view option) {
  int digit = option == "A" ? configuration % 3 : configuration / 3;
  return std::array<std::string_view, 3>{"n", "m", "y"}[digit];
}

bool Holds(const ConditionStore& store, Condition condition,
           int configuration) {
  Truth truth = store.Evaluate(condition, [&](std::string_view option) {
    return ValueIn(configuration, option);
  });
  EXPECT_NE(truth, Truth::kUnknown);
  return truth == Truth::kTrue;
}

Condition RandomCondition(std::mt19937& random, ConditionStore& store) {
  auto atom = [&] {
    Condition condition = store.Atom(
        random() % 2 == 0 ? "A" : "B",
        random() % 2 == 0 ? OptionValue::kYes : OptionValue::kModule);
    return random() % 2 == 0 ? condition : store.Not(condition);
  };
  switch (random() % 4) {
    case 0:
      return Condition::True();
    case 1:
      return store.And(atom(), atom());
    case 2:
      return store.Or(atom(), atom());
    default:
      return atom();
  }
}

Value RandomValue(std::mt19937& random, ConditionStore& store) {
  Value value;
  size_t pieces = random() % 7;
  for (size_t i = 0; i < pieces; ++i) {
    Condition when = RandomCondition(random, store);
    if (random() % 10 == 0) {
      value.AppendUnknown(when, fmt::format("{}", random() % 3));
      continue;
    }
    std::string text;
    size_t length = 1 + random() % 5;
    for (size_t j = 0; j < length; ++j) text += "ab \t"[random() % 4];
    value.Append(when, text);
  }
  return value;
}

/// The string of one configuration; an unknown piece is its reason, a digit.
std::string StringIn(const Value& value, const ConditionStore& store,
                     int configuration) {
  std::string out;
  for (const Piece& piece : value.pieces()) {
    if (Holds(store, piece.when, configuration)) out += piece.text;
  }
  return out;
}

std::string Describe(const Value& value, const ConditionStore& store) {
  std::string out;
  for (const Piece& piece : value.pieces()) {
    out += fmt::format("'{}' [{}] ", piece.text, store.ToText(piece.when));
  }
  return out;
}

TEST(ValueDifferential, WordsAreThoseOfTheStringInEveryConfiguration) {
  ConditionStore store;
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    Value value = RandomValue(random, store);
    std::vector<ValueWord> words = Words(value, store);
    for (int i = 0; i < kConfigurations; ++i) {
      std::string expected;
      std::string text = StringIn(value, store, i);
      for (std::string_view word : SplitWords(text)) {
        size_t digit = word.find_first_of("0123456789");
        bool unknown = digit != std::string_view::npos;
        expected +=
            unknown ? fmt::format("<{}>", word[digit]) : std::string(word);
        expected += '\n';
      }
      std::string actual;
      for (const ValueWord& word : words) {
        EXPECT_FALSE(word.when.IsFalse());
        if (!Holds(store, word.when, i)) continue;
        actual += TextOf(word);
        actual += '\n';
      }
      ASSERT_EQ(actual, expected) << Describe(value, store);
    }
  }
}

TEST(ValueDifferential, ExactlyOneChoiceHoldsAndIsTheString) {
  ConditionStore store;
  std::mt19937 random(2);
  for (int round = 0; round < 5000; ++round) {
    Value value = RandomValue(random, store);
    Choices choices = Enumerate(value, store);
    for (int i = 0; i < kConfigurations; ++i) {
      std::string text = StringIn(value, store, i);
      bool unknown = text.find_first_of("0123456789") != std::string::npos;
      ASSERT_EQ(Holds(store, choices.unknown, i), unknown)
          << Describe(value, store);
      std::vector<std::string> held;
      for (const Choice& choice : choices.known) {
        if (Holds(store, choice.when, i)) held.push_back(choice.text);
      }
      ASSERT_EQ(held, unknown ? std::vector<std::string>{}
                              : std::vector<std::string>{text})
          << Describe(value, store);
    }
  }
}

}  // namespace
}  // namespace kplace::make
