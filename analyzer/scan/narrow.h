// narrow.h - fewer questions: those that somebody asks for.

#ifndef KPLACE_ANALYZER_SCAN_NARROW_H_
#define KPLACE_ANALYZER_SCAN_NARROW_H_

#include <string>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "kbuildparse/condition/condition.h"

namespace kplace {

struct ScanFilter {
  /// Directories, objects or modules, as PathPattern has them: one of the two
  /// sides is there, or in that module.
  std::vector<std::string> paths;
  std::vector<std::string> options;  ///< "CONFIG_X": the condition has it
};

/// Leaves what one of the words chooses, or everything where there are none: of
/// a question for its option all needs, for its paths those that are there. The
/// words that nothing answers to.
std::vector<std::string> Narrow(const ScanFilter& filter,
                                const ScanEvidence& evidence,
                                const ConditionStore& conditions,
                                ScanQuestions& questions);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_NARROW_H_
