#include "kbuildparse/kconfig/model/text_rules.h"

#include <algorithm>
#include <utility>

#include "kbuildparse/kconfig/model/choice_rules.h"
#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

class TextRules {
 public:
  TextRules(RuleWriter& writer, SymbolNo number)
      : writer_(writer),
        number_(number),
        symbol_(writer.symbols[number]),
        texts_(writer.leaves.Texts(number)) {}

  TextParts Add() {
    MakeRaw();
    parts_.visible = CanBeChosen(writer_, number_);
    parts_.by_default =
        symbol_.prompts.empty() ? kTrue : writer_.clauses.NewVariable();
    writer_.clauses.Add({parts_.visible, parts_.by_default});
    AddTyped();
    AddDefaults();
    AddRanges();
    return std::move(parts_);
  }

 private:
  /// Where no range could change it, it is what it is.
  void MakeRaw() {
    std::vector<Literal> all;
    for (const PossibleText& text : texts_) {
      parts_.raw.push_back(symbol_.ranges.empty() || texts_.size() == 1
                               ? text.when
                               : writer_.clauses.NewVariable());
    }
    if (symbol_.ranges.empty()) return;
    writer_.clauses.Add(parts_.raw);
    writer_.clauses.AtMostOne(parts_.raw);
  }

  /// What a user cannot type.
  void AddTyped() {
    for (size_t i = 0; i < texts_.size(); ++i) {
      bool typed =
          !texts_[i].macro && IsValidText(symbol_.type, texts_[i].text);
      if (!typed) {
        writer_.clauses.Add({parts_.by_default, -parts_.raw[i]});
      }
    }
  }

  void AddDefaults() {
    Literal pending = parts_.by_default;
    for (const ConditionalProperty& property : symbol_.defaults) {
      Literal holds = writer_.formulas.Set(property.condition);
      Literal here = writer_.clauses.And({pending, holds});
      if (property.is_symbol) {
        for (const PossibleText& text : writer_.leaves.Texts(property.low)) {
          AddIf({here, text.when}, text);
        }
      } else {
        AddIf({here}, texts_.front());
      }
      pending = writer_.clauses.And({pending, -holds});
    }
    AddIf({pending}, texts_.front());
  }

  /// The first of its texts is what it has without any default.
  void AddIf(std::initializer_list<Literal> conditions,
             const PossibleText& text) {
    for (size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].text == text.text && texts_[i].macro == text.macro) {
        return writer_.clauses.Imply(conditions, parts_.raw[i]);
      }
    }
  }

  /// The first range whose condition holds.
  void AddRanges() {
    if (symbol_.ranges.empty()) return;
    Literal pending = kTrue;
    for (const ConditionalProperty& range : symbol_.ranges) {
      Literal holds = writer_.formulas.Set(range.condition);
      Literal here = writer_.clauses.And({pending, holds});
      if (here != kFalse) AddRange(range, here);
      pending = writer_.clauses.And({pending, -holds});
    }
    for (size_t i = 0; i < texts_.size(); ++i) {
      writer_.clauses.Imply({pending, parts_.raw[i]}, texts_[i].when);
    }
  }

  void AddRange(const ConditionalProperty& range, Literal here) {
    for (const PossibleText& low : writer_.leaves.Texts(range.low)) {
      for (const PossibleText& high : writer_.leaves.Texts(range.high)) {
        for (size_t i = 0; i < texts_.size(); ++i) {
          const PossibleText& limited = Limited(range, texts_[i], low, high);
          for (const PossibleText& text : texts_) {
            if (text.text != limited.text || text.macro != limited.macro) {
              continue;
            }
            writer_.clauses.Imply({here, low.when, high.when, parts_.raw[i]},
                                  text.when);
          }
        }
      }
    }
  }

  const PossibleText& Limited(const ConditionalProperty& range,
                              const PossibleText& text, const PossibleText& low,
                              const PossibleText& high) const {
    if (text.macro || low.macro || high.macro) return text;
    int side = SideOfRange({text.text, symbol_.type},
                           {low.text, writer_.symbols[range.low].type},
                           {high.text, writer_.symbols[range.high].type});
    return side == 0 ? text : side < 0 ? low : high;
  }

  RuleWriter& writer_;
  SymbolNo number_;
  const Symbol& symbol_;
  const std::vector<PossibleText>& texts_;
  TextParts parts_;
};

}  // namespace

TextParts AddTextRules(RuleWriter& writer, SymbolNo symbol) {
  writer.Begin({Rule::Kind::kText, symbol});
  return TextRules(writer, symbol).Add();
}

}  // namespace kplace::kconfig
