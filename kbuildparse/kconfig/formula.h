// formula.h - expressions over numbered symbols, each kept once.
//
// The engine asks the same few ten thousand conditions again and again, so they
// are compiled once: names become numbers, and equal parts become one node. The
// values are those of a tristate; see expr_calc_value() of
// scripts/kconfig/expr.c.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_FORMULA_H_
#define KPLACE_KBUILDPARSE_KCONFIG_FORMULA_H_

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kbuildparse/kconfig/expr.h"

namespace kplace::kconfig {

using SymbolNo = uint32_t;
using FormulaNo = uint32_t;

/// One node.  kNot has `left`; kAnd and kOr have two formulas; kSymbol has a
/// SymbolNo in `left`, comparisons have one in each.  Nothing else occurs.
struct Formula {
  Expr::Op op = Expr::Op::kSymbol;
  uint32_t left = 0;
  uint32_t right = 0;

  friend bool operator==(const Formula&, const Formula&) = default;
};

class FormulaStore {
 public:
  /// The constants y and n, which exist from the start; as conditions "always"
  /// and "never".
  static constexpr FormulaNo kYes = 0;
  static constexpr FormulaNo kNo = 1;

  /// `yes` and `no` are the symbols of these constants.
  FormulaStore(SymbolNo yes, SymbolNo no);

  FormulaNo Symbol(SymbolNo symbol);
  FormulaNo Compare(Expr::Op op, SymbolNo left, SymbolNo right);
  FormulaNo Not(FormulaNo operand);
  /// Without the operands that change nothing.
  FormulaNo And(FormulaNo left, FormulaNo right);
  FormulaNo Or(FormulaNo left, FormulaNo right);

  const Formula& operator[](FormulaNo number) const { return nodes_[number]; }
  size_t size() const { return nodes_.size(); }

 private:
  struct Hash {
    size_t operator()(const Formula& node) const;
  };
  FormulaNo Add(Formula node);

  std::vector<Formula> nodes_;
  std::unordered_map<Formula, FormulaNo, Hash> numbers_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_FORMULA_H_
