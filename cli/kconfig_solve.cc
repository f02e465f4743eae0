// kplace kconfig solve: a configuration in which something holds.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "analyzer/search/configuration_search.h"
#include "analyzer/search/proof.h"
#include "analyzer/search/reasons.h"
#include "analyzer/search/witness.h"
#include "cli/kconfig_commands.h"
#include "cli/kconfig_reasons.h"
#include "cli/kconfig_session.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

struct SolveOptions {
  KconfigOptions kconfig;
  std::vector<std::string> conditions;
  std::string base;
  std::string output;
  std::string config;
  std::string proof;
};

constexpr const char* kExamples = R"(
Each EXPR is what may stand after `depends on`; all have to hold. The answer is
the smallest change to the base: a fragment for scripts/kconfig/merge_config.sh,
which conf takes as it stands. If there is no such configuration, the Kconfig
lines that forbid it are listed. Exit status: 0 there is one, 1 there is none,
3 unknown.

Examples:
  kplace kconfig solve VFIO=y IOMMUFD_DRIVER=m
  kplace kconfig solve 'PCI && !ACPI' --base my.config -o fragment
  kplace kconfig solve VFIO=m --src linux --facts debian.config --config out)";

std::string Counted(size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

ExitCode TellYes(const SolveOptions& options, KconfigSession& session,
                 const SearchResult& result, const Console& console) {
  OutputRequest request{"config", options.output};
  if (auto error =
          WriteOutput(request, FragmentOf(result.change), console.out)) {
    ReportError(console.err, *error);
    return ExitCode::kInputs;
  }
  if (!options.config.empty()) {
    Witness witness(session.symbols(), session.macros(), result);
    if (auto error = WriteOutput({"config", options.config}, witness.Config(),
                                 console.out)) {
      ReportError(console.err, *error);
      return ExitCode::kInputs;
    }
  }
  console.err << (result.change.empty()
                      ? "kplace: yes, the base is such a configuration\n"
                      : fmt::format("kplace: yes, with {} beside the base\n",
                                    Counted(result.change.size(), "setting")));
  return ExitCode::kClean;
}

/// Into the directory --proof.
std::optional<Error> WriteProof(
    const std::string& directory,
    const std::vector<kconfig::FormulaNo>& conditions,
    const kconfig::ModelInputs& inputs, std::ostream& out) {
  if (auto error = MakeDirectory(directory)) return error;
  Result<Proof> proof =
      ProveImpossible(inputs, conditions, JoinPath(directory, "proof.drat"));
  if (!proof) return proof.error();
  if (auto error = WriteOutput({"cnf", JoinPath(directory, "model.cnf")},
                               proof->formula, out)) {
    return error;
  }
  return WriteOutput({"text", JoinPath(directory, "variables")},
                     proof->variables, out);
}

ExitCode TellNo(const SolveOptions& options, KconfigSession& session,
                const std::vector<kconfig::FormulaNo>& conditions,
                const kconfig::ModelInputs& inputs, const Console& console) {
  WriteReasons(
      FindReasons(inputs, conditions).value_or(std::vector<KconfigReason>()),
      session, console.out);
  console.err << "kplace: no, there is no such configuration\n";
  if (options.proof.empty()) return ExitCode::kFindings;
  if (auto error = WriteProof(options.proof, conditions, inputs, console.out)) {
    ReportError(console.err, *error);
    return ExitCode::kInputs;
  }
  return ExitCode::kFindings;
}

ExitCode RunSolve(const SolveOptions& options, const Console& console) {
  KconfigSession session(console.files, options.kconfig, console.err);
  if (auto failed = session.Open()) return *failed;
  Configuration base;
  if (auto failed = session.ReadBase(options.base, base)) return *failed;
  std::vector<kconfig::FormulaNo> conditions;
  for (const std::string& text : options.conditions) {
    if (auto failed = session.ReadCondition(text, conditions.emplace_back())) {
      return *failed;
    }
  }
  kconfig::UserValues user =
      ReadUserValues(session.symbols(), base, session.sink());
  if (auto failed = session.RefuseErrors()) return *failed;
  kconfig::ModelInputs inputs{session.symbols(), session.macros(), user};
  SearchResult result = ConfigurationSearch(inputs).Find(conditions);
  switch (result.answer) {
    case Answer::kYes:
      return TellYes(options, session, result, console);
    case Answer::kNo:
      return TellNo(options, session, conditions, inputs, console);
    case Answer::kUnknown:
      break;
  }
  console.err << "kplace: unknown: " << result.doubt << '\n';
  return ExitCode::kInputs;
}

}  // namespace

RunCommand SetUpKconfigSolve(CLI::App& app) {
  auto options = std::make_shared<SolveOptions>();
  CLI::App* command = app.add_subcommand(
      "solve",
      "Find a configuration in which conditions hold, or why none does");
  command
      ->add_option("conditions", options->conditions,
                   "what has to hold; without any, whether the base is a "
                   "configuration of the tree as it stands")
      ->type_name("EXPR");
  command
      ->add_option("--base", options->base,
                   "the .config that is to be changed as little as possible; "
                   "default: the build's, or the defaults without one")
      ->type_name("FILE");
  command
      ->add_option("-o,--output", options->output,
                   "for the fragment; default: stdout")
      ->type_name("FILE");
  command->add_option("--config", options->config, "for the whole .config")
      ->type_name("FILE");
  command
      ->add_option("--proof", options->proof,
                   "of a no: model.cnf and proof.drat, which a checker of DRAT "
                   "proofs takes, and what the variables mean")
      ->type_name("DIR");
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kExamples);
  return
      [options](const Console& console) { return RunSolve(*options, console); };
}

}  // namespace kplace::cli
