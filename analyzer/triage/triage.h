// triage.h - which findings are news.

#ifndef KPLACE_ANALYZER_TRIAGE_TRIAGE_H_
#define KPLACE_ANALYZER_TRIAGE_TRIAGE_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/triage/baseline.h"
#include "analyzer/triage/waiver.h"

namespace kplace {

struct TriageInput {
  std::optional<Baseline> baseline;
  std::vector<Waiver> waivers;
  std::chrono::year_month_day today;
};

/// Gives each finding its state; a waiver that has not expired comes before the
/// baseline.  What the baseline has and the analysis has not, it puts into
/// `analysis.fixed`.  What is to be said of waivers: those that have expired
/// and would cover something, and those that cover nothing.
std::vector<std::string> Triage(const TriageInput& input, Analysis& analysis);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_TRIAGE_TRIAGE_H_
