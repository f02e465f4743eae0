#include "cli/scan_run.h"

#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/report/scan.h"
#include "analyzer/report/scan_json.h"
#include "analyzer/scan/gates.h"
#include "analyzer/scan/guards.h"
#include "analyzer/scan/open_guards.h"
#include "analyzer/scan/since.h"
#include "analyzer/search/witness.h"
#include "cli/output.h"
#include "cli/scan_code_mends.h"
#include "cli/scan_mends.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

class ScanRun {
 public:
  ScanRun(const ScanOptions& options, const Console& console)
      : options_(options),
        console_(console),
        progress_(console.err, UseProgress(options.progress)),
        core_(options.core, console, progress_) {}

  ExitCode Run() {
    auto outputs = ParseOutputs(options_.formats, {"text", "json"});
    if (!outputs) {
      ReportError(console_.err, outputs.error());
      return ExitCode::kUsage;
    }
    outputs_ = std::move(*outputs);
    if (!options_.output.empty()) {
      outputs_.push_back({"text", options_.output});
      if (options_.formats.empty()) outputs_.erase(outputs_.begin());
    }
    if (auto failed = core_.Run()) return *failed;
    if (auto failed = LeaveOutWhatIsOld()) return *failed;
    IncludedFiles files(console_.files, core_.session().build());
    CodeUses uses(files, SymbolsOf(core_.evidence(), core_.questions().open));
    core_.AskOfNamingObjects(
        [&](const std::string& object, const std::string& symbol) {
          return uses.IsNamedIn(SourceOfObject(object), symbol);
        });
    ScanReport report{core_.evidence(), core_.questions(), core_.answers(),
                      core_.conditions()};
    if (options_.core.absent) report.where = DefinedWhere::kAnywhere;
    report.placement = &core_.placement();
    report.sources = &core_.session().sources();
    report.is_tristate = [this](std::string_view option) {
      return core_.session().tree().TypeOf(option) ==
             kconfig::OptionType::kTristate;
    };
    ReadGuards(report, uses);
    TellStories(report);
    if (options_.confirm.confirm != Confirm::kNo) {
      if (auto failed = ConfirmAnswers(report)) return *failed;
    }
    if (!options_.mends.empty() || !options_.tries.empty()) {
      if (auto failed = FindMends(report)) return *failed;
    }
    progress_.Clear();
    return Report(report);
  }

 private:
  /// The same question of another tree, or of other objects: what could fail
  /// there is not new.
  std::optional<ExitCode> LeaveOutWhatIsOld() {
    if (options_.since.empty()) return std::nullopt;
    ScanCoreOptions options = options_.core;
    if (console_.files.IsDirectory(options_.since)) {
      options.kconfig.tree.source_dir = options_.since;
    } else {
      options.evidence = {{}, {options_.since}};
    }
    ScanCore old(options, console_, progress_);
    if (auto failed = old.Run()) return failed;
    const size_t known = LeaveOutOld(
        {old.evidence(), old.conditions(), old.questions().open, old.answers()},
        core_.evidence(), core_.Input(), core_.questions().open,
        core_.answers());
    console_.err << "kplace: since " << Printable(options_.since)
                 << ": references that could fail before: " << known << '\n';
    return std::nullopt;
  }

  /// Which Kconfig lines allow what is not guarded.
  void TellStories(ScanReport& report) {
    report.stories.resize(report.answers.size());
    for (size_t i : WithWitness(report)) {
      if (StatusOf(report, i) == ScanStatus::kGuarded) continue;
      const Gates gates = GatesOf(*report.placement, core_.evidence(),
                                  report.questions.open[i], report.is_tristate);
      const Configuration settings =
          Witness(core_.session().symbols(), core_.session().macros(),
                  report.answers[i])
              .Settings();
      auto story = [&](const std::optional<Gate>& gate) {
        return gate ? StoryOf(*gate, core_.session().tree(), settings,
                              core_.session().sources())
                    : std::vector<std::string>();
      };
      report.stories[i] = {story(gates.referrer), story(gates.definer)};
    }
  }

  /// Of what is not guarded; the mends are numbered as the report is.
  std::optional<ExitCode> FindMends(ScanReport& report) {
    std::vector<const Configuration*> facts;
    for (const EvidenceSource& source : core_.evidence().sources) {
      facts.push_back(&source.config);
    }
    const MendInput input{console_.files,  options_.core.kconfig,
                          core_.session(), report.conditions,
                          core_.base(),    facts};
    report.mends.resize(report.answers.size());
    const std::vector<size_t> questions = WithWitness(report);
    for (size_t n = 0; n < questions.size(); ++n) {
      progress_.Count("trying mends", n, questions.size());
      const size_t i = questions[n];
      const ScanQuestion& question = report.questions.open[i];
      if (StatusOf(report, i) == ScanStatus::kGuarded) continue;
      const Gates gates = GatesOf(*report.placement, core_.evidence(), question,
                                  report.is_tristate);
      if (!gates.referrer || !gates.definer) continue;
      std::vector<std::string> mends =
          UsualMends(gates.referrer->option, gates.definer->option);
      mends.insert(mends.end(), options_.tries.begin(), options_.tries.end());
      report.mends[i] = TryMends(input, question.violated, gates, mends);
      report.mends[i].push_back(
          TryRewrite(core_, console_.files, question, *gates.definer));
      report.mends[i].push_back(
          TryGuarding(core_, question, gates, report.guards[i].open));
      if (options_.mends.empty()) continue;
      if (auto error = WriteMends(n + 1, report.mends[i])) return Fail(*error);
    }
    return std::nullopt;
  }

