#include "kbuildparse/kconfig/expr_parser.h"

#include <fmt/core.h>

#include <utility>

#include "support/text.h"

namespace kplace::kconfig {
namespace {

using Kind = Token::Kind;
using Op = Expr::Op;

// The kernel's own expressions nest less than ten deep.
constexpr int kMaxDepth = 200;

bool IsComparison(Kind kind, Op& op) {
  switch (kind) {
    case Kind::kEqual:
      op = Op::kEqual;
      return true;
    case Kind::kUnequal:
      op = Op::kUnequal;
      return true;
    case Kind::kLess:
      op = Op::kLess;
      return true;
    case Kind::kLessEqual:
      op = Op::kLessEqual;
      return true;
    case Kind::kGreater:
      op = Op::kGreater;
      return true;
    case Kind::kGreaterEqual:
      op = Op::kGreaterEqual;
      return true;
    default:
      return false;
  }
}

/// A word without quotes is an option, be it a number (there is a `config
/// 8260`); only y, m and n are constants.  An option that nobody defines has
/// its name as text.
Op LeafOp(const Token& token) {
  if (token.kind == Kind::kMacro) return Op::kMacro;
  if (token.kind == Kind::kString) return Op::kConstant;
  std::string_view word = token.text;
  bool constant = word == "y" || word == "m" || word == "n";
  return constant ? Op::kConstant : Op::kSymbol;
}

}  // namespace

const Token& TokenReader::Take() {
  const Token& token = tokens_[next_];
  if (token.kind != Kind::kEnd) ++next_;
  return token;
}

bool TokenReader::TakeIf(Kind kind) {
  if (Peek().kind != kind) return false;
  Take();
  return true;
}

bool TokenReader::TakeWord(std::string_view word) {
  if (Peek().kind != Kind::kWord || Peek().text != word) return false;
  Take();
  return true;
}

void TokenReader::Fail(std::string message) {
  if (error_.empty()) error_ = std::move(message);
}

void TokenReader::Unexpected(std::string_view wanted) {
  std::string found = "the end of the line";
  if (!AtEnd()) found = fmt::format("'{}'", Elide(Peek().text, 40));
  Fail(fmt::format("expected {} before {}", wanted, found));
}

ExprPtr TokenReader::ReadExpr() {
  return ReadChain(Op::kOr, Kind::kOr);
}

ExprPtr TokenReader::ReadCondition() {
  return TakeWord("if") ? ReadExpr() : nullptr;
}

ExprPtr TokenReader::ReadChain(Op op, Kind separator) {
  std::vector<ExprPtr> parts;
  do {
    parts.push_back(op == Op::kOr ? ReadChain(Op::kAnd, Kind::kAnd)
                                  : ReadOperand());
    if (failed()) return nullptr;
  } while (TakeIf(separator));
  return Join(op, parts);
}

ExprPtr TokenReader::ReadOperand() {
  if (depth_ == kMaxDepth) {
    Fail(fmt::format("the expression is nested more than {} deep", kMaxDepth));
    return nullptr;
  }
  ++depth_;
  ExprPtr expr;
  if (TakeIf(Kind::kNot)) {
    expr = ReadOperand();
    if (!failed()) expr = MakeNot(std::move(expr));
  } else if (TakeIf(Kind::kOpen)) {
    expr = ReadParentheses();
  } else {
    expr = ReadComparison();
  }
  --depth_;
  return failed() ? nullptr : expr;
}

ExprPtr TokenReader::ReadParentheses() {
  ExprPtr expr = ReadExpr();
  if (!failed() && !TakeIf(Kind::kClose)) Unexpected("')'");
  return expr;
}

ExprPtr TokenReader::ReadComparison() {
  ExprPtr left = ReadSymbol();
  Op op = Op::kSymbol;
  if (failed() || !IsComparison(Peek().kind, op)) return left;
  Take();
  ExprPtr right = ReadSymbol();
  return failed() ? nullptr : MakeBinary(op, left, right);
}

ExprPtr TokenReader::ReadSymbol() {
  const Token& token = Peek();
  bool leaf = token.kind == Kind::kString || token.kind == Kind::kMacro ||
              (token.kind == Kind::kWord && token.text != "if");
  if (!leaf) {
    Unexpected("a symbol or constant");
    return nullptr;
  }
  Take();
  return MakeLeaf(LeafOp(token), token.text);
}

}  // namespace kplace::kconfig
