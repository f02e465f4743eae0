// analyzer.h - the join: placement and symbols in, findings out.

#ifndef KPLACE_ANALYZER_ANALYZER_H_
#define KPLACE_ANALYZER_ANALYZER_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "analyzer/finding.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/placement.h"
#include "support/diagnostic.h"
#include "support/file_system.h"

namespace kplace {

/// What an analysis looks at.  Everything outlives the call.
struct AnalysisInput {
  const FileSystem* files = nullptr;
  /// Both null when there is no build to look at, only what one left
  /// (module_analysis.h): nothing is then known of makefiles and options.
  const BuildTree* tree = nullptr;
  const PlacementTable* placement = nullptr;
  SourceFiles* sources = nullptr;
  DiagnosticSink* sink = nullptr;
  /// The Kconfig files, read when a finding needs them to say why an option
  /// is m; may be empty or give null when they cannot be read.
  std::function<const kconfig::Tree*()> kconfig;
  unsigned jobs = 0;  ///< threads; 0: as many as the machine has
  /// Owns the conditions of `placement`.
  ConditionStore* conditions = nullptr;
  /// Told how many of all objects are read, from any thread; may be empty.
  std::function<void(size_t done, size_t total)> progress = {};
};

struct AnalysisStats {
  size_t builtin_objects = 0;  ///< read
  size_t archive_objects = 0;
  size_t module_objects = 0;
  size_t modules = 0;
  size_t symbols = 0;    ///< records seen
  size_t undefined = 0;  ///< distinct names needed by vmlinux
};

struct Analysis {
  std::vector<Finding> findings;  ///< sorted by code, object, symbol
  /// What a baseline has that is not found any more, or not in this
  /// configuration.
  std::vector<FindingName> fixed = {};
  std::vector<UnknownFact> unknowns;  ///< sorted, each once
  AnalysisStats stats;
  EvidenceLevel evidence = EvidenceLevel::kBuildTree;
  /// Files that say what vmlinux exports, where its objects do not.
  std::vector<std::string> exports_from = {};
};

/// Reads the objects of a build tree and applies every rule.  Objects that
/// cannot be read become diagnostics and unknowns; the rest is analysed.
Analysis Analyze(const AnalysisInput& input);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_ANALYZER_H_
