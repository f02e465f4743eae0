// kconfig_reasons.h - reasons as `solve` and `why-not` write them.

#ifndef KPLACE_CLI_KCONFIG_REASONS_H_
#define KPLACE_CLI_KCONFIG_REASONS_H_

#include <iosfwd>
#include <vector>

#include "analyzer/search/reasons.h"
#include "cli/kconfig_session.h"

namespace kplace::cli {

/// One a line, with its place.
void WriteReasons(const std::vector<KconfigReason>& reasons,
                  KconfigSession& session, std::ostream& out);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_KCONFIG_REASONS_H_
