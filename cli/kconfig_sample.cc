// kplace kconfig sample: configurations at random.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/search/sampler.h"
#include "cli/kconfig_commands.h"
#include "cli/kconfig_session.h"
#include "cli/kconfig_warnings.h"
#include "kbuildparse/kconfig/write_config.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

struct SampleOptions {
  KconfigOptions kconfig;
  std::vector<std::string> conditions;
  size_t count = 1;
  uint64_t seed = 1;
  std::string out;
  bool all_warnings = false;
};

constexpr const char* kExamples = R"(
Writes DIR/1.config, DIR/2.config, and so on: all different, each as conf leaves
it. Every configuration of the tree can come, but not all are equally likely.
Where there are fewer than COUNT, all of them are written.

Examples:
  kplace kconfig sample --count 100 --out configs
  kplace kconfig sample VFIO=y IOMMUFD=m --count 10 --seed 7 --out configs)";

ExitCode RunSample(const SampleOptions& options, const Console& console) {
  KconfigSession session(console.files, options.kconfig, console.err);
  if (auto failed = session.Open()) return *failed;
  std::vector<kconfig::FormulaNo> conditions;
  for (const std::string& text : options.conditions) {
    if (auto failed = session.ReadCondition(text, conditions.emplace_back())) {
      return *failed;
    }
  }
  if (auto failed = session.RefuseErrors()) return *failed;
  if (auto error = MakeDirectory(options.out)) {
    ReportError(console.err, *error);
    return ExitCode::kInputs;
  }
  kconfig::UserValues nothing(session.symbols().size());
  Sampler sampler({session.symbols(), session.macros(), nothing}, options.seed);
  for (kconfig::FormulaNo condition : conditions) sampler.Require(condition);
  std::set<std::string> open;
  ExitCode exit = ExitCode::kClean;
  for (size_t i = 1; i <= options.count; ++i) {
    Sample sample = sampler.Next();
    if (sample.answer == Answer::kNo) {
      console.err << fmt::format("kplace: there are {} configurations\n",
                                 i - 1);
      break;
    }
    if (sample.answer == Answer::kUnknown) {
      console.err << "kplace: unknown: " << sample.doubt << '\n';
      exit = ExitCode::kInputs;
      break;
    }
    kconfig::Values values(session.symbols(), sample.user, session.macros());
    for (std::string& option : OpenOptions(session.symbols(), values)) {
      open.insert(std::move(option));
    }
    std::string path = JoinPath(options.out, fmt::format("{}.config", i));
    if (auto failed =
            WriteOutput({"config", path},
                        WriteConfig(session.symbols(), values), console.out)) {
      ReportError(console.err, *failed);
      return ExitCode::kInputs;
    }
  }
  WarningWriter warnings(console.err, options.all_warnings);
  for (const std::string& option : open) TellOpen(option, warnings);
  return exit;
}

}  // namespace

RunCommand SetUpKconfigSample(CLI::App& app) {
  auto options = std::make_shared<SampleOptions>();
  CLI::App* command =
      app.add_subcommand("sample", "Write configurations at random");
  command
      ->add_option("conditions", options->conditions,
                   "what has to hold in each of them")
      ->type_name("EXPR");
  command->add_option("--count", options->count, "how many; default 1")
      ->type_name("COUNT");
  command
      ->add_option("--seed", options->seed,
                   "the same seed gives the same ones; default 1")
      ->type_name("SEED");
  command->add_option("--out", options->out, "the directory to write to")
      ->required()
      ->type_name("DIR");
  command->add_flag("--all-warnings", options->all_warnings,
                    "all that is not known, not the first few");
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kExamples);
  return [options](const Console& console) {
    return RunSample(*options, console);
  };
}

}  // namespace kplace::cli
