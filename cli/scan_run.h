// scan_run.h - `kplace scan`: asks, looks at the answers again, and reports.

#ifndef KPLACE_CLI_SCAN_RUN_H_
#define KPLACE_CLI_SCAN_RUN_H_

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/scan_options.h"

namespace kplace::cli {

ExitCode RunScan(const ScanOptions& options, const Console& console);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_RUN_H_
