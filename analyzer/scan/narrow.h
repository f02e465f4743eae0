// narrow.h - fewer questions: those that somebody asks for, or that are new.

#ifndef KPLACE_ANALYZER_SCAN_NARROW_H_
#define KPLACE_ANALYZER_SCAN_NARROW_H_

#include <set>
#include <string>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/search/configuration_search.h"
#include "kbuildparse/condition/condition.h"

namespace kplace {

struct ScanFilter {
  /// Directories, objects or modules, as PathPattern has them: one of the two
  /// sides is there, or in that module.
  std::vector<std::string> paths;
  std::vector<std::string> options;  ///< "CONFIG_X": the condition has it
};

/// Leaves what one of the words chooses, or everything where there are none.
/// The words that no question answers to.
std::vector<std::string> Narrow(const ScanFilter& filter,
                                const ScanEvidence& evidence,
                                const ConditionStore& conditions,
                                ScanQuestions& questions);

/// "referrer symbol definer…" of each reference for which there is a
/// configuration, or may be one.
std::set<std::string> ReachableNeeds(const ScanEvidence& evidence,
                                     const std::vector<ScanQuestion>& questions,
                                     const std::vector<SearchResult>& answers);

/// Takes what was reachable before out of the questions; how many references
/// that were.  A question that has nothing left becomes a kNo.
size_t DropKnown(const std::set<std::string>& known,
                 const ScanEvidence& evidence,
                 std::vector<ScanQuestion>& questions,
                 std::vector<SearchResult>& answers);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_NARROW_H_
