// app.h - the option tree of all commands.
//
// Help, man pages and completions are written from it, so none of them can say
// something else.

#ifndef KPLACE_CLI_APP_H_
#define KPLACE_CLI_APP_H_

#include <string>
#include <vector>

#include "cli/commands.h"

namespace kplace::cli {

struct AppCommand {
  std::string name;
  RunCommand run;
};

extern const char* const kAppDescription;

/// Adds every command to `app`, in the order of the help.
std::vector<AppCommand> DescribeCommands(CLI::App& app);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_APP_H_
