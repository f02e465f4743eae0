// result.h - what `kplace check --format json` has written, read again.

#ifndef KPLACE_ANALYZER_COMMENT_RESULT_H_
#define KPLACE_ANALYZER_COMMENT_RESULT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"
#include "support/result.h"

namespace kplace {

/// A finding, as far as it takes to speak of it.
struct ResultFinding {
  FindingName name;
  FindingLevel level = FindingLevel::kError;
  FindingState state = FindingState::kNew;
  std::string message;
  std::string help;
  /// The lines that brought it about: "drivers/vfio/Makefile:2: obj-…".
  std::vector<std::string> because;
};

struct CheckResult {
  std::string architecture;
  std::string kernel_version;
  std::vector<ResultFinding> findings;
  std::vector<FindingName> fixed;
  /// "SUBJECT: REASON"
  std::vector<std::string> unknowns;
};

/// Texts are printable.  Fails with "NAME: REASON" for anything else, and for
/// another schema.
Result<CheckResult> ReadCheckResult(std::string_view text,
                                    const std::string& name);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_COMMENT_RESULT_H_
