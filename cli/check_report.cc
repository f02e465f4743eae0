#include "cli/check_report.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "analyzer/report/json.h"
#include "analyzer/report/text.h"

namespace kplace::cli {
namespace {

/// An input that could not be used is part of the answer, in every format.
void TellHoles(Session& session, Analysis& analysis) {
  for (const Diagnostic& diagnostic :
       session.sink().Sorted(session.sources())) {
    if (diagnostic.severity != Severity::kError) continue;
    UnknownFact fact{diagnostic.where.valid()
                         ? session.sources().Format(diagnostic.where)
                         : diagnostic.path,
                     diagnostic.message};
    bool told = std::any_of(analysis.unknowns.begin(), analysis.unknowns.end(),
                            [&](const UnknownFact& known) {
                              return known.subject == fact.subject &&
                                     known.reason == fact.reason;
                            });
    if (!told) analysis.unknowns.push_back(std::move(fact));
  }
}

/// Findings win over holes: what was found is true whatever else is missing.
ExitCode StatusOf(const Analysis& analysis, FindingLevel fail_on) {
  for (const Finding& finding : analysis.findings) {
    if (finding.level >= fail_on) return ExitCode::kFindings;
  }
  for (const UnknownFact& unknown : analysis.unknowns) {
    if (unknown.kind == UnknownKind::kInput) return ExitCode::kInputs;
  }
  return ExitCode::kClean;
}

}  // namespace

ExitCode ReportCheck(Analysis analysis, const BuildFacts& build,
                     const CheckReportOptions& options, Session& session,
                     std::ostream& out, std::ostream& err) {
  TellHoles(session, analysis);
  session.ReportDiagnostics(Severity::kWarning);
  auto render = [&](const OutputRequest& output) {
    if (output.format == "json") return JsonReport(analysis, build);
    bool color = output.file.empty() && UseColor(options.color);
    return TextReport(analysis, {color, options.ShowNotes()});
  };
  if (auto failed = WriteOutputs(session.outputs(), render, out, err)) {
    return *failed;
  }
  err << SummaryLine(analysis, {false, options.ShowNotes()}) << '\n';
  return StatusOf(analysis, options.fail_on);
}

}  // namespace kplace::cli
