// kplace kconfig why-not: what stands in the way of a setting.

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "analyzer/search/reasons.h"
#include "cli/kconfig_commands.h"
#include "cli/kconfig_reasons.h"
#include "cli/kconfig_session.h"

namespace kplace::cli {
namespace {

struct WhyNotOptions {
  KconfigOptions kconfig;
  std::string condition;
  std::string base;
};

constexpr const char* kExamples = R"(
Tells a smallest set of Kconfig lines, and of settings of the .config, that
forbids it: without any one of them it could be. Exit status: 1 it cannot be,
0 it can, with no other setting changed.

Examples:
  kplace kconfig why-not VFIO=m
  kplace kconfig why-not 'IOMMUFD_DRIVER=m' --base my.config
  kplace kconfig solve VFIO=m              what to set for it)";

ExitCode RunWhyNot(const WhyNotOptions& options, const Console& console) {
  KconfigSession session(console.files, options.kconfig, console.err);
  if (auto failed = session.Open()) return *failed;
  Configuration base;
  if (auto failed = session.ReadBase(options.base, base)) return *failed;
  std::vector<kconfig::FormulaNo> conditions(1);
  if (auto failed = session.ReadCondition(options.condition, conditions[0])) {
    return *failed;
  }
  kconfig::UserValues user =
      ReadUserValues(session.symbols(), base, session.sink());
  if (auto failed = session.RefuseErrors()) return *failed;
  kconfig::ModelInputs inputs{session.symbols(), session.macros(), user};
  if (auto reasons = FindReasons(inputs, conditions)) {
    WriteReasons(*reasons, session, console.out);
    console.err << "kplace: it is so in no configuration\n";
    return ExitCode::kFindings;
  }
  if (auto reasons = FindReasonsInBase(inputs, conditions)) {
    WriteReasons(*reasons, session, console.out);
    console.err << "kplace: it could be if the base were another; kplace "
                   "kconfig solve tells how\n";
    return ExitCode::kFindings;
  }
  console.err << "kplace: nothing stands in the way of it\n";
  return ExitCode::kClean;
}

}  // namespace

RunCommand SetUpKconfigWhyNot(CLI::App& app) {
  auto options = std::make_shared<WhyNotOptions>();
  CLI::App* command = app.add_subcommand(
      "why-not", "Tell what forbids a setting: Kconfig lines, other settings");
  command->add_option("condition", options->condition, "such as VFIO=m")
      ->required()
      ->type_name("EXPR");
  command
      ->add_option("--base", options->base,
                   "a .config; default: the build's, or the defaults")
      ->type_name("FILE");
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kExamples);
  return [options](const Console& console) {
    return RunWhyNot(*options, console);
  };
}

}  // namespace kplace::cli
