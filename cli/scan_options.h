// scan_options.h - what a user can say to `kplace scan`.

#ifndef KPLACE_CLI_SCAN_OPTIONS_H_
#define KPLACE_CLI_SCAN_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/scan_confirm.h"
#include "cli/scan_core.h"
#include "cli/terminal.h"

namespace CLI {
class App;
}

namespace kplace::cli {

struct ScanOptions {
  ScanCoreOptions core;
  std::string since;
  std::vector<std::string> formats;
  std::string output;
  std::string witnesses;
  ConfirmOptions confirm;
  std::string mends;
  std::vector<std::string> tries;
  When progress = When::kAuto;
};

/// Adds all of them, and the examples below the help.
void AddScanOptions(CLI::App& command, ScanOptions& options);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_OPTIONS_H_
