// check_triage.h - settings, baseline and waivers of a check.

#ifndef KPLACE_CLI_CHECK_TRIAGE_H_
#define KPLACE_CLI_CHECK_TRIAGE_H_

#include <optional>
#include <string>

#include "analyzer/triage/triage.h"
#include "cli/check_report.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace::cli {

/// Reads them before the check, so that a mistake is told at once.  Settings
/// are those of --config, of the current directory or of `source_dir`,
/// whichever comes first, and fill in what the command line does not say.
std::optional<Error> ReadTriage(const FileSystem& files,
                                const std::string& source_dir,
                                CheckReportOptions& options,
                                TriageInput& triage);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_CHECK_TRIAGE_H_
