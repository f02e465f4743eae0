// clause_set.h - clauses over numbered variables, as SAT solvers take them.
//
// Literals are those of the DIMACS format: the number of a variable, negative
// for its negation.  Gates (And, Or) name a combination of literals by a new
// variable, which both ways is equal to it; equal gates are built once, and
// what is constant is folded away.
//
// Each clause belongs to a rule of the Kconfig files, so that a solver which
// says no can be asked for the lines that made it.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_CLAUSE_SET_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_CLAUSE_SET_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <unordered_map>
#include <vector>

namespace kplace::kconfig {

using Literal = int32_t;

/// Variable 1 is true.
inline constexpr Literal kTrue = 1;
inline constexpr Literal kFalse = -1;

/// Which rule a clause belongs to; 0 for what only defines a name.
using RuleNo = uint32_t;

class ClauseSet {
 public:
  ClauseSet() { Add({kTrue}); }

  Literal NewVariable() { return ++variables_; }
  /// The greatest number of a variable.
  Literal variables() const { return variables_; }
  /// New variables come after it: a solver has those up to it for itself.
  void SkipVariables(Literal up_to) {
    if (variables_ < up_to) variables_ = up_to;
  }
  size_t size() const { return rules_.size(); }

  /// One of the literals must hold.
  void Add(std::initializer_list<Literal> clause) {
    Add(std::span<const Literal>(clause.begin(), clause.size()));
  }
  void Add(std::span<const Literal> clause);
  /// `if_all` together imply `then`.
  void Imply(std::initializer_list<Literal> if_all, Literal then);
  /// What is added from now on belongs to `rule`.
  void Begin(RuleNo rule) { rule_ = rule; }

  Literal And(std::vector<Literal> operands);
  Literal Or(std::vector<Literal> operands);
  Literal IfElse(Literal condition, Literal then, Literal otherwise);

  /// At most one of them.
  void AtMostOne(std::span<const Literal> literals);

  /// Calls `visit(std::span<const Literal>, RuleNo)` for each clause from the
  /// one numbered `first` on, in the order in which they were added.
  template <typename Visitor>
  void ForEach(Visitor&& visit, size_t first = 0) const {
    for (size_t i = first; i < rules_.size(); ++i) {
      size_t begin = i == 0 ? 0 : ends_[i - 1];
      visit(std::span(literals_).subspan(begin, ends_[i] - begin), rules_[i]);
    }
  }

 private:
  struct Hash {
    size_t operator()(const std::vector<Literal>& literals) const;
  };

  std::vector<Literal> literals_;  ///< of all clauses, one after the other
  std::vector<size_t> ends_;       ///< of each in `literals_`
  std::vector<RuleNo> rules_;      ///< of each
  std::vector<Literal> scratch_;
  RuleNo rule_ = 0;
  Literal variables_ = 1;
  /// By their sorted operands.
  std::unordered_map<std::vector<Literal>, Literal, Hash> ands_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_CLAUSE_SET_H_
