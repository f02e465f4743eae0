#include "kbuildparse/kconfig/model/formula_literals.h"

#include <utility>

#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

}  // namespace

FormulaLiterals::FormulaLiterals(const SymbolTable& symbols,
                                 SymbolLiterals& leaves, ClauseSet& clauses)
    : symbols_(symbols), leaves_(leaves), clauses_(clauses) {
  for (auto& known : known_) known.resize(symbols.formulas().size());
}

Literal FormulaLiterals::Of(FormulaNo number, Level level) {
  if (Literal known = known_[level][number]) return known;
  Literal literal = Make(symbols_.formulas()[number], level);
  known_[level][number] = literal;
  return literal;
}

Literal FormulaLiterals::Make(const Formula& formula, Level level) {
  switch (formula.op) {
    case Op::kSymbol: {
      TristateLiterals symbol = leaves_.Tristate(formula.left);
      return level == kSet ? symbol.set : symbol.yes;
    }
    case Op::kNot:
      // `!` is y minus the value: not n where the operand is not y.
      return -Of(formula.left, level == kSet ? kYes : kSet);
    case Op::kAnd:
      return clauses_.And(Operands(formula, level));
    case Op::kOr:
      return clauses_.Or(Operands(formula, level));
    default:
      return Comparison(formula);
  }
}

/// Those of a whole chain of one operator; a part of it that has a literal
/// already stays in one piece.
std::vector<Literal> FormulaLiterals::Operands(const Formula& formula,
                                               Level level) {
  std::vector<Literal> operands;
  std::vector<FormulaNo> pending = {formula.right, formula.left};
  while (!pending.empty()) {
    FormulaNo number = pending.back();
    pending.pop_back();
    const Formula& part = symbols_.formulas()[number];
    if (part.op == formula.op && known_[level][number] == 0) {
      pending.push_back(part.right);
      pending.push_back(part.left);
    } else {
      operands.push_back(Of(number, level));
    }
  }
  return operands;
}

Literal FormulaLiterals::Comparison(const Formula& formula) {
  const std::vector<PossibleText>& left = leaves_.Texts(formula.left);
  const std::vector<PossibleText>& right = leaves_.Texts(formula.right);
  std::vector<Literal> cases;
  for (const PossibleText& text : right) {
    cases.push_back(
        clauses_.And({text.when, ComparedWith(formula, left, text)}));
  }
  return clauses_.Or(std::move(cases));
}

Literal FormulaLiterals::ComparedWith(const Formula& formula,
                                      const std::vector<PossibleText>& left,
                                      const PossibleText& right) {
  std::vector<Literal> holds, fails;
  for (const PossibleText& text : left) {
    const bool result = Holds(
        formula.op, CompareTexts(text.text, symbols_[formula.left].type,
                                 right.text, symbols_[formula.right].type));
    if (text.macro || right.macro) {
      Literal open = leaves_.OpenComparison(
          text.macro ? *text.macro : *right.macro, result);
      holds.push_back(clauses_.And({text.when, open}));
      fails.push_back(clauses_.And({text.when, -open}));
    } else {
      (result ? holds : fails).push_back(text.when);
    }
  }
  // One of the texts is there: the shorter side says it all.
  if (holds.size() <= fails.size()) return clauses_.Or(std::move(holds));
  return -clauses_.Or(std::move(fails));
}

}  // namespace kplace::kconfig
