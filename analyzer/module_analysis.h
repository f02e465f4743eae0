// module_analysis.h - modules checked against a kernel that is not here whole.
//
// Two cases.  The modules of an installed kernel: finished files, no makefiles,
// no configuration.  And an external module (`make M=DIR`) with a build tree or
// a headers package: its own makefiles and objects, and of the kernel no object
// at all.  What the kernel exports is then told by others: a Module.symvers, or
// a vmlinux with its table of exports.  How much was there is part of the
// answer (EvidenceLevel); without any of it, a symbol that no module exports is
// unknown and never a finding.

#ifndef KPLACE_ANALYZER_MODULE_ANALYSIS_H_
#define KPLACE_ANALYZER_MODULE_ANALYSIS_H_

#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/records/build_facts.h"
#include "support/result.h"

namespace kplace {

/// What the user said; empty means find out.
struct InstalledOptions {
  std::string directory;             ///< --modules
  std::vector<std::string> symvers;  ///< --symvers, in order
  std::string vmlinux;               ///< --vmlinux
};

struct InstalledAnalysis {
  Analysis analysis;
  BuildFacts build;
};

/// Reads the modules below a directory and applies the rules that need no
/// build tree.  `input` has neither tree nor placement.  Fails, saying what to
/// do, when the directory has no modules or when a file that the user named
/// cannot be used.
Result<InstalledAnalysis> AnalyzeInstalled(const AnalysisInput& input,
                                           const InstalledOptions& options);

/// Checks the external module that `input` has placed (BuildTree::external_dir)
/// against the Module.symvers of its build directory and those named in
/// `symvers` (KBUILD_EXTRA_SYMBOLS), which come after it.
Result<Analysis> AnalyzeExternal(const AnalysisInput& input,
                                 const std::vector<std::string>& symvers);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULE_ANALYSIS_H_
