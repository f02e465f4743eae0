// commands.h - the commands, each an options struct and a function.

#ifndef KPLACE_CLI_COMMANDS_H_
#define KPLACE_CLI_COMMANDS_H_

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "support/file_system.h"

namespace CLI {
class App;
}

namespace kplace::cli {

/// Where a command reads and writes.
struct Console {
  const FileSystem& files;
  std::ostream& out;
  std::ostream& err;
};

/// What to call when the user chose the command.
using RunCommand = std::function<ExitCode(const Console&)>;

/// Each adds its subcommand with options and help to `app`, and gives what to
/// call.  The returned function owns the options it was set up with.
RunCommand SetUpCheck(CLI::App& app);
RunCommand SetUpPlace(CLI::App& app);
RunCommand SetUpExplain(CLI::App& app);
RunCommand SetUpIndex(CLI::App& app);
RunCommand SetUpScan(CLI::App& app);
RunCommand SetUpBaseline(CLI::App& app);
RunCommand SetUpComment(CLI::App& app);
RunCommand SetUpHelp(CLI::App& app);
RunCommand SetUpKconfig(CLI::App& app);

/// `kplace make`: all behind it is make's, and nobody else reads it.  Nothing
/// when the command line is another one, or asks for help.
std::optional<std::vector<std::string>> ArgumentsOfMake(
    int argc, const char* const* argv);
ExitCode RunMake(const std::vector<std::string>& arguments,
                 const Console& console);
void DescribeMake(CLI::App& app);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_COMMANDS_H_
