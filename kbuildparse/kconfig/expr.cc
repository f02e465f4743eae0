#include "kbuildparse/kconfig/expr.h"

#include <utility>

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

bool IsTristateText(std::string_view text) {
  return text == "y" || text == "m" || text == "n";
}

void AppendText(const Expr& expr, std::string& out);

/// `expr`, in parentheses when it binds less tightly than `strength`.
void AppendOperand(const Expr& expr, int strength, std::string& out) {
  bool parentheses = Strength(expr.op) < strength;
  if (parentheses) out += '(';
  AppendText(expr, out);
  if (parentheses) out += ')';
}

void AppendLeaf(const Expr& expr, std::string& out) {
  std::string_view name = expr.name;
  bool bare = true;
  if (expr.op == Op::kConstant) bare = IsTristateText(name) || IsNumber(name);
  if (expr.op == Op::kMacro) bare = name.starts_with("$(");
  out += bare ? std::string(name) : Quote(name);
}

void AppendText(const Expr& expr, std::string& out) {
  int strength = Strength(expr.op);
  if (expr.op == Op::kNot) {
    out += '!';
    AppendOperand(*expr.left, strength, out);
  } else if (expr.left == nullptr) {
    AppendLeaf(expr, out);
  } else {
    AppendOperand(*expr.left, strength, out);
    out += Spelling(expr.op);
    AppendOperand(*expr.right, strength, out);
  }
}

void AppendConjuncts(const ExprPtr& expr, std::vector<ExprPtr>& out) {
  if (expr->op != Op::kAnd) {
    out.push_back(expr);
    return;
  }
  AppendConjuncts(expr->left, out);
  AppendConjuncts(expr->right, out);
}

}  // namespace

const char* Spelling(Op op) {
  switch (op) {
    case Op::kAnd:
      return " && ";
    case Op::kOr:
      return " || ";
    case Op::kEqual:
      return " = ";
    case Op::kUnequal:
      return " != ";
    case Op::kLess:
      return " < ";
    case Op::kLessEqual:
      return " <= ";
    case Op::kGreater:
      return " > ";
    case Op::kGreaterEqual:
      return " >= ";
    default:
      return "";
  }
}

int Strength(Op op) {
  switch (op) {
    case Op::kOr:
      return 0;
    case Op::kAnd:
      return 1;
    case Op::kSymbol:
    case Op::kConstant:
    case Op::kMacro:
    case Op::kNot:
      return 3;
    default:
      return 2;  // comparisons
  }
}

std::string ToText(const ExprPtr& expr) {
  if (expr == nullptr) return "y";
  std::string out;
  AppendText(*expr, out);
  return out;
}

ExprPtr MakeLeaf(Op op, std::string_view name) {
  return std::make_shared<Expr>(Expr{op, std::string(name), {}, {}});
}

ExprPtr MakeNot(ExprPtr operand) {
  return std::make_shared<Expr>(Expr{Op::kNot, {}, std::move(operand), {}});
}

ExprPtr MakeBinary(Op op, ExprPtr left, ExprPtr right) {
  return std::make_shared<Expr>(
      Expr{op, {}, std::move(left), std::move(right)});
}

ExprPtr Join(Op op, std::span<const ExprPtr> parts) {
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return parts.front();
  size_t half = (parts.size() + 1) / 2;
  return MakeBinary(op, Join(op, parts.first(half)),
                    Join(op, parts.subspan(half)));
}

ExprPtr And(ExprPtr left, ExprPtr right) {
  if (left == nullptr) return right;
  if (right == nullptr) return left;
  return MakeBinary(Op::kAnd, std::move(left), std::move(right));
}

std::vector<ExprPtr> Conjuncts(const ExprPtr& expr) {
  std::vector<ExprPtr> conjuncts;
  if (expr != nullptr) AppendConjuncts(expr, conjuncts);
  return conjuncts;
}

std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

bool IsNumber(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  bool hex = word.starts_with("0x") || word.starts_with("0X");
  if (hex) word.remove_prefix(2);
  if (word.empty()) return false;
  for (char c : word) {
    bool digit = c >= '0' && c <= '9';
    bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit && !(hex && letter)) return false;
  }
  return true;
}

}  // namespace kplace::kconfig
