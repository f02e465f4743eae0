// evidence.h - what compiled code refers to and defines, whatever it is linked
// into.
//
// A scan asks about configurations that nobody has built.  What an object needs
// is taken from one build in which it was compiled; where it goes in another
// configuration, the makefiles say.  Of an installed module only the whole is
// known: the objects that it is made of have one entry.

#ifndef KPLACE_ANALYZER_SCAN_EVIDENCE_H_
#define KPLACE_ANALYZER_SCAN_EVIDENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/link/name_table.h"
#include "analyzer/link/object_set.h"
#include "analyzer/unknowns.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// Index into ScanEvidence::objects.
using EvidenceNo = uint32_t;

struct EvidenceObject {
  /// From the build's root: "drivers/vfio/vfio_main.o", or, of a module,
  /// "drivers/vfio/vfio.ko".
  std::string path;
  bool is_module = false;
  /// Symbols that something else has to define; weak references do not count.
  std::vector<SymbolId> needs;
  /// Those that others can use: of an object all that it defines, of a module
  /// those that it exports.
  std::vector<SymbolId> defines;
};

struct ScanEvidence {
  std::vector<EvidenceObject> objects;  ///< in the order of the build
  std::vector<std::string> symbols;     ///< by SymbolId
};

/// What one reading needs and may complain to.
struct EvidenceInput {
  const FileSystem& files;
  unsigned jobs = 0;
  Unknowns& unknowns;
  DiagnosticSink& sink;
  ReadProgress progress = {};
};

/// The modules of an installed kernel, below `directory`.  Fails, saying what
/// to do, when there are none.
Result<ScanEvidence> ReadInstalledEvidence(const EvidenceInput& input,
                                           const std::string& directory);

/// The objects of vmlinux and of the modules of a build, placed under its own
/// configuration.
ScanEvidence ReadBuildEvidence(const EvidenceInput& input,
                               const BuildTree& tree,
                               const PlacementTable& placement);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_EVIDENCE_H_
