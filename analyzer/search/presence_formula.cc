#include "analyzer/search/presence_formula.h"

#include <string_view>
#include <utility>
#include <vector>

namespace kplace {
namespace {

using kconfig::ExprPtr;
using kconfig::MakeBinary;
using kconfig::MakeLeaf;
using Kind = ConditionShape::Kind;
using Op = kconfig::Expr::Op;

ExprPtr Constant(std::string_view text) {
  return MakeLeaf(Op::kConstant, text);
}

}  // namespace

kconfig::FormulaNo PresenceFormulas::Of(Condition condition) {
  return symbols_.AddCondition(Translate(condition));
}

ExprPtr PresenceFormulas::Translate(Condition condition) {
  auto known = known_.find(condition.id());
  if (known != known_.end()) return known->second;
  ExprPtr expr = Make(conditions_.ShapeOf(condition));
  known_.emplace(condition.id(), expr);
  return expr;
}

ExprPtr PresenceFormulas::Make(const ConditionShape& shape) {
  ExprPtr expr;
  switch (shape.kind) {
    case Kind::kTrue:
      return Constant("y");
    case Kind::kFalse:
      return Constant("n");
    case Kind::kAnd:
    case Kind::kOr: {
      std::vector<ExprPtr> operands;
      for (Condition operand : shape.operands) {
        operands.push_back(Translate(operand));
      }
      return Join(shape.kind == Kind::kAnd ? Op::kAnd : Op::kOr, operands);
    }
    case Kind::kUnknown:
      expr = MakeLeaf(Op::kMacro, shape.text);
      break;
    case Kind::kAtom:
    case Kind::kText:
      expr = Option(shape);
  }
  return shape.negated ? MakeNot(std::move(expr)) : expr;
}

ExprPtr PresenceFormulas::Option(const ConditionShape& shape) {
  std::string_view name = shape.text;
  if (name.starts_with("CONFIG_")) name.remove_prefix(7);
  auto number = symbols_.Find(name);
  if (!number || symbols_[*number].type == kconfig::OptionType::kUnknown) {
    // To make it is an empty text.
    return Constant(shape.kind == Kind::kText && shape.content.empty() ? "y"
                                                                       : "n");
  }
  std::string_view value = shape.content;
  if (shape.kind == Kind::kAtom) {
    value = shape.value == OptionValue::kYes ? "y" : "m";
  }
  return MakeBinary(Op::kEqual, MakeLeaf(Op::kSymbol, name), Constant(value));
}

}  // namespace kplace
