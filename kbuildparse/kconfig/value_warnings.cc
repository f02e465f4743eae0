#include "kbuildparse/kconfig/value_warnings.h"

#include "support/text.h"

namespace kplace::kconfig {
namespace {

/// Writes an expression; parentheses as far as they are needed.
class FormulaWriter {
 public:
  FormulaWriter(const SymbolTable& symbols, Values& values)
      : symbols_(symbols), values_(values) {}

  std::string Write(FormulaNo number, int around = 0) {
    const Formula& formula = symbols_.formulas()[number];
    switch (formula.op) {
      case Expr::Op::kSymbol:
        return Operand(formula.left);
      case Expr::Op::kNot:
        return "!" + Write(formula.left, Strength(formula.op));
      case Expr::Op::kAnd:
      case Expr::Op::kOr:
        return Join(formula, around);
      default:
        return Operand(formula.left) + std::string(Trim(Spelling(formula.op))) +
               Operand(formula.right);
    }
  }

 private:
  std::string Join(const Formula& formula, int around) {
    int strength = Strength(formula.op);
    std::string text = Write(formula.left, strength) + Spelling(formula.op) +
                       Write(formula.right, strength);
    return around > strength ? "(" + text + ")" : text;
  }

  std::string Operand(SymbolNo number) {
    const Symbol& symbol = symbols_[number];
    std::string name(symbol.name);
    if (symbol.type == OptionType::kUnknown) return name;
    return name + " [=" + values_.TextOf(number) + "]";
  }

  const SymbolTable& symbols_;
  Values& values_;
};

/// The parts of "A || B || C".
void Alternatives(const FormulaStore& formulas, FormulaNo number,
                  std::vector<FormulaNo>& found) {
  if (formulas[number].op != Expr::Op::kOr) {
    found.push_back(number);
    return;
  }
  Alternatives(formulas, formulas[number].left, found);
  Alternatives(formulas, formulas[number].right, found);
}

}  // namespace

std::string TextWithValues(const SymbolTable& symbols, Values& values,
                           FormulaNo formula) {
  return FormulaWriter(symbols, values).Write(formula);
}

std::vector<UnmetDependency> FindUnmetDependencies(const SymbolTable& symbols,
                                                   Values& values) {
  std::vector<UnmetDependency> unmet;
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    const Symbol& symbol = symbols[number];
    if (symbol.kind != Symbol::Kind::kOption || !IsTristateType(symbol.type) ||
        symbol.choice >= 0 || !symbol.direct) {
      continue;
    }
    Tristate direct = values.Direct(number);
    if (direct >= values.Reverse(number)) continue;
    UnmetDependency& added = unmet.emplace_back();
    added.symbol = number;
    added.direct = direct;
    added.depends_on = TextWithValues(symbols, values, *symbol.direct);
    std::vector<FormulaNo> selects;
    Alternatives(symbols.formulas(), symbol.reverse, selects);
    for (FormulaNo select : selects) {
      if (values.Evaluate(select) <= direct) continue;
      added.selected_by.push_back(TextWithValues(symbols, values, select));
    }
  }
  return unmet;
}

std::vector<LostSetting> FindLostSettings(const SymbolTable& symbols,
                                          const Configuration& config,
                                          const UserValues& user,
                                          Values& values) {
  std::vector<LostSetting> lost;
  for (const auto& [option, setting] : config.settings()) {
    std::optional<SymbolNo> number =
        symbols.Find(std::string_view(option).substr(7));
    if (!number || !user[*number]) continue;
    const Symbol& symbol = symbols[*number];
    std::string got = values.TextOf(*number);
    std::string asked = setting.value;
    if (got == asked) continue;
    // "is not set" in a .config of what has no line at all.
    if (asked == "n" && !values.IsWritten(*number)) continue;
    LostSetting& added = lost.emplace_back();
    added = {*number, asked, got, setting.where, {}};
    if (symbol.choice >= 0) {
      added.why = "its choice has another member";
    } else if (IsTristateType(symbol.type) &&
               values.Reverse(*number) > user[*number]->tristate) {
      added.why = "it is selected";
    } else if (symbol.prompts.empty()) {
      added.why = "it has no prompt";
    } else if (values.Visible(*number) == Tristate::kNo) {
      added.why =
          "it cannot be set: " +
          TextWithValues(symbols, values, symbol.prompts.front().condition);
    } else {
      added.why =
          "its dependencies allow no more: " +
          TextWithValues(symbols, values, symbol.prompts.front().condition);
    }
  }
  return lost;
}

}  // namespace kplace::kconfig
