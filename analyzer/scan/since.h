// since.h - what could not fail before.
//
// A reference that could fail in another tree as well, or with other objects,
// is nothing new, unless there is a configuration in which it fails and by the
// makefiles of then it would not have.

#ifndef KPLACE_ANALYZER_SCAN_SINCE_H_
#define KPLACE_ANALYZER_SCAN_SINCE_H_

#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/scan/scan.h"
#include "analyzer/search/configuration_search.h"
#include "kbuildparse/condition/condition.h"

namespace kplace {

/// The same questions, asked before.
struct EarlierScan {
  const ScanEvidence& evidence;
  const ConditionStore& conditions;
  const std::vector<ScanQuestion>& questions;
  const std::vector<SearchResult>& answers;
};

/// Takes what is not new out of `questions`, and out of `answers`, which keep
/// in step: what has nothing left becomes a kNo, and what fails in new
/// configurations only becomes a question of its own, at the end.  How many
/// references are not new.
size_t LeaveOutOld(const EarlierScan& earlier, const ScanEvidence& evidence,
                   const ScanInput& input, std::vector<ScanQuestion>& questions,
                   std::vector<SearchResult>& answers);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_SINCE_H_
