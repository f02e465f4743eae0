// directory.h - the story of a directory: who enters it, and where
// what is below it goes.

#ifndef KPLACE_ANALYZER_EXPLAIN_DIRECTORY_H_
#define KPLACE_ANALYZER_EXPLAIN_DIRECTORY_H_

#include <string_view>

#include "analyzer/explain/explain.h"

namespace kplace {

/// False when `what` is no directory of the tree.
bool ExplainDirectory(const AnalysisInput& input, std::string_view what,
                      Story& story);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_DIRECTORY_H_
