// open_guards.h - other configurations for what a guard leaves out.
//
// That a use is left out under one witness says nothing of the others: code
// under
// `#if IS_ENABLED(CONFIG_C)` is gone with C=n and there with C=m.

#ifndef KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_
#define KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_

#include <vector>

#include "analyzer/scan/guards.h"
#include "analyzer/scan/questions.h"
#include "analyzer/scan/scan.h"

namespace kplace {

/// For each question (an index) those of its witnesses in which one of its
/// guards is open, a few at most; none where no configuration opens one that
/// hangs on options.
std::vector<std::vector<SearchResult>> WitnessesPastGuards(
    const std::vector<ScanQuestion>& questions,
    const std::vector<Guards>& guards, const std::vector<size_t>& which,
    const ScanInput& input);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_
