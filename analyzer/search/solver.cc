#include "analyzer/search/solver.h"

#include <algorithm>
#include <cadical.hpp>
#include <cstdlib>

namespace kplace {

// As it says itself: 10 is satisfiable, 20 is not.
constexpr int kSatisfiable = 10;
constexpr int kUnsatisfiable = 20;

Solver::Solver() : solver_(std::make_unique<CaDiCaL::Solver>()) {
  solver_->set("quiet", 1);
}

Solver::~Solver() = default;

bool Solver::WriteProof(const std::string& path) {
  solver_->set("binary", 0);
  return solver_->trace_proof(path.c_str());
}

void Solver::CloseProof() {
  solver_->flush_proof_trace();
  solver_->close_proof_trace();
}

void Solver::Load(const ClauseSet& clauses) {
  SkipVariables(clauses.variables());
  clauses.ForEach(
      [this](std::span<const Literal> clause, kconfig::RuleNo) { Add(clause); },
      loaded_);
  loaded_ = clauses.size();
}

void Solver::Add(std::span<const Literal> clause) {
  for (Literal literal : clause) solver_->add(literal);
  solver_->add(0);
}

Answer Solver::Solve(std::span<const Literal> assumptions, int conflicts) {
  assumptions_.assign(assumptions.begin(), assumptions.end());
  for (Literal literal : assumptions) solver_->assume(literal);
  if (conflicts >= 0) solver_->limit("conflicts", conflicts);
  switch (solver_->solve()) {
    case kSatisfiable:
      return Answer::kYes;
    case kUnsatisfiable:
      return Answer::kNo;
    default:
      return Answer::kUnknown;
  }
}

bool Solver::Holds(Literal literal) const {
  // What val() says of a negative literal differs between versions.
  const bool variable = solver_->val(std::abs(literal)) > 0;
  return variable == (literal > 0);
}

std::vector<Literal> Solver::Failed() const {
  std::vector<Literal> failed;
  for (Literal literal : assumptions_) {
    if (solver_->failed(literal)) failed.push_back(literal);
  }
  return failed;
}

void Solver::Prefer(Literal literal) {
  solver_->phase(literal);
}

std::string SolverVersion() {
  return std::string("CaDiCaL ") + CaDiCaL::Solver::version();
}

}  // namespace kplace
