// kplace index: what objects refer to and define, in a file to ask and to keep.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/select/every_configuration.h"
#include "cli/commands.h"
#include "cli/kconfig_session.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/scan_inputs.h"
#include "cli/terminal.h"
#include "kbuildparse/kbuildparse.h"

namespace kplace::cli {
namespace {

struct IndexOptions {
  KconfigOptions kconfig;
  EvidenceOptions evidence;
  std::string config;
  std::string output;
  When progress = When::kAuto;
  unsigned jobs = 0;
};

constexpr const char* kExamples = R"(
An index is an SQLite file, and docs/INDEX.md describes its tables. Several are
merged into one: an object that several builds have needs what it needed in any
of them.

Examples:
  kplace index -o v6.12.index                     the build that is here
  kplace index --modules /lib/modules/6.12.0 --config /boot/config-6.12.0 \
      --src linux -o debian.index
  kplace index x86.index debian.index -o both.index
  kplace scan --src linux --index both.index
  sqlite3 v6.12.index "SELECT * FROM edge WHERE symbol = 'iova_bitmap_alloc'"

Exit status: 0, or 3 inputs missing or unreadable.)";

class IndexRun {
 public:
  IndexRun(const IndexOptions& options, const Console& console)
      : options_(options),
        console_(console),
        session_(console.files, options.kconfig, console.err),
        progress_(console.err, UseProgress(options.progress)) {}

  ExitCode Run() {
    const bool merges = !options_.evidence.indexes.empty();
    Result<std::vector<Index>> indexes = ReadIndexes(options_.evidence.indexes);
    if (!indexes) return Fail(indexes.error());
    if (!merges || !options_.evidence.modules.empty()) {
      Index fresh;
      if (auto failed = ReadObjects(fresh)) return *failed;
      indexes->push_back(std::move(fresh));
    }
    Index index = MergeIndexes(std::move(*indexes));
    progress_.Show("writing");
    auto error = WriteIndex(index, options_.output);
    progress_.Clear();
    if (error) return Fail(*error);
    for (const UnknownFact& fact : unknowns_.Take()) {
      console_.err << "kplace: unknown: " << fact.subject << ": " << fact.reason
                   << '\n';
    }
    console_.err << fmt::format("kplace: {}: {} objects, {} symbols, of {}\n",
                                options_.output, index.evidence.objects.size(),
                                index.evidence.symbols.size(),
                                Sources(index.evidence));
    return ExitCode::kClean;
  }

 private:
  std::optional<ExitCode> ReadObjects(Index& index) {
    progress_.Show("reading Kconfig files");
    if (auto failed = session_.Open()) return failed;
    Configuration compiled;
    if (auto failed = session_.ReadBase(options_.config, compiled)) {
      return failed;
    }
    progress_.Show("evaluating Makefiles");
    PlacementTable placement =
        LoadPlacement(session_.build(), console_.files, session_.sources(),
                      conditions_, session_.sink(), options_.jobs);
    EvidenceInput input{console_.files, options_.jobs, unknowns_,
                        session_.sink(), [this](size_t done, size_t total) {
                          progress_.Count("reading objects", done, total);
                        }};
    EvidenceOptions fresh{options_.evidence.modules, {}};
    Result<ScanEvidence> evidence =
        GatherEvidence(fresh, input, session_.build(), placement, compiled, {});
    if (!evidence) return Fail(evidence.error());
    index.evidence = std::move(*evidence);
    // So that the digest is of all makefiles.
    EveryConfiguration all(InputForAll(session_, console_.files, placement,
                                       conditions_, options_.jobs));
    index.properties = PropertiesOf(session_.build(), session_.sources());
    progress_.Clear();
    session_.ReportDiagnostics();
    return std::nullopt;
  }

  static std::string Sources(const ScanEvidence& evidence) {
    std::vector<std::string> names;
    for (const EvidenceSource& source : evidence.sources) {
      names.push_back(source.name);
    }
    return FirstFew(names);
  }

  ExitCode Fail(const Error& error) {
    progress_.Clear();
    ReportError(console_.err, error);
    return ExitCode::kInputs;
  }

  const IndexOptions& options_;
  const Console& console_;
  KconfigSession session_;
  Progress progress_;
  ConditionStore conditions_;
  Unknowns unknowns_;
};

}  // namespace

RunCommand SetUpIndex(CLI::App& app) {
  auto options = std::make_shared<IndexOptions>();
  CLI::App* command = app.add_subcommand(
      "index", "Write what objects define and need into one SQLite file");
  command
      ->add_option("indexes", options->evidence.indexes,
                   "indexes to merge, instead of a build")
      ->type_name("INDEX");
  AddModulesOption(*command, options->evidence.modules);
  command
      ->add_option("--config", options->config,
                   "what the modules were compiled with; default: the build's")
      ->type_name("FILE");
  command->add_option("-o,--output", options->output, "the index to write")
      ->type_name("FILE")
      ->required();
  AddWorkOptions(*command, options->progress, options->jobs);
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kExamples);
  return [options](const Console& console) {
    return IndexRun(*options, console).Run();
  };
}

}  // namespace kplace::cli
