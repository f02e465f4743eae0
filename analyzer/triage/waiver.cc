#include "analyzer/triage/waiver.h"

#include "support/glob.h"

namespace kplace {

bool Covers(const Waiver& waiver, const Finding& finding) {
  auto matches = [](const std::string& pattern, const std::string& text) {
    return pattern.empty() || MatchesWildcard(text, pattern);
  };
  return (waiver.fid.empty() || waiver.fid == finding.fid) &&
         (waiver.rule.empty() || waiver.rule == finding.rule->code ||
          waiver.rule == finding.rule->slug) &&
         matches(waiver.object, finding.object) &&
         matches(waiver.symbol, finding.symbol);
}

}  // namespace kplace
