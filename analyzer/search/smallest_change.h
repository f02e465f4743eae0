// smallest_change.h - the fewest wishes that have to be given up.
//
// MaxSAT, by cores: while the wishes cannot all come true, the solver names
// some that contradict each other, and one of those is let go.  As each such
// core costs one wish at least, the first assignment found is among the best
// (the algorithm OLL of A. Morgado, C. Dodaro and J. Marques-Silva,
// "Core-Guided MaxSAT with Soft Cardinality Constraints", CP 2014).

#ifndef KPLACE_ANALYZER_SEARCH_SMALLEST_CHANGE_H_
#define KPLACE_ANALYZER_SEARCH_SMALLEST_CHANGE_H_

#include <span>

#include "analyzer/search/solver.h"

namespace kplace {

/// After kYes the solver holds an assignment in which everything `required`
/// holds and as few of `wishes` as possible fail.  Adds clauses to the solver
/// that leave its models as they are, and variables.
Answer FindSmallestChange(Solver& solver, std::span<const Literal> required,
                          std::span<const Literal> wishes);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_SMALLEST_CHANGE_H_
