// kplace kconfig resolve: a configuration completed, as conf does it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <ostream>

#include "cli/choice.h"
#include "cli/kconfig_commands.h"
#include "cli/kconfig_session.h"
#include "cli/kconfig_warnings.h"
#include "kbuildparse/kconfig/make_target.h"
#include "kbuildparse/kconfig/value_warnings.h"
#include "kbuildparse/kconfig/write_config.h"

namespace kplace::cli {
namespace {

using kconfig::MakeTarget;

struct ResolveOptions {
  KconfigOptions kconfig;
  std::string config;
  MakeTarget target = MakeTarget::kOldDefConfig;
  std::string output;
  bool all_warnings = false;
};

constexpr const char* kResolveExamples = R"(
What programs of the toolchain would answer ($(cc-option,…)) is read off a
.config of the same tree and toolchain, the build's own or those of --facts;
nothing is run without --allow-exec.

Examples:
  kplace kconfig resolve                       as make olddefconfig, to stdout
  kplace kconfig resolve my.config -o .config
  kplace kconfig resolve x86_64_defconfig      as make x86_64_defconfig
  kplace kconfig resolve --src linux --target allmodconfig --facts debian.config)";

void TellUnmet(const kconfig::SymbolTable& symbols, kconfig::Values& values,
               WarningWriter& warnings) {
  for (const auto& unmet : FindUnmetDependencies(symbols, values)) {
    std::string text = fmt::format(
        "warning: unmet direct dependencies of {}\n"
        "  depends on [={}]: {}",
        symbols[unmet.symbol].name, kconfig::Letter(unmet.direct),
        unmet.depends_on);
    for (const std::string& select : unmet.selected_by) {
      text += "\n  selected by: " + select;
    }
    warnings.Add(text);
  }
}

void TellLost(const kconfig::SymbolTable& symbols,
              const std::vector<kconfig::LostSetting>& lost,
              const SourceFiles& sources, WarningWriter& warnings) {
  for (const kconfig::LostSetting& setting : lost) {
    warnings.Add(fmt::format(
        "note: {}: CONFIG_{} is {}, not {}: {}", sources.Format(setting.where),
        symbols[setting.symbol].name, setting.got, setting.asked, setting.why));
  }
}

ExitCode RunResolve(const ResolveOptions& options, const Console& console) {
  KconfigSession session(console.files, options.kconfig, console.err);
  if (auto failed = session.Open()) return *failed;
  Configuration config;
  if (auto failed = session.ReadStart(options.config, options.target, config)) {
    return *failed;
  }
  kconfig::UserValues user =
      ReadUserValues(session.symbols(), config, session.sink());
  AskForAll(session.symbols(), options.target, user);
  kconfig::Values values(session.symbols(), user, session.macros());
  std::string text = WriteConfig(session.symbols(), values);

  bool holes = session.ReportDiagnostics();
  {
    WarningWriter warnings(console.err, options.all_warnings);
    TellUnmet(session.symbols(), values, warnings);
  }
  {
    WarningWriter warnings(console.err, options.all_warnings);
    auto lost = FindLostSettings(session.symbols(), config, user, values);
    TellLost(session.symbols(), lost, session.sources(), warnings);
  }
  {
    WarningWriter warnings(console.err, options.all_warnings);
    for (const std::string& option : OpenOptions(session.symbols(), values)) {
      TellOpen(option, warnings);
    }
  }
  OutputRequest request{"config", options.output};
  if (auto error = WriteOutput(request, text, console.out)) {
    ReportError(console.err, *error);
    return ExitCode::kInputs;
  }
  return holes ? ExitCode::kInputs : ExitCode::kClean;
}

}  // namespace

RunCommand SetUpKconfigResolve(CLI::App& app) {
  static const std::map<std::string, MakeTarget> kTargets = {
      {"olddefconfig", MakeTarget::kOldDefConfig},
      {"alldefconfig", MakeTarget::kAllDefConfig},
      {"allnoconfig", MakeTarget::kAllNoConfig},
      {"allyesconfig", MakeTarget::kAllYesConfig},
      {"allmodconfig", MakeTarget::kAllModConfig}};
  auto options = std::make_shared<ResolveOptions>();
  CLI::App* command = app.add_subcommand(
      "resolve", "Complete a configuration as make olddefconfig does");
  command
      ->add_option("config", options->config,
                   "a .config, a fragment or a defconfig of the tree; default: "
                   "the build's .config, and nothing for the all* targets")
      ->type_name("FILE");
  command
      ->add_option("--target", options->target,
                   "olddefconfig (default), or what starts from nothing: "
                   "alldefconfig, allnoconfig, allyesconfig, allmodconfig")
      ->type_name("TARGET")
      ->transform(OneOf(kTargets));
  command->add_option("-o,--output", options->output, "default: stdout")
      ->type_name("FILE");
  command->add_flag("--all-warnings", options->all_warnings,
                    "all of each kind, not the first few");
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kResolveExamples);
  return [options](const Console& console) {
    return RunResolve(*options, console);
  };
}

}  // namespace kplace::cli
