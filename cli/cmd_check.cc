// kplace check: the post-build check of one build.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <ostream>

#include "analyzer/analyzer.h"
#include "analyzer/report_json.h"
#include "analyzer/report_text.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "kbuildparse/kbuild/build_state.h"

namespace kplace::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  FindingLevel fail_on = FindingLevel::kError;
  bool notes = false;

  /// What counts as a failure is shown.
  bool ShowNotes() const { return notes || fail_on == FindingLevel::kNote; }
};

constexpr const char* kExamples = R"(
Examples:
  kplace check                          the build in this directory
  kplace check -b ~/build/x86           a build made with O=
  kplace check -f text -f json=kp.json  for people here, for programs there

Exit status: 0 nothing to report, 1 findings, 2 wrong usage, 3 inputs missing
or unreadable (the rest was analysed), 4 internal error.)";

std::string Render(const OutputRequest& output, const Analysis& analysis,
                   Session& session, const CheckOptions& options) {
  if (output.format == "json") return JsonReport(analysis, session.tree());
  bool color = output.file.empty() && UseColor(options.common.color);
  return TextReport(analysis, {color, options.ShowNotes()});
}

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

ExitCode RunCheck(const CheckOptions& options, const Console& console) {
  Session session(console.files, options.common, console.err);
  if (std::optional<ExitCode> failed = session.Open({"text", "json"}))
    return *failed;
  CheckBuildState(session.tree(), console.files, session.sources(),
                  session.sink());
  session.Place();

  session.progress().Show("reading objects");
  Analysis analysis = Analyze(session.Input());

  TellHoles(session, analysis);

  session.ReportDiagnostics(Severity::kWarning);
  auto render = [&](const OutputRequest& output) {
    return Render(output, analysis, session, options);
  };
  if (auto failed =
          WriteOutputs(session.outputs(), render, console.out, console.err)) {
    return *failed;
  }
  console.err << SummaryLine(analysis, {false, options.ShowNotes()}) << '\n';

  return StatusOf(analysis, options.fail_on);
}

}  // namespace

RunCommand SetUpCheck(CLI::App& app) {
  static const std::map<std::string, FindingLevel> kLevels = {
      {"note", FindingLevel::kNote},
      {"warning", FindingLevel::kWarning},
      {"error", FindingLevel::kError}};
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand(
      "check", "Check a build: does built-in code need what is not built in?");
  AddCommonOptions(*command, options->common, "text (default) or json");
  command
      ->add_option("--fail-on", options->fail_on,
                   "least level for exit status 1: note, warning or error")
      ->type_name("LEVEL")
      ->transform(OneOf(kLevels));
  command->add_flag("--notes", options->notes,
                    "show notes in the text; json always has them, and so has "
                    "the text with --fail-on note");
  command->footer(kExamples);
  return
      [options](const Console& console) { return RunCheck(*options, console); };
}

}  // namespace kplace::cli
