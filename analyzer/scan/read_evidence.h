// read_evidence.h - evidence from objects.

#ifndef KPLACE_ANALYZER_SCAN_READ_EVIDENCE_H_
#define KPLACE_ANALYZER_SCAN_READ_EVIDENCE_H_

#include <string>

#include "analyzer/link/object_set.h"
#include "analyzer/scan/evidence.h"
#include "analyzer/unknowns.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// What one reading needs and may complain to.
struct EvidenceInput {
  const FileSystem& files;
  unsigned jobs = 0;
  Unknowns& unknowns;
  DiagnosticSink& sink;
  ReadProgress progress = {};
};

/// The modules of an installed kernel, below `directory`, compiled with
/// `config`.  Fails, saying what to do, when there are none.
Result<ScanEvidence> ReadInstalledEvidence(const EvidenceInput& input,
                                           const std::string& directory,
                                           const Configuration& config);

/// The objects of vmlinux and of the modules of a build, placed under its own
/// configuration.
ScanEvidence ReadBuildEvidence(const EvidenceInput& input,
                               const BuildTree& tree,
                               const PlacementTable& placement);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_READ_EVIDENCE_H_
