// baseline.h - the findings that were there before, by their fid.
//
//   {"schema": 1, "findings": [{"fid": …, "code": …, "object": …, "symbol":
//   …}]}
//
// One file serves all configurations: a finding stays in it as long as one of
// them has it.  A line each, in the order of code, object and symbol, so that
// its changes read well in a review; all but the fid is for people.

#ifndef KPLACE_ANALYZER_TRIAGE_BASELINE_H_
#define KPLACE_ANALYZER_TRIAGE_BASELINE_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"
#include "support/result.h"

namespace kplace {

class Baseline {
 public:
  /// Fails with "NAME: REASON" for what is no baseline, or one of a later
  /// schema.
  static Result<Baseline> Parse(std::string_view text, const std::string& name);

  std::string Text() const;

  bool Has(const std::string& fid) const { return findings_.contains(fid); }
  /// In the order of the file.
  std::vector<FindingName> Findings() const;

  /// Whether it is new.
  bool Add(const FindingName& finding);
  /// Drops those that are not among `fids`; how many.
  size_t Retain(const std::set<std::string>& fids);

 private:
  std::map<std::string, FindingName> findings_;  ///< by fid
};

/// The findings of a result that `--format json` wrote, but for those that a
/// waiver covers.  Fails with "NAME: REASON" for anything else.
Result<std::vector<FindingName>> FindingsOfResult(std::string_view text,
                                                  const std::string& name);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_TRIAGE_BASELINE_H_
