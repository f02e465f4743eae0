// scan_mends.h - `kplace scan --mends`: tries changes of Kconfig files on the
// model of all configurations.

#ifndef KPLACE_CLI_SCAN_MENDS_H_
#define KPLACE_CLI_SCAN_MENDS_H_

#include <string>
#include <vector>

#include "analyzer/mend/tried_mend.h"
#include "analyzer/scan/gates.h"
#include "analyzer/search/configuration_search.h"
#include "cli/kconfig_session.h"
#include "kbuildparse/condition/condition.h"

namespace kplace::cli {

struct MendInput {
  const FileSystem& files;
  const KconfigOptions& options;
  KconfigSession& session;  ///< of the tree as it is
  const ConditionStore& conditions;
  const Configuration& base;
  /// .config files that show what the toolchain answers, beside the session's.
  std::vector<const Configuration*> facts;
};

/// What a search for the violation in the changed tree says of the mend.
void SetOutcome(const SearchResult& violated, TriedMend& tried);

/// Tries each mend: see MakeMend() for what they say.
std::vector<TriedMend> TryMends(const MendInput& input, Condition violated,
                                const Gates& gates,
                                const std::vector<std::string>& mends);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_MENDS_H_
