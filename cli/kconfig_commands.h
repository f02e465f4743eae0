// kconfig_commands.h - the commands under `kplace kconfig`; see commands.h.

#ifndef KPLACE_CLI_KCONFIG_COMMANDS_H_
#define KPLACE_CLI_KCONFIG_COMMANDS_H_

#include "cli/commands.h"

namespace kplace::cli {

RunCommand SetUpKconfigResolve(CLI::App& app);
RunCommand SetUpKconfigWhy(CLI::App& app);
RunCommand SetUpKconfigWhyNot(CLI::App& app);
RunCommand SetUpKconfigSolve(CLI::App& app);
RunCommand SetUpKconfigSample(CLI::App& app);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_KCONFIG_COMMANDS_H_
