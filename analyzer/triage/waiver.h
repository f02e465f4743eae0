// waiver.h - findings that somebody has looked at and accepts.

#ifndef KPLACE_ANALYZER_TRIAGE_WAIVER_H_
#define KPLACE_ANALYZER_TRIAGE_WAIVER_H_

#include <chrono>
#include <optional>
#include <string>

#include "analyzer/finding.h"

namespace kplace {

/// What is empty matches everything.
struct Waiver {
  std::string fid;
  std::string rule;    ///< "KP0004" or "module-uses-gpl-symbol"
  std::string object;  ///< a pattern, see MatchesWildcard()
  std::string symbol;  ///< a pattern
  std::string reason;
  /// The last day on which it counts.
  std::optional<std::chrono::year_month_day> expires;
  std::string where;  ///< "/src/.kplace.toml:12"
};

bool Covers(const Waiver& waiver, const Finding& finding);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_TRIAGE_WAIVER_H_
