// scan_inputs.h - where a scan, or an index, gets its evidence.

#ifndef KPLACE_CLI_SCAN_INPUTS_H_
#define KPLACE_CLI_SCAN_INPUTS_H_

#include <map>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/index/index_file.h"
#include "analyzer/scan/read_evidence.h"
#include "cli/kconfig_session.h"
#include "kbuildparse/placement.h"
#include "support/result.h"
#include "support/source.h"

namespace CLI {
class App;
}

namespace kplace::cli {

struct EvidenceOptions {
  std::string modules;               ///< --modules
  std::vector<std::string> indexes;  ///< --index
  bool FromBuild() const { return modules.empty() && indexes.empty(); }
};

/// --modules.
void AddModulesOption(CLI::App& command, std::string& modules);

/// The indexes, in their order.
Result<std::vector<Index>> ReadIndexes(const std::vector<std::string>& paths);

/// What objects were compiled with, if that is known and the same for all.
const Configuration* OnlyConfiguration(const std::vector<Index>& indexes);

/// The objects of the modules, compiled with `compiled`, and of the indexes; or
/// else of the build, whose placement is `placement`.
Result<ScanEvidence> GatherEvidence(const EvidenceOptions& options,
                                    const EvidenceInput& input,
                                    const BuildTree& tree,
                                    const PlacementTable& placement,
                                    const Configuration& compiled,
                                    std::vector<Index> indexes);

/// For an EveryConfiguration of the session's tree.  All must outlive it.
AnalysisInput InputForAll(KconfigSession& session, const FileSystem& files,
                          const PlacementTable& placement,
                          ConditionStore& conditions, unsigned jobs);

/// What an index says of the tree it was made from: see Index::properties.
/// The digests are those of the files in `sources`, which has all of them after
/// the makefiles have been evaluated for every configuration.
std::map<std::string, std::string> PropertiesOf(const BuildTree& tree,
                                                SourceFiles& sources);

/// In which of them an index differs from the tree that is asked about: "of
/// Linux 6.1.1, not 6.12.117", "the Kconfig files were others".  Its symbols
/// may be old then; where only Kconfig files and makefiles differ, they need
/// not.
std::vector<std::string> DifferencesOf(
    const std::map<std::string, std::string>& index,
    const std::map<std::string, std::string>& tree);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_INPUTS_H_
