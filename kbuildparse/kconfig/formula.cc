#include "kbuildparse/kconfig/formula.h"

#include <utility>

namespace kplace::kconfig {

size_t FormulaStore::Hash::operator()(const Formula& node) const {
  uint64_t hash = (uint64_t{node.left} << 32 | node.right) * 0x9e3779b97f4a7c15;
  hash ^= static_cast<uint64_t>(node.op) * 0xff51afd7ed558ccd;
  return hash ^ hash >> 29;
}

FormulaStore::FormulaStore(SymbolNo yes, SymbolNo no) {
  Symbol(yes);
  Symbol(no);
}

FormulaNo FormulaStore::Add(Formula node) {
  auto [it, fresh] =
      numbers_.try_emplace(node, static_cast<FormulaNo>(nodes_.size()));
  if (fresh) nodes_.push_back(node);
  return it->second;
}

FormulaNo FormulaStore::Symbol(SymbolNo symbol) {
  return Add({Expr::Op::kSymbol, symbol, 0});
}

FormulaNo FormulaStore::Compare(Expr::Op op, SymbolNo left, SymbolNo right) {
  return Add({op, left, right});
}

FormulaNo FormulaStore::Not(FormulaNo operand) {
  if (operand == kYes) return kNo;
  if (operand == kNo) return kYes;
  return Add({Expr::Op::kNot, operand, 0});
}

FormulaNo FormulaStore::And(FormulaNo left, FormulaNo right) {
  if (left == right || right == kYes) return left;
  if (left == kYes) return right;
  if (left == kNo || right == kNo) return kNo;
  return Add({Expr::Op::kAnd, left, right});
}

FormulaNo FormulaStore::Or(FormulaNo left, FormulaNo right) {
  if (left == right || right == kNo) return left;
  if (left == kNo) return right;
  if (left == kYes || right == kYes) return kYes;
  return Add({Expr::Op::kOr, left, right});
}

}  // namespace kplace::kconfig
