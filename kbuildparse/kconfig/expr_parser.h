// expr_parser.h - expressions out of the tokens of a statement.
//
// `||` binds less than `&&`, `&&` less than `!`; comparisons stand between
// symbols and constants only.  Mirrors `expr` of scripts/kconfig/parser.y.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_EXPR_PARSER_H_
#define KPLACE_KBUILDPARSE_KCONFIG_EXPR_PARSER_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/expr.h"
#include "kbuildparse/kconfig/lexer.h"

namespace kplace::kconfig {

/// Goes through the tokens of one statement.  The first thing that is wrong
/// stays in `error()`; what is read after it is null.
class TokenReader {
 public:
  explicit TokenReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  const Token& Peek() const { return tokens_[next_]; }
  const Token& Take();
  bool TakeIf(Token::Kind kind);
  bool TakeWord(std::string_view word);
  bool AtEnd() const { return Peek().kind == Token::Kind::kEnd; }

  ExprPtr ReadExpr();
  /// The expression after an `if`; null when there is none.
  ExprPtr ReadCondition();
  /// One symbol or constant.
  ExprPtr ReadSymbol();

  void Fail(std::string message);
  /// "unexpected 'x'", unless something was wrong before.
  void Unexpected(std::string_view wanted);
  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }

  /// What conf warns of only; the line counts.
  void Warn(std::string message) { warning_ = std::move(message); }
  const std::string& warning() const { return warning_; }

 private:
  ExprPtr ReadChain(Expr::Op op, Token::Kind separator);
  ExprPtr ReadOperand();
  ExprPtr ReadParentheses();
  ExprPtr ReadComparison();

  const std::vector<Token>& tokens_;
  size_t next_ = 0;
  int depth_ = 0;
  std::string error_;
  std::string warning_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_EXPR_PARSER_H_
