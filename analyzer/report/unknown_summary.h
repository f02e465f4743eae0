// unknown_summary.h - how much of a placement table is not known, and why.
//
// One cause can leave a thousand objects open.  Who wants to know how far the
// table can be trusted needs the number of objects, and each cause once, with
// the line of a Makefile where it shows.

#ifndef KPLACE_ANALYZER_REPORT_UNKNOWN_SUMMARY_H_
#define KPLACE_ANALYZER_REPORT_UNKNOWN_SUMMARY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// What one cause leaves open at one line.
struct UnknownCause {
  std::string cause;  ///< "CONFIG_EXTRA_FIRMWARE", "$(shell date)"
  SourceLoc where;
  size_t objects = 0;  ///< with an undecided condition
  size_t lists = 0;    ///< with more or less in them than is known
};

struct UnknownSummary {
  size_t objects = 0;  ///< each once, whatever its rows
  size_t lists = 0;
  std::vector<UnknownCause> causes;  ///< by file, line and cause
};

UnknownSummary SummarizeUnknowns(const PlacementTable& table,
                                 const SourceFiles& sources);

/// "2 objects and 1 list depend on what is not known", or "nothing is unknown".
std::string UnknownSummaryText(const UnknownSummary& summary);

/// "net/wireless/Makefile:25: 2 objects: CONFIG_X = …".
std::string UnknownCauseText(const UnknownCause& cause,
                             const SourceFiles& sources);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_UNKNOWN_SUMMARY_H_
