#include "cli/run.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/app.h"
#include "cli/commands.h"
#include "cli/exit_style.h"
#include "support/near_names.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

/// CLI11 answers --help and --version with an exception whose code is 0;
/// everything else it throws is a mistake on the command line.
ExitCode ReportParse(const CLI::App& app, const CLI::ParseError& error,
                     std::ostream& out, std::ostream& err) {
  std::vector<std::string> extra = app.remaining();
  if (app.get_subcommands().empty() && !extra.empty()) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) {
      names.push_back(command->get_name());
    }
    const std::vector<std::string> near = NearNames(extra.front(), names, 1);
    err << "kplace: error: no command is called " << Printable(extra.front())
        << (near.empty() ? "" : "; " + near.front() + "?")
        << "; kplace --help lists them\n";
    return ExitCode::kUsage;
  }
  if (error.get_exit_code() == 0) {
    app.exit(error, out, err);
    return ExitCode::kClean;
  }
  std::string command;
  for (const CLI::App* chosen : app.get_subcommands()) {
    command += ' ' + chosen->get_name();
  }
  err << "kplace: error: " << Printable(error.what()) << "; see kplace"
      << command << " --help\n";
  return ExitCode::kUsage;
}

ExitCode RunPlain(int argc, const char* const* argv, const FileSystem& files,
                  std::ostream& out, std::ostream& err) try {
  Console console{files, out, err};
  if (auto arguments = ArgumentsOfMake(argc, argv)) {
    return RunMake(*arguments, console);
  }
  CLI::App app(kAppDescription, "kplace");
  const std::vector<AppCommand> commands = DescribeCommands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return ReportParse(app, error, out, err);
  }
  for (const AppCommand& command : commands) {
    if (app.got_subcommand(command.name)) return command.run(console);
  }
  return ExitCode::kUsage;
} catch (const std::exception& error) {
  // Nothing of ours throws; a library that does has met a mistake of ours.
  err << "kplace: internal error: " << error.what()
      << "\nPlease report this with the command line that led to it.\n";
  return ExitCode::kInternal;
}

}  // namespace

int Run(int argc, const char* const* argv, const FileSystem& files,
        std::ostream& out, std::ostream& err) {
  return StatusIn(StyleAskedFor(argc, argv),
                  RunPlain(argc, argv, files, out, err));
}

}  // namespace kplace::cli
