// assignment.h - what a solver has found, as values of options.

#ifndef KPLACE_ANALYZER_SEARCH_ASSIGNMENT_H_
#define KPLACE_ANALYZER_SEARCH_ASSIGNMENT_H_

#include <string>

#include "analyzer/search/solver.h"
#include "kbuildparse/kconfig/model/model.h"

namespace kplace {

/// "y", "m", "n", or a text that the model has variables for.  The solver's
/// last answer must be yes.
std::string TextOf(kconfig::SymbolNo symbol,
                   const kconfig::SymbolTable& symbols, kconfig::Model& model,
                   const Solver& solver);

/// The same as a user's wish for it, later than any line of a file.
kconfig::UserValue AsUserValue(const kconfig::Symbol& symbol,
                               const std::string& text);

/// Nothing where conf's rules make of `user` what the solver found, in every
/// bool and tristate; else what differs.
std::string Difference(const kconfig::ModelInputs& inputs,
                       kconfig::Values& values, kconfig::Model& model,
                       const Solver& solver);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_ASSIGNMENT_H_
