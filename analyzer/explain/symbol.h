// symbol.h - the story of a symbol: who defines it, who uses it, and
// where those objects went.  Unlike the other stories it reads the objects.

#ifndef KPLACE_ANALYZER_EXPLAIN_SYMBOL_H_
#define KPLACE_ANALYZER_EXPLAIN_SYMBOL_H_

#include <string_view>

#include "analyzer/explain/explain.h"

namespace kplace {

/// Adds definitions, references and the placement of the definers to `story`.
/// False when no object of the build has a global symbol of that name.
bool ExplainSymbol(const AnalysisInput& input, std::string_view symbol,
                   Story& story);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_SYMBOL_H_
