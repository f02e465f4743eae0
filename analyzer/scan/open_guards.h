// open_guards.h - other configurations for what a guard leaves out.
//
// That a use is left out under one witness says nothing of the others: code
// under `#if IS_ENABLED(CONFIG_C)` is gone with C=n and there with C=m.  So the
// model is asked for a violation in which the guard is open, and the source is
// read again under what it finds; where another guard is in the way then, for
// one in which both are.

#ifndef KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_
#define KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_

#include <functional>
#include <vector>

#include "analyzer/scan/guards.h"
#include "analyzer/scan/questions.h"
#include "analyzer/scan/scan.h"

namespace kplace {

struct OpenGuardsInput {
  const std::vector<ScanQuestion>& questions;
  const ScanInput& scan;
  /// The guards of a question under another witness.
  std::function<Guards(size_t question, const SearchResult& witness)> read;
};

/// Gives every guarded question for which one is found a witness in which a
/// use is not left out, and what was read under it.  All lists are in step.
/// Guards that do not hang on options alone stay shut, and few are tried of
/// each question.
void LookPastGuards(const OpenGuardsInput& input,
                    std::vector<SearchResult>& answers,
                    std::vector<Guards>& guards);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_OPEN_GUARDS_H_
