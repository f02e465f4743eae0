// kplace kconfig why: what gives an option its value.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/kconfig_commands.h"
#include "cli/kconfig_session.h"
#include "kbuildparse/kconfig/why.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

struct WhyOptions {
  KconfigOptions kconfig;
  std::string option;
};

constexpr const char* kWhyExamples = R"(
Examples:
  kplace kconfig why CONFIG_VFIO
  kplace kconfig why --build build IOMMUFD_DRIVER)";

ExitCode RunWhy(const WhyOptions& options, const Console& console) {
  KconfigSession session(console.files, options.kconfig, console.err);
  if (auto failed = session.OpenBuild()) return *failed;
  bool holes = session.ReportDiagnostics();
  std::string name = options.option;
  if (name.starts_with("CONFIG_")) name.erase(0, 7);
  kconfig::Explanation story = Explain(session.tree(), session.config(), name);
  if (story.defined_at.empty()) {
    ReportError(console.err, {"no Kconfig file of this architecture defines " +
                              Printable(name)});
    return holes ? ExitCode::kInputs : ExitCode::kUsage;
  }
  console.out << fmt::format("CONFIG_{}={}\n  {}\n", name, story.value,
                             story.Sentence(session.sources()));
  auto tell = [&](const char* how, const auto& lenders) {
    for (const kconfig::ActiveSelect& lender : lenders) {
      console.out << fmt::format("  {} {}={}  {}\n", how, lender.by,
                                 kconfig::Letter(lender.by_value),
                                 session.sources().Format(lender.where));
    }
  };
  tell("selected by", story.selects);
  tell("implied by", story.implies);
  for (SourceLoc where : story.defined_at) {
    console.out << "  defined at " << session.sources().Format(where) << '\n';
  }
  return holes ? ExitCode::kInputs : ExitCode::kClean;
}

}  // namespace

RunCommand SetUpKconfigWhy(CLI::App& app) {
  auto options = std::make_shared<WhyOptions>();
  CLI::App* command = app.add_subcommand(
      "why", "Tell why an option has the value that it has in a build");
  command->add_option("option", options->option, "with or without CONFIG_")
      ->required()
      ->type_name("OPTION");
  AddKconfigOptions(*command, options->kconfig);
  command->footer(kWhyExamples);
  return
      [options](const Console& console) { return RunWhy(*options, console); };
}

}  // namespace kplace::cli
