// scan_code_mends.h - mends that are not made in Kconfig files, tried on the
// model: `subst m,y` in the makefile, and IS_REACHABLE() in the code.

#ifndef KPLACE_CLI_SCAN_CODE_MENDS_H_
#define KPLACE_CLI_SCAN_CODE_MENDS_H_

#include <string>

#include "analyzer/mend/tried_mend.h"
#include "analyzer/scan/gates.h"
#include "cli/scan_core.h"
#include "support/file_system.h"

namespace kplace::cli {

/// Evaluates the makefiles again, with the line of the definer's gate
/// rewritten.
TriedMend TryRewrite(ScanCore& core, const FileSystem& files,
                     const ScanQuestion& question, const Gate& definer);

/// Leaves the uses out where IS_REACHABLE() of the definer's option is 0: in
/// built-in code, unless it is y (include/linux/kconfig.h).  `used` is where
/// one stands, or "".
TriedMend TryGuarding(ScanCore& core, const ScanQuestion& question,
                      const Gates& gates, const std::string& used);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_CODE_MENDS_H_
