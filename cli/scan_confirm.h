// scan_confirm.h - `kplace scan --confirm`: witnesses, compiled.

#ifndef KPLACE_CLI_SCAN_CONFIRM_H_
#define KPLACE_CLI_SCAN_CONFIRM_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analyzer/scan/confirmation.h"
#include "analyzer/scan/questions.h"
#include "cli/scratch_build.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace::cli {

enum class Confirm { kNo, kCompile, kLink };

struct ConfirmOptions {
  Confirm confirm = Confirm::kNo;
  std::string scratch;   ///< directory for builds
  unsigned minutes = 0;  ///< for all of it; 0: no limit
};

/// A question that a witness was found for.
struct ConfirmTask {
  size_t question = 0;
  std::string config;  ///< the witness, whole
  /// Of each referrer, what is built in then.
  std::map<EvidenceNo, std::vector<std::string>> objects;
};

struct ConfirmInput {
  const FileSystem& files;
  const ScanEvidence& evidence;
  const std::vector<ScanQuestion>& questions;
  const ConfirmOptions& options;
  ScratchOptions build;
  unsigned jobs = 0;  ///< builds at once; with kLink, processes of one
  std::function<void(size_t done, size_t total)> progress = {};
};

/// In step with the tasks, which are worked off in their order until the time
/// is over.  Fails when there is no place to build in.
Result<std::vector<Confirmation>> ConfirmAll(
    const ConfirmInput& input, const std::vector<ConfirmTask>& tasks);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_CONFIRM_H_
