// formula_text.h - formulas in the grammar that people and programs read.
//
// The graph stores `(m && a) || (m && b)` the way it was put together.  What is
// written has common parts once, `(m && (a || b))`: the same meaning in fewer
// words.

#ifndef KPLACE_KBUILDPARSE_CONDITION_FORMULA_TEXT_H_
#define KPLACE_KBUILDPARSE_CONDITION_FORMULA_TEXT_H_

#include <string>

#include "kbuildparse/condition/formula_graph.h"

namespace kplace::condition {

/// See ConditionStore::ToText().  Depends on the formula alone.
std::string FormulaText(const FormulaGraph& graph, Id id);

}  // namespace kplace::condition

#endif  // KPLACE_KBUILDPARSE_CONDITION_FORMULA_TEXT_H_
