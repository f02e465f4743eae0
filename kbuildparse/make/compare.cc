// compare.cc - what `ifeq` asks: when are two values the same string?

#include <unordered_map>

#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/option_text.h"
#include "support/text.h"

namespace kplace::make {
namespace {

/// A value as a comparison sees it: texts, options that are the whole value
/// where their piece's condition holds, and what is not known.
struct Side {
  Choices texts;
  std::vector<Piece> options;
};

/// Why a comparison of the two cannot be decided.
std::string WhyOpen(const Choices& left, const Choices& right) {
  auto side = [](const Choices& choices) {
    if (!choices.unknown.IsFalse()) return choices.reason;
    return choices.known.size() == 1 ? choices.known[0].text : "…";
  };
  bool swapped = left.unknown.IsFalse();
  return side(swapped ? right : left) + " = " + side(swapped ? left : right);
}

/// Where nothing but the option's text is there.
std::vector<Piece> WholeOptions(const Value& value, ConditionStore& store) {
  std::vector<Piece> whole;
  for (const Piece& piece : value.pieces()) {
    if (piece.option == OptionText::kNone) continue;
    Piece alone = piece;
    for (const Piece& other : value.pieces()) {
      if (&other == &piece) continue;
      alone.when = store.AndNot(alone.when, other.when);
    }
    if (!alone.when.IsFalse()) whole.push_back(std::move(alone));
  }
  return whole;
}

Side SideOf(const Expr& expr, const Value& value, ConditionStore& store) {
  Side side;
  side.texts = Enumerate(value, store);
  if (IsWordList(expr)) {
    for (Choice& choice : side.texts.known) {
      choice.text = FoldWhitespace(choice.text);
    }
  }
  side.options = WholeOptions(value, store);
  for (const Piece& option : side.options) {
    side.texts.unknown = store.AndNot(side.texts.unknown, option.when);
  }
  return side;
}

Condition EqualTexts(const Choices& left, const Choices& right,
                     ConditionStore& store) {
  Condition equal = Condition::False();
  std::unordered_map<std::string_view, Condition> by_text;
  for (const Choice& choice : left.known) {
    auto [entry, is_new] = by_text.try_emplace(choice.text, choice.when);
    if (!is_new) entry->second = store.Or(entry->second, choice.when);
  }
  for (const Choice& choice : right.known) {
    auto found = by_text.find(choice.text);
    if (found == by_text.end()) continue;
    equal = store.Or(equal, store.And(found->second, choice.when));
  }
  return equal;
}

/// When the options of one side are the texts of the other.
Condition OptionsAreTexts(const std::vector<Piece>& options,
                          const Choices& texts, ConditionStore& store) {
  Condition equal = Condition::False();
  for (const Piece& option : options) {
    for (const Choice& choice : texts.known) {
      Condition both = store.And(option.when, choice.when);
      if (both.IsFalse()) continue;
      Condition same = IsText(option, choice.text, store);
      equal = store.Or(equal, store.And(both, same));
    }
  }
  return equal;
}

Condition EqualOptions(const Side& left, const Side& right,
                       ConditionStore& store) {
  Condition equal = Condition::False();
  for (const Piece& one : left.options) {
    for (const Piece& two : right.options) {
      Condition both = store.And(one.when, two.when);
      if (both.IsFalse()) continue;
      bool same = one.text == two.text && one.option == two.option;
      if (!same) {
        both = store.And(both, store.Unknown(one.text + " = " + two.text));
      }
      equal = store.Or(equal, both);
    }
  }
  return equal;
}

}  // namespace

Condition Interpreter::Equal(const Test& test) {
  ConditionStore& store = conditions();
  Value left = Expand(test.left);
  Value right = Expand(test.right);
  if (left.IsPlain() && right.IsPlain()) {
    return left.Plain() == right.Plain() ? Condition::True()
                                         : Condition::False();
  }
  if (right.empty()) return store.Not(NotEmpty(left, store));
  if (left.empty()) return store.Not(NotEmpty(right, store));

  Side one = SideOf(test.left, left, store);
  Side two = SideOf(test.right, right, store);
  Condition equal = EqualTexts(one.texts, two.texts, store);
  equal = store.Or(equal, OptionsAreTexts(one.options, two.texts, store));
  equal = store.Or(equal, OptionsAreTexts(two.options, one.texts, store));
  equal = store.Or(equal, EqualOptions(one, two, store));
  Condition open = store.Or(one.texts.unknown, two.texts.unknown);
  if (open.IsFalse()) return equal;
  Condition unknown = store.Unknown(WhyOpen(one.texts, two.texts));
  return store.Or(store.AndNot(equal, open), store.And(open, unknown));
}

}  // namespace kplace::make
