#include "analyzer/triage/triage.h"

#include <fmt/format.h>

#include <set>

#include "support/text.h"

namespace kplace {
namespace {

using std::chrono::year_month_day;

bool HasExpired(const Waiver& waiver, year_month_day today) {
  return waiver.expires && *waiver.expires < today;
}

std::string DateText(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace

std::vector<std::string> Triage(const TriageInput& input, Analysis& analysis) {
  std::vector<bool> covers(input.waivers.size());
  std::set<std::string> found;
  for (Finding& finding : analysis.findings) {
    found.insert(finding.fid);
    if (input.baseline && input.baseline->Has(finding.fid)) {
      finding.state = FindingState::kKnown;
    }
    for (size_t i = 0; i < input.waivers.size(); ++i) {
      const Waiver& waiver = input.waivers[i];
      if (!Covers(waiver, finding)) continue;
      covers[i] = true;
      if (HasExpired(waiver, input.today)) continue;
      finding.state = FindingState::kWaived;
      finding.waiver = waiver.reason;
    }
  }
  if (input.baseline) {
    for (FindingName& known : input.baseline->Findings()) {
      if (!found.contains(known.fid)) {
        analysis.fixed.push_back(std::move(known));
      }
    }
  }
  std::vector<std::string> notes;
  for (size_t i = 0; i < input.waivers.size(); ++i) {
    const Waiver& waiver = input.waivers[i];
    if (!covers[i]) {
      notes.push_back(Printable(waiver.where) +
                      ": this waiver covers nothing here");
    } else if (HasExpired(waiver, input.today)) {
      notes.push_back(Printable(waiver.where) +
                      ": this waiver has expired on " +
                      DateText(*waiver.expires));
    }
  }
  return notes;
}

}  // namespace kplace
