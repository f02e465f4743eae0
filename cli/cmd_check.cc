// kplace check: the post-build check of one build, of installed modules, or of
// an external module.

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/module_analysis.h"
#include "cli/check_report.h"
#include "cli/check_triage.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/exit_style.h"
#include "cli/options.h"
#include "cli/session.h"
#include "kbuildparse/kbuild/build_state.h"

namespace kplace::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  CheckReportOptions report;
  InstalledOptions installed;
};

constexpr const char* kExamples = R"(
Examples:
  kplace check                          the build in this directory
  kplace check -b ~/build/x86           a build made with O=
  kplace check -f text -f json=kp.json  for people here, for programs there
  kplace check -f github -f sarif=kplace.sarif --label x86/defconfig/gcc-12
                                        in a job of GitHub Actions
  git bisect run sh -c 'make -j8; kplace check --exit-style bisect'

  kplace check --modules /lib/modules/$(uname -r)
                                        the modules of the running kernel
  kplace check --modules lib/modules/6.12.0 --symvers Module.symvers
                                        of an unpacked package, with the exports
                                        of its vmlinux
  kplace check -b /lib/modules/$(uname -r)/build --extmod .
                                        the external module that is here

--modules looks for the Module.symvers of the kernel in the places where headers
packages lay it; without one, and without --vmlinux, a symbol that no module
exports is unknown. Of two modules of one name, updates/ wins; depmod.d is not
read.

Exit status: 0 nothing to report, 1 findings, 2 wrong usage, 3 inputs missing
or unreadable (the rest was analysed), 4 internal error.)";

ExitCode Fail(const Error& error, Session& session, std::ostream& err) {
  session.progress().Clear();
  ReportError(err, error);
  return ExitCode::kInputs;
}

/// What is wrong with the report that is asked for is told before the work.
std::optional<ExitCode> PrepareReport(CheckOptions& options,
                                      const Session& session,
                                      const std::string& source_dir,
                                      const Console& console,
                                      TriageInput& triage) {
  std::optional<Error> error;
  const std::string misuse = ReportMisuse(options.report, session.outputs());
  if (!misuse.empty()) {
    error = Error{misuse};
  } else {
    error = ReadTriage(console.files, source_dir, options.report, triage);
  }
  if (!error) return std::nullopt;
  ReportError(console.err, *error);
  return ExitCode::kUsage;
}

ExitCode CheckInstalled(CheckOptions options, const Console& console) {
  Session session(console.files, options.common, console.err);
  if (auto failed = session.ChooseOutputs(CheckFormats())) return *failed;
  TriageInput triage;
  if (auto failed = PrepareReport(options, session, "", console, triage)) {
    return *failed;
  }
  session.progress().Show("looking for modules");
  Result<InstalledAnalysis> checked =
      AnalyzeInstalled(session.InputWithoutBuild(), options.installed);
  if (!checked) return Fail(checked.error(), session, console.err);
  return ReportCheck(std::move(checked->analysis), checked->build,
                     options.report, triage, session, console.out, console.err);
}

ExitCode CheckBuild(CheckOptions options, const Console& console) {
  Session session(console.files, options.common, console.err);
  if (auto failed = session.Open(CheckFormats())) return *failed;
  TriageInput triage;
  if (auto failed = PrepareReport(options, session, session.tree().source_dir,
                                  console, triage)) {
    return *failed;
  }
  bool external = !session.tree().external_dir.empty();
  if (!external) {
    CheckBuildState(session.tree(), console.files, session.sources(),
                    session.sink());
  }
  session.Place();

  session.progress().Show("reading objects");
  Analysis analysis;
  if (external) {
    Result<Analysis> checked =
        AnalyzeExternal(session.Input(), options.installed.symvers);
    if (!checked) return Fail(checked.error(), session, console.err);
    analysis = std::move(*checked);
  } else {
    analysis = Analyze(session.Input());
  }
  return ReportCheck(std::move(analysis), FactsOf(session.tree()),
                     options.report, triage, session, console.out, console.err);
}

/// What an option needs beside it, said in words of our own.
std::string Misuse(const CheckOptions& options) {
  const InstalledOptions& installed = options.installed;
  bool modules = !installed.directory.empty();
  bool external = !options.common.tree.external_dir.empty();
  if (!installed.symvers.empty() && !modules && !external) {
    return "--symvers goes with --modules or --extmod; the exports of a build "
           "are read from its objects";
  }
  if (!installed.vmlinux.empty() && !modules) {
    return "--vmlinux goes with --modules";
  }
  return {};
}

ExitCode RunCheck(const CheckOptions& options, const Console& console) {
  if (std::string misuse = Misuse(options); !misuse.empty()) {
    ReportError(console.err, {misuse});
    return ExitCode::kUsage;
  }
  return options.installed.directory.empty() ? CheckBuild(options, console)
                                             : CheckInstalled(options, console);
}

void AddInputOptions(CLI::App& command, CheckOptions& options) {
  CLI::Option* modules =
      command
          .add_option("--modules", options.installed.directory,
                      "the installed modules below DIR, such as "
                      "/lib/modules/VERSION, instead of a build")
          ->type_name("DIR")
          ->check(AName());
  command
      .add_option("-M,--extmod", options.common.tree.external_dir,
                  "the external module in DIR (what make calls M=) instead of "
                  "the kernel")
      ->type_name("DIR")
      ->check(AName())
      ->excludes(modules);
  command
      .add_option("--symvers", options.installed.symvers,
                  "with --modules the Module.symvers of their kernel; with "
                  "--extmod that of another external module (what make calls "
                  "KBUILD_EXTRA_SYMBOLS); may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->check(AName());
  command
      .add_option("--vmlinux", options.installed.vmlinux,
                  "with --modules the vmlinux of their kernel, uncompressed: "
                  "what it exports, and what it defines without")
      ->type_name("FILE")
      ->check(AName());
  for (const char* of_build : {"--build", "--src", "--arch"}) {
    modules->excludes(command.get_option(of_build));
  }
}

void AddReportOptions(CLI::App& command, CheckReportOptions& options) {
  command
      .add_option("--baseline", options.baseline,
                  "findings that are not news: they do not fail the check, and "
                  "the text leaves them out; see kplace baseline")
      ->type_name("FILE")
      ->check(AName());
  command
      .add_option("--config", options.config,
                  "settings and waivers; default: .kplace.toml of the current "
                  "directory, or of the source")
      ->type_name("FILE")
      ->check(AName());
  command
      .add_option("--label", options.label,
                  "which of several runs this is, for formats that tell them "
                  "apart: x86/defconfig/gcc-12; default: the architecture")
      ->type_name("NAME");
  command
      .add_option("--kcidb-build", options.kcidb_build,
                  "for --format kcidb: the id of the build in KCIDB")
      ->type_name("ORIGIN:ID");
  AddExitStyle(command);
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
  AddCommonOptions(*command, options->common,
                   "text (default), json, sarif, github, gitlab, junit, "
                   "kcidb, rdjsonl or markdown");
  AddInputOptions(*command, *options);
  command
      ->add_option("--fail-on", options->report.fail_on,
                   "least level for exit status 1: note, warning or error")
      ->type_name("LEVEL")
      ->transform(OneOf(kLevels));
  command->add_flag("--notes", options->report.notes,
                    "show notes in the text; json always has them, and so has "
                    "the text with --fail-on note");
  AddReportOptions(*command, options->report);
  command->footer(kExamples);
  command->callback(
      [options] { options->report.color = options->common.color; });
  return
      [options](const Console& console) { return RunCheck(*options, console); };
}

}  // namespace kplace::cli
