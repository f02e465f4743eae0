#include "cli/check_report.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

#include "analyzer/report/ci/github.h"
#include "analyzer/report/ci/gitlab.h"
#include "analyzer/report/ci/junit.h"
#include "analyzer/report/ci/kcidb.h"
#include "analyzer/report/ci/rdjsonl.h"
#include "analyzer/report/ci/sarif.h"
#include "analyzer/report/ci/summary.h"
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
    if (finding.state == FindingState::kNew && finding.level >= fail_on) {
      return ExitCode::kFindings;
    }
  }
  for (const UnknownFact& unknown : analysis.unknowns) {
    if (unknown.kind == UnknownKind::kInput) return ExitCode::kInputs;
  }
  return ExitCode::kClean;
}

/// A format for CI; text and json are ours.
struct CiFormat {
  std::string_view name;
  std::string (*render)(const CiReport& report);
};
constexpr std::array kCiFormats = {
    CiFormat{"sarif", SarifReport},     CiFormat{"github", GithubAnnotations},
    CiFormat{"gitlab", GitlabReport},   CiFormat{"junit", JunitReport},
    CiFormat{"rdjsonl", RdjsonlReport}, CiFormat{"markdown", MarkdownSummary},
};

std::string Render(const OutputRequest& output, const Analysis& analysis,
                   const BuildFacts& build, const CheckReportOptions& options) {
  if (output.format == "text") {
    bool color = output.file.empty() && UseColor(options.color);
    return TextReport(analysis, {color, options.ShowNotes()});
  }
  if (output.format == "json") return JsonReport(analysis, build);
  const CiReport report{
      analysis, build,
      options.label.empty() ? build.architecture : options.label,
      options.FailOn(), options.ShowNotes()};
  for (const CiFormat& format : kCiFormats) {
    if (output.format == format.name) return format.render(report);
  }
  return KcidbReport(report, options.kcidb_build);
}

}  // namespace

const std::vector<std::string_view>& CheckFormats() {
  static const std::vector<std::string_view> kFormats = [] {
    std::vector<std::string_view> names = {"text", "json", "kcidb"};
    for (const CiFormat& format : kCiFormats) names.push_back(format.name);
    return names;
  }();
  return kFormats;
}

std::string ReportMisuse(const CheckReportOptions& options,
                         const std::vector<OutputRequest>& outputs) {
  const bool kcidb = std::any_of(
      outputs.begin(), outputs.end(),
      [](const OutputRequest& output) { return output.format == "kcidb"; });
  if (kcidb && !IsKcidbId(options.kcidb_build)) {
    return "--format kcidb is about a build that KCIDB has: give its id, "
           "--kcidb-build ORIGIN:ID, with an origin of a-z, 0-9 and _";
  }
  return {};
}

ExitCode ReportCheck(Analysis analysis, const BuildFacts& build,
                     const CheckReportOptions& options,
                     const TriageInput& triage, Session& session,
                     std::ostream& out, std::ostream& err) {
  TellHoles(session, analysis);
  for (const std::string& note : Triage(triage, analysis)) {
    err << "kplace: " << note << '\n';
  }
  session.ReportDiagnostics(Severity::kWarning);
  auto render = [&](const OutputRequest& output) {
    return Render(output, analysis, build, options);
  };
  if (auto failed = WriteOutputs(session.outputs(), render, out, err)) {
    return *failed;
  }
  err << SummaryLine(analysis, {false, options.ShowNotes()}) << '\n';
  return StatusOf(analysis, options.FailOn());
}

}  // namespace kplace::cli
