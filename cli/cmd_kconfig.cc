// kplace kconfig: the Kconfig engine by itself, a command for each question.

#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/kconfig_commands.h"

namespace kplace::cli {

RunCommand SetUpKconfig(CLI::App& app) {
  CLI::App* group = app.add_subcommand(
      "kconfig", "Compute the values of options, and ask which are possible");
  group->require_subcommand(1);
  std::vector<std::pair<const char*, RunCommand>> commands = {
      {"resolve", SetUpKconfigResolve(*group)},
      {"why", SetUpKconfigWhy(*group)},
      {"why-not", SetUpKconfigWhyNot(*group)},
      {"solve", SetUpKconfigSolve(*group)},
      {"sample", SetUpKconfigSample(*group)}};
  return [=](const Console& console) {
    for (const auto& [name, run] : commands) {
      if (group->got_subcommand(name)) return run(console);
    }
    return ExitCode::kUsage;
  };
}

}  // namespace kplace::cli
