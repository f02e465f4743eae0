// proof.h - a no that anybody can check.
//
// The model and the conditions as a DIMACS file, and the solver's derivation of
// the contradiction as a DRAT proof, which programs like drat-trim check; with
// a list of what the variables mean.

#ifndef KPLACE_ANALYZER_SEARCH_PROOF_H_
#define KPLACE_ANALYZER_SEARCH_PROOF_H_

#include <span>
#include <string>

#include "analyzer/search/solver.h"
#include "kbuildparse/kconfig/model/model.h"
#include "support/result.h"

namespace kplace {

/// The files of a proof, as text.
struct Proof {
  std::string formula;    ///< model.cnf
  std::string variables;  ///< "12 VFIO is m or y", one a line
};

/// Writes the derivation to `path` and gives back what it is about.  An Error:
/// there is nothing to prove, or the file cannot be written.
Result<Proof> ProveImpossible(const kconfig::ModelInputs& inputs,
                              std::span<const kconfig::FormulaNo> conditions,
                              const std::string& path);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_PROOF_H_
