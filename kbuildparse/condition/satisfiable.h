// satisfiable.h - can a condition hold at all?
//
// ConditionStore simplifies locally, so a formula that no configuration
// satisfies may not be `false`.  This decides it by trying values: an option is
// y, m or n, and each choice leaves a smaller formula
// (ConditionStore::Cofactor).  What Kconfig allows is another question; here
// the options are independent of each other.

#ifndef KPLACE_KBUILDPARSE_CONDITION_SATISFIABLE_H_
#define KPLACE_KBUILDPARSE_CONDITION_SATISFIABLE_H_

#include "kbuildparse/condition/condition.h"

namespace kplace {

/// False when `condition` holds in no configuration.  unknown() atoms may turn
/// out either way, each by itself.  True as well when that could not be
/// decided in a reasonable time, which the conditions of a kernel never need.
bool IsSatisfiable(Condition condition, ConditionStore& store);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_CONDITION_SATISFIABLE_H_
