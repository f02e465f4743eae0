#include "kbuildparse/kconfig/model/clause_set.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace kplace::kconfig {
namespace {

// From here on, saying it pair by pair takes more clauses than a ladder.
constexpr size_t kManyLiterals = 6;

}  // namespace

size_t ClauseSet::Hash::operator()(const std::vector<Literal>& literals) const {
  uint64_t hash = literals.size();
  for (Literal literal : literals) {
    hash = (hash ^ static_cast<uint32_t>(literal)) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

void ClauseSet::Add(std::span<const Literal> clause) {
  scratch_.clear();
  const bool is_first = rules_.empty();
  for (Literal literal : clause) {
    if (literal == kTrue && !is_first) return;
    if (literal != kFalse) scratch_.push_back(literal);
  }
  literals_.insert(literals_.end(), scratch_.begin(), scratch_.end());
  ends_.push_back(literals_.size());
  rules_.push_back(rule_);
}

void ClauseSet::Imply(std::initializer_list<Literal> if_all, Literal then) {
  std::vector<Literal> clause;
  for (Literal literal : if_all) clause.push_back(-literal);
  clause.push_back(then);
  Add(clause);
}

Literal ClauseSet::And(std::vector<Literal> operands) {
  std::sort(operands.begin(), operands.end());
  operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
  std::erase(operands, kTrue);
  for (Literal operand : operands) {
    if (operand == kFalse) return kFalse;
    // The negations are all in front.
    if (operand > 0) break;
    if (std::binary_search(operands.begin(), operands.end(), -operand)) {
      return kFalse;
    }
  }
  if (operands.empty()) return kTrue;
  if (operands.size() == 1) return operands[0];
  auto [known, fresh] = ands_.try_emplace(operands, 0);
  if (!fresh) return known->second;
  Literal gate = NewVariable();
  known->second = gate;
  RuleNo rule = std::exchange(rule_, 0);
  std::vector<Literal> all = {gate};
  for (Literal operand : operands) {
    Add({-gate, operand});
    all.push_back(-operand);
  }
  Add(all);
  rule_ = rule;
  return gate;
}

Literal ClauseSet::Or(std::vector<Literal> operands) {
  for (Literal& operand : operands) operand = -operand;
  return -And(std::move(operands));
}

Literal ClauseSet::IfElse(Literal condition, Literal then, Literal otherwise) {
  if (then == otherwise) return then;
  return Or({And({condition, then}), And({-condition, otherwise})});
}

void ClauseSet::AtMostOne(std::span<const Literal> literals) {
  if (literals.size() <= kManyLiterals) {
    for (size_t i = 0; i < literals.size(); ++i) {
      for (size_t j = 0; j < i; ++j) Add({-literals[i], -literals[j]});
    }
    return;
  }
  // `before` holds where one of those passed does.
  Literal before = literals[0];
  for (Literal literal : literals.subspan(1)) {
    Add({-before, -literal});
    before = Or({before, literal});
  }
}

}  // namespace kplace::kconfig