  /// A patch of each that conf would take.
  std::optional<Error> WriteMends(size_t number,
                                  const std::vector<TriedMend>& mends) const {
    if (auto error = MakeDirectory(options_.mends)) return error;
    for (size_t i = 0; i < mends.size(); ++i) {
      if (mends[i].mend.diff.empty() ||
          mends[i].outcome == TriedMend::Outcome::kRecursive) {
        continue;
      }
      const std::string path =
          JoinPath(options_.mends, fmt::format("{}.{}.patch", number, i + 1));
      if (auto error =
              WriteOutput({"patch", path}, mends[i].mend.diff, console_.out)) {
        return error;
      }
    }
    return std::nullopt;
  }

  /// Looks for guards in the source of what has a witness, and where all is
  /// guarded for another witness that opens one.
  void ReadGuards(ScanReport& report, CodeUses& uses) {
    const std::vector<size_t> questions = WithWitness(report);
    std::vector<Guards> guards(report.answers.size());
    for (size_t done = 0; done < questions.size(); ++done) {
      progress_.Count("looking for guards", done, questions.size());
      const size_t i = questions[done];
      guards[i] = GuardsUnder(i, report.answers[i], uses);
    }
    progress_.Show("looking past guards");
    const ScanInput scan = core_.Input();
    auto read = [&](size_t question, const SearchResult& witness) {
      return GuardsUnder(question, witness, uses);
    };
    // What is new since then was asked with more than the question.
    if (options_.since.empty()) {
      LookPastGuards({core_.questions().open, scan, read}, core_.answers(),
                     guards);
    }
    report.guards = std::move(guards);
  }

  Guards GuardsUnder(size_t question, const SearchResult& answer,
                     CodeUses& uses) {
    Witness witness(core_.session().symbols(), core_.session().macros(),
                    answer);
    auto value_of = [&](std::string_view option) {
      return witness.ValueOf(option);
    };
    auto objects_of = [&](EvidenceNo referrer) {
      return core_.presences().BuiltIn(core_.evidence().objects[referrer],
                                       value_of);
    };
    return FindGuards(core_.evidence(), core_.questions().open[question],
                      objects_of, {value_of, false}, uses);
  }

  /// Compiles what has a witness.
  std::optional<ExitCode> ConfirmAnswers(ScanReport& report) {
    std::vector<ConfirmTask> tasks;
    for (size_t i : WithWitness(report)) {
      tasks.push_back(TaskOf(i, report));
    }
    ConfirmInput input{
        console_.files,
        core_.evidence(),
        report.questions.open,
        options_.confirm,
        {core_.session().build().source_dir, core_.session().build().arch,
         options_.core.kconfig.make_variables},
        options_.core.jobs,
        [this](size_t done, size_t total) {
          progress_.Count("compiling", done, total);
        }};
    Result<std::vector<Confirmation>> confirmed = ConfirmAll(input, tasks);
    if (!confirmed) return Fail(confirmed.error());
    report.confirmations.resize(report.answers.size());
    for (size_t i = 0; i < tasks.size(); ++i) {
      report.confirmations[tasks[i].question] = std::move((*confirmed)[i]);
    }
    return std::nullopt;
  }

  ConfirmTask TaskOf(size_t question, const ScanReport& report) {
    Witness witness(core_.session().symbols(), core_.session().macros(),
                    report.answers[question]);
    ConfirmTask task{question, witness.Config(), {}};
    for (const SymbolNeed& need : report.questions.open[question].needs) {
      const auto& objects =
          report.guards[question].candidates.at(need.referrer);
      task.objects[need.referrer].assign(objects.begin(), objects.end());
    }
    return task;
  }

  ExitCode Report(const ScanReport& report) {
    const std::vector<UnknownFact> unknowns = core_.TakeUnknowns();
    auto render = [&](const OutputRequest& request) {
      return request.format == "json"
                 ? ScanJson(report, core_.session().build(), unknowns)
                 : ScanText(report);
    };
    if (auto failed =
            WriteOutputs(outputs_, render, console_.out, console_.err)) {
      return *failed;
    }
    if (!options_.witnesses.empty()) {
      if (auto error = WriteWitnesses(report)) return Fail(*error);
    }
    for (const UnknownFact& fact : unknowns) {
      console_.err << "kplace: unknown: " << fact.subject << ": " << fact.reason
                   << '\n';
    }
    console_.err << "kplace: " << ScanSummary(report) << '\n';
    bool confirmed = false;
    for (size_t i : WithWitness(report)) {
      confirmed |= StatusOf(report, i) == ScanStatus::kConfirmed;
    }
    return confirmed ? ExitCode::kFindings : ExitCode::kClean;
  }

  /// Those with a witness are numbered as the report has them.
  std::optional<Error> WriteWitnesses(const ScanReport& report) {
    if (auto error = MakeDirectory(options_.witnesses)) return error;
    size_t number = 0;
    for (size_t i : WithWitness(report)) {
      const std::string path =
          JoinPath(options_.witnesses, std::to_string(++number));
      const SearchResult& answer = report.answers[i];
      Witness witness(core_.session().symbols(), core_.session().macros(),
                      answer);
      for (const auto& [suffix, text] :
           {std::pair(".fragment", FragmentOf(answer.change)),
            {".config", witness.Config()}}) {
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
  Progress progress_;
  ScanCore core_;
  std::vector<OutputRequest> outputs_;
};

}  // namespace

ExitCode RunScan(const ScanOptions& options, const Console& console) {
  return ScanRun(options, console).Run();
}

}  // namespace kplace::cli
