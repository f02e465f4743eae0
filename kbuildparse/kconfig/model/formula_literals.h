// formula_literals.h - conditions of the Kconfig files as literals.
//
// A condition has one of three values, so two literals tell it: that it is not
// n, and that it is y.  Each is made when it is asked for, and once: what a
// bool rests on needs the first alone.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_FORMULA_LITERALS_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_FORMULA_LITERALS_H_

#include <vector>

#include "kbuildparse/kconfig/model/symbol_literals.h"

namespace kplace::kconfig {

class FormulaLiterals {
 public:
  /// All must outlive this.
  FormulaLiterals(const SymbolTable& symbols, SymbolLiterals& leaves,
                  ClauseSet& clauses);

  /// It is m or y.
  Literal Set(FormulaNo formula) { return Of(formula, kSet); }
  Literal Yes(FormulaNo formula) { return Of(formula, kYes); }

 private:
  enum Level : int { kSet, kYes };

  Literal Of(FormulaNo formula, Level level);
  Literal Make(const Formula& formula, Level level);
  std::vector<Literal> Operands(const Formula& formula, Level level);
  Literal Comparison(const Formula& formula);
  Literal ComparedWith(const Formula& formula,
                       const std::vector<PossibleText>& left,
                       const PossibleText& right);

  const SymbolTable& symbols_;
  SymbolLiterals& leaves_;
  ClauseSet& clauses_;
  std::vector<Literal> known_[2];  ///< 0 where it was not asked for
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_FORMULA_LITERALS_H_
