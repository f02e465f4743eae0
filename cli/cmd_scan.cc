// kplace scan: could built-in code call into a module, in any configuration?

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/report/scan.h"
#include "analyzer/scan/evidence.h"
#include "analyzer/scan/scan.h"
#include "analyzer/select/every_configuration.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/kconfig_session.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "kbuildparse/kbuildparse.h"
#include "kbuildparse/kconfig/user_values.h"
#include "kbuildparse/kconfig/values.h"
#include "kbuildparse/kconfig/write_config.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

struct ScanOptions {
  KconfigOptions kconfig;
  std::string modules;
  std::string base;
  std::string output;
  std::string witnesses;
  When progress = When::kAuto;
  unsigned jobs = 0;
};

constexpr const char* kExamples = R"(
What objects need and define is read from a build, or from the modules of an
installed kernel of the same source; where they go in other configurations the
makefiles tell, and which configurations there are the Kconfig files. Of each
reference that could break the link of vmlinux a configuration is shown in which
it does: the smallest change to the base.

Code may guard itself (IS_REACHABLE); that is not looked at yet.

Examples:
  kplace scan                              the objects of the build that is here
  kplace scan --src linux --modules /lib/modules/6.12.0 --base /boot/config-6.12.0

Exit status: 0 whatever is possible, 3 inputs missing or unreadable.)";

class ScanRun {
 public:
  ScanRun(const ScanOptions& options, const Console& console)
      : options_(options),
        console_(console),
        session_(console.files, options.kconfig, console.err),
        progress_(console.err, UseProgress(options.progress)) {}

  ExitCode Run() {
    progress_.Show("reading Kconfig files");
    if (auto failed = session_.Open()) return *failed;
    if (auto failed = session_.ReadBase(options_.base, base_)) return *failed;
    kconfig::UserValues user =
        ReadUserValues(session_.symbols(), base_, session_.sink());
    progress_.Show("evaluating Makefiles");
    placement_ =
        LoadPlacement(session_.build(), console_.files, session_.sources(),
                      conditions_, session_.sink(), options_.jobs);
    if (auto failed = ReadEvidence()) return *failed;
    progress_.Clear();
    if (auto failed = session_.RefuseErrors()) return *failed;
    return Ask(user);
  }

 private:
  std::optional<ExitCode> ReadEvidence() {
    EvidenceInput input{console_.files, options_.jobs, unknowns_,
                        session_.sink(), [this](size_t done, size_t total) {
                          progress_.Count("reading objects", done, total);
                        }};
    if (options_.modules.empty()) {
      if (!session_.build().configured) {
        return Fail(
            {"no build to read objects from: name one with --build, or "
             "installed modules with --modules"});
      }
      evidence_ = ReadBuildEvidence(input, session_.build(), placement_);
      return std::nullopt;
    }
    Result<ScanEvidence> read = ReadInstalledEvidence(input, options_.modules);
    if (!read) return Fail(read.error());
    evidence_ = std::move(*read);
    return std::nullopt;
  }

  ExitCode Ask(const kconfig::UserValues& user) {
    progress_.Show("evaluating Makefiles for every configuration");
    AnalysisInput input;
    input.files = &console_.files;
    input.tree = &session_.build();
    input.placement = &placement_;
    input.sources = &session_.sources();
    input.sink = &session_.sink();
    input.jobs = options_.jobs;
    input.conditions = &conditions_;
    EveryConfiguration every(input);
    Presences presences(every.placement(), every.conditions(), base_);
    ScanQuestions questions = AskOf(evidence_, presences, every.conditions());
    std::vector<SearchResult> answers =
        Answers(questions.open,
                {every.conditions(), session_.symbols(), session_.macros(),
                 user, options_.jobs, [this](size_t done, size_t total) {
                   progress_.Count("asking", done, total);
                 }});
    progress_.Clear();
    ScanReport report{evidence_, questions, answers, every.conditions()};
    if (auto error = WriteOutput({"text", options_.output}, ScanText(report),
                                 console_.out)) {
      return Fail(*error);
    }
    if (!options_.witnesses.empty()) {
      if (auto error = WriteWitnesses(answers)) return Fail(*error);
    }
    for (const UnknownFact& fact : unknowns_.Take()) {
      console_.err << "kplace: unknown: " << fact.subject << ": " << fact.reason
                   << '\n';
    }
    console_.err << "kplace: " << ScanSummary(report) << '\n';
    return ExitCode::kClean;
  }

  /// The possible ones are numbered as the report has them.
  std::optional<Error> WriteWitnesses(
      const std::vector<SearchResult>& answers) {
    if (auto error = MakeDirectory(options_.witnesses)) return error;
    size_t number = 0;
    for (const SearchResult& answer : answers) {
      if (answer.answer != Answer::kYes) continue;
      const std::string path =
          JoinPath(options_.witnesses, std::to_string(++number));
      std::string fragment;
      for (const ConfigLine& line : answer.change) fragment += line.text + '\n';
      kconfig::Values values(session_.symbols(), answer.user,
                             session_.macros());
      for (const auto& [suffix, text] :
           {std::pair(".fragment", fragment),
            {".config", WriteConfig(session_.symbols(), values)}}) {
        if (auto error =
                WriteOutput({"config", path + suffix}, text, console_.out)) {
          return error;
        }
      }
    }
    return std::nullopt;
  }

  ExitCode Fail(const Error& error) {
    progress_.Clear();
    ReportError(console_.err, error);
    return ExitCode::kInputs;
  }

  const ScanOptions& options_;
  const Console& console_;
  KconfigSession session_;
  Progress progress_;
  Configuration base_;
  ConditionStore conditions_;
  PlacementTable placement_;
  Unknowns unknowns_;
  ScanEvidence evidence_;
};

}  // namespace

RunCommand SetUpScan(CLI::App& app) {
  auto options = std::make_shared<ScanOptions>();
  CLI::App* command = app.add_subcommand(
      "scan",
      "Search all configurations for built-in code that calls into a module");
  command
      ->add_option("--modules", options->modules,
                   "the installed modules below DIR, of the same source, "
                   "instead of the objects of the build")
      ->type_name("DIR")
      ->check(AName());
  command
      ->add_option("--base", options->base,
                   "the .config that is to be changed as little as possible, "
                   "best the one that the objects were compiled with; default: "
                   "the build's, or the defaults without one")
      ->type_name("FILE");
  command->add_option("-o,--output", options->output, "default: stdout")
      ->type_name("FILE");
  command
      ->add_option("--witnesses", options->witnesses,
                   "for 1.config and 1.fragment, which is what 1.config has "
                   "beside the base, and so on, numbered as they are shown")
      ->type_name("DIR");
  AddWorkOptions(*command, options->progress, options->jobs);
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kExamples);
  return [options](const Console& console) {
    return ScanRun(*options, console).Run();
  };
}

}  // namespace kplace::cli
