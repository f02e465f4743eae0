// check_report.h - the end of every `kplace check`: reports and exit status.

#ifndef KPLACE_CLI_CHECK_REPORT_H_
#define KPLACE_CLI_CHECK_REPORT_H_

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/records/build_facts.h"
#include "analyzer/triage/triage.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/terminal.h"

namespace kplace::cli {

/// How the answer is shown and judged.
struct CheckReportOptions {
  When color = When::kAuto;
  std::optional<FindingLevel> fail_on;  ///< default: error
  bool notes = false;
  std::string label;        ///< --label; "" for the architecture
  std::string kcidb_build;  ///< --kcidb-build
  std::string baseline;     ///< --baseline
  std::string config;       ///< --config

  /// What counts as a failure is shown.
  bool ShowNotes() const { return notes || FailOn() == FindingLevel::kNote; }
  FindingLevel FailOn() const { return fail_on.value_or(FindingLevel::kError); }
};

/// All that --format can ask for.
const std::vector<std::string_view>& CheckFormats();

/// What is wrong about options of the report, or "".
std::string ReportMisuse(const CheckReportOptions& options,
                         const std::vector<OutputRequest>& outputs);

/// Writes what --format asked for to `out`, diagnostics and the summary line to
/// `err`, and gives the exit status.
ExitCode ReportCheck(Analysis analysis, const BuildFacts& build,
                     const CheckReportOptions& options,
                     const TriageInput& triage, Session& session,
                     std::ostream& out, std::ostream& err);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_CHECK_REPORT_H_
