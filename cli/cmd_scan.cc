// kplace scan: could built-in code call into a module, in any configuration?

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/scan_options.h"
#include "cli/scan_run.h"

namespace kplace::cli {

RunCommand SetUpScan(CLI::App& app) {
  auto options = std::make_shared<ScanOptions>();
  AddScanOptions(*app.add_subcommand("scan",
                                     "Search all configurations for built-in "
                                     "code that calls into a module"),
                 *options);
  return
      [options](const Console& console) { return RunScan(*options, console); };
}

}  // namespace kplace::cli
