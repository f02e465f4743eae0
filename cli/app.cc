#include "cli/app.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analyzer/index/index_file.h"
#include "analyzer/search/solver.h"

namespace kplace::cli {

const char* const kAppDescription =
    R"(Where each object of a Linux kernel build goes, and whether built-in code
calls into code that is not built in.

kplace reads the Kbuild Makefiles and the symbol tables of the objects; it runs
nothing from the tree.)";

std::vector<AppCommand> DescribeCommands(CLI::App& app) {
  app.set_version_flag(
      "--version",
      fmt::format("kplace {} (LLVM {}, {}, SQLite {}; built by {})",
                  KPLACE_VERSION, KPLACE_LLVM_VERSION, SolverVersion(),
                  DatabaseVersion(), KPLACE_COMPILER));
  app.require_subcommand(1);
  std::vector<AppCommand> commands = {
      {"check", SetUpCheck(app)},       {"place", SetUpPlace(app)},
      {"explain", SetUpExplain(app)},   {"scan", SetUpScan(app)},
      {"index", SetUpIndex(app)},       {"kconfig", SetUpKconfig(app)},
      {"baseline", SetUpBaseline(app)}, {"comment", SetUpComment(app)},
  };
  DescribeMake(app);
  commands.push_back({"help", SetUpHelp(app)});
  return commands;
}

}  // namespace kplace::cli
