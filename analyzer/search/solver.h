// solver.h - the SAT solver that answers for a model: CaDiCaL.
//
// Filled once and asked often, each time under other assumptions.

#ifndef KPLACE_ANALYZER_SEARCH_SOLVER_H_
#define KPLACE_ANALYZER_SEARCH_SOLVER_H_

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/model/clause_set.h"
#include "support/result.h"

namespace CaDiCaL {
class Solver;
}

namespace kplace {

using kconfig::ClauseSet;
using kconfig::Literal;

enum class Answer { kYes, kNo, kUnknown };

class Solver {
 public:
  Solver();
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  /// Writes a DRAT proof of what is derived to `path`; before anything is
  /// added.
  [[nodiscard]] bool WriteProof(const std::string& path);
  void CloseProof();

  /// Adds what `clauses` has grown by since the last call.  `clauses` must
  /// always be the same.
  void Load(const ClauseSet& clauses);
  void Add(std::span<const Literal> clause);
  Literal NewVariable() { return ++variables_; }
  /// The greatest number of a variable, of the clauses or from NewVariable().
  Literal variables() const { return variables_; }
  /// Of the clauses and of NewVariable(); new variables come after it.
  void SkipVariables(Literal up_to) {
    if (variables_ < up_to) variables_ = up_to;
  }

  /// Is there an assignment in which all assumptions hold?  kUnknown only
  /// where `conflicts` were not enough to tell.
  Answer Solve(std::span<const Literal> assumptions, int conflicts = -1);
  /// After kYes.
  bool Holds(Literal literal) const;
  /// After kNo: those of the assumptions that cannot hold together.
  std::vector<Literal> Failed() const;

  /// Tries this value first.
  void Prefer(Literal literal);

 private:
  std::unique_ptr<CaDiCaL::Solver> solver_;
  size_t loaded_ = 0;
  Literal variables_ = 0;
  std::vector<Literal> assumptions_;
};

/// "CaDiCaL 1.5.3".
std::string SolverVersion();

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_SOLVER_H_
