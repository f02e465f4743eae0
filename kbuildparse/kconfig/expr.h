// expr.h - expressions of the Kconfig language: `A && (B || !C = m)`.
//
// Values are the three of a tristate: && is the smaller, || the larger, ! is
// "y minus".  Only symbols and constants can be compared, so `!C = m` is
// `!(C = m)` (see the grammar in scripts/kconfig/parser.y).  Trees are shared
// and never change.  Chains of one operator are kept balanced: the depth of a
// tree is bounded by the nesting of its text, whatever its length, so that it
// can be walked (and freed) recursively even when the text is hostile.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_EXPR_H_
#define KPLACE_KBUILDPARSE_KCONFIG_EXPR_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kplace::kconfig {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

/// One node.  As a condition, a null ExprPtr is "always", i.e. y.
struct Expr {
  enum class Op {
    kSymbol,
    kConstant,
    kMacro,
    kNot,
    kAnd,
    kOr,
    kEqual,
    kUnequal,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual
  };
  Op op = Op::kSymbol;
  std::string name;  ///< symbol (without CONFIG_), constant or macro text
  ExprPtr left;      ///< operand of kNot; left side of the others
  ExprPtr right;
};

/// How an operator of two operands is written, with blanks: " && ", " <= ".
const char* Spelling(Expr::Op op);

/// How tightly an operator binds.
int Strength(Expr::Op op);

/// In Kconfig syntax, with as few parentheses as possible.  Null gives "y".
std::string ToText(const ExprPtr& expr);

ExprPtr MakeLeaf(Expr::Op op, std::string_view name);
ExprPtr MakeNot(ExprPtr operand);
ExprPtr MakeBinary(Expr::Op op, ExprPtr left, ExprPtr right);

/// All of `parts` joined with kAnd or kOr, balanced.  Null for no parts.
ExprPtr Join(Expr::Op op, std::span<const ExprPtr> parts);

/// Both; a null one adds nothing.
ExprPtr And(ExprPtr left, ExprPtr right);

/// The operands of the outermost chain of kAnd, from left to right.
std::vector<ExprPtr> Conjuncts(const ExprPtr& expr);

/// A double-quoted string of the language: `"` and `\` are escaped.
std::string Quote(std::string_view text);

/// Whether conf would read the unquoted `word` as a number.
bool IsNumber(std::string_view word);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_EXPR_H_
