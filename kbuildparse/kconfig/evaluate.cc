#include "kbuildparse/kconfig/evaluate.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string>

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

bool IsTristateText(std::string_view text) {
  return text == "y" || text == "m" || text == "n";
}

/// One side of a comparison as text.  An option that is not set is n next to a
/// tristate; next to a number or string it is an option without a value.  A
/// number that is not set is no option.
std::string_view SideText(const Expr& side, const Expr& other,
                          const Configuration& config) {
  if (side.op == Op::kConstant) return side.name;
  std::string option = "CONFIG_" + side.name;
  if (const auto* setting = config.Find(option)) return setting->value;
  if (IsNumber(side.name)) return side.name;
  bool text = IsNumber(other.name) ||
              (other.op == Op::kConstant && !IsTristateText(other.name));
  return text ? "" : "n";
}

/// Tristates as 0 to 2, otherwise a decimal, octal or 0x number.
std::optional<long long> Number(std::string_view text, bool tristates) {
  if (tristates) return static_cast<long long>(TristateOf(text));
  if (text.empty()) return std::nullopt;
  std::string copy(text);
  char* end = nullptr;
  errno = 0;
  long long value = std::strtoll(copy.c_str(), &end, 0);
  if (errno != 0 || *end != '\0' || copy.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  return value;
}

/// Below, at or above zero: numbers when both are, else text.
int Compare(std::string_view left, std::string_view right) {
  bool tristates = IsTristateText(left) && IsTristateText(right);
  auto a = Number(left, tristates);
  auto b = Number(right, tristates);
  if (!a || !b) return left.compare(right);
  return *a < *b ? -1 : (*a > *b ? 1 : 0);
}

TristateRange Exactly(Tristate value) {
  return {value, value};
}

TristateRange EvaluateComparison(const Expr& expr,
                                 const Configuration& config) {
  if (expr.left->op == Op::kMacro || expr.right->op == Op::kMacro) {
    return {Tristate::kNo, Tristate::kYes};
  }
  int order = Compare(SideText(*expr.left, *expr.right, config),
                      SideText(*expr.right, *expr.left, config));
  return Exactly(Holds(expr.op, order) ? Tristate::kYes : Tristate::kNo);
}

Tristate EvaluateConstant(const Expr& expr, const Configuration& config) {
  Tristate value = TristateOf(expr.name);
  // rewrite_m() of scripts/kconfig/menu.c turns m into m && MODULES.
  bool module = value == Tristate::kModule;
  if (module && config.ValueOf("CONFIG_MODULES") != "y") return Tristate::kNo;
  return value;
}

}  // namespace

bool Holds(Expr::Op op, int order) {
  switch (op) {
    case Op::kEqual:
      return order == 0;
    case Op::kUnequal:
      return order != 0;
    case Op::kLess:
      return order < 0;
    case Op::kLessEqual:
      return order <= 0;
    case Op::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

Tristate Opposite(Tristate value) {
  return static_cast<Tristate>(2 - static_cast<int>(value));
}

Tristate TristateOf(std::string_view text) {
  if (text == "y") return Tristate::kYes;
  return text == "m" ? Tristate::kModule : Tristate::kNo;
}

char Letter(Tristate value) {
  switch (value) {
    case Tristate::kNo:
      return 'n';
    case Tristate::kModule:
      return 'm';
    case Tristate::kYes:
      return 'y';
  }
  return 'n';
}

std::string_view ValueOfOption(const Configuration& config,
                               std::string_view option) {
  std::string name = "CONFIG_";
  name += option;
  return config.ValueOf(name);
}

TristateRange EvaluateRange(const ExprPtr& expr, const Configuration& config) {
  if (expr == nullptr) return Exactly(Tristate::kYes);
  switch (expr->op) {
    case Op::kSymbol:
      return Exactly(TristateOf(ValueOfOption(config, expr->name)));
    case Op::kConstant:
      return Exactly(EvaluateConstant(*expr, config));
    case Op::kMacro:
      return {Tristate::kNo, Tristate::kYes};
    case Op::kNot: {
      TristateRange operand = EvaluateRange(expr->left, config);
      return {Opposite(operand.high), Opposite(operand.low)};
    }
    case Op::kAnd:
    case Op::kOr: {
      TristateRange left = EvaluateRange(expr->left, config);
      TristateRange right = EvaluateRange(expr->right, config);
      if (expr->op == Op::kAnd) {
        return {std::min(left.low, right.low), std::min(left.high, right.high)};
      }
      return {std::max(left.low, right.low), std::max(left.high, right.high)};
    }
    default:
      return EvaluateComparison(*expr, config);
  }
}

}  // namespace kplace::kconfig
