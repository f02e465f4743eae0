// kplace check: the post-build check of one build.

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <ostream>
#include <utility>

#include "analyzer/analyzer.h"
#include "cli/check_report.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "kbuildparse/kbuild/build_state.h"

namespace kplace::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  CheckReportOptions report;
};

constexpr const char* kExamples = R"(
Examples:
  kplace check                          the build in this directory
  kplace check -b ~/build/x86           a build made with O=
  kplace check -f text -f json=kp.json  for people here, for programs there

Exit status: 0 nothing to report, 1 findings, 2 wrong usage, 3 inputs missing
or unreadable (the rest was analysed), 4 internal error.)";

ExitCode RunCheck(const CheckOptions& options, const Console& console) {
  Session session(console.files, options.common, console.err);
  if (std::optional<ExitCode> failed = session.Open({"text", "json"}))
    return *failed;
  CheckBuildState(session.tree(), console.files, session.sources(),
                  session.sink());
  session.Place();

  session.progress().Show("reading objects");
  Analysis analysis = Analyze(session.Input());

  return ReportCheck(std::move(analysis), FactsOf(session.tree()),
                     options.report, session, console.out, console.err);
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
      ->add_option("--fail-on", options->report.fail_on,
                   "least level for exit status 1: note, warning or error")
      ->type_name("LEVEL")
      ->transform(OneOf(kLevels));
  command->add_flag("--notes", options->report.notes,
                    "show notes in the text; json always has them, and so has "
                    "the text with --fail-on note");
  command->callback(
      [options] { options->report.color = options->common.color; });
  command->footer(kExamples);
  return
      [options](const Console& console) { return RunCheck(*options, console); };
}

}  // namespace kplace::cli
