// evidence.h - what compiled code refers to and defines, whatever it is linked
// into.
//
// A scan asks about configurations that nobody has built.  What an object needs
// is taken from a build in which it was compiled; where it goes in another
// configuration, the makefiles say.  Of an installed module only the whole is
// known: the objects that it is made of have one entry.

#ifndef KPLACE_ANALYZER_SCAN_EVIDENCE_H_
#define KPLACE_ANALYZER_SCAN_EVIDENCE_H_

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/link/name_table.h"
#include "kbuildparse/kconfig/config_file.h"

namespace kplace {

/// Index into ScanEvidence::objects.
using EvidenceNo = uint32_t;
/// Index into ScanEvidence::texts.
using TextId = uint32_t;

/// Where a symbol is referred to; one for all references of the same place.
struct EvidenceUse {
  SymbolId symbol = 0;
  TextId function = 0;  ///< the enclosing function or variable, or ""
  TextId section = 0;   ///< ".text"

  friend auto operator<=>(const EvidenceUse&, const EvidenceUse&) = default;
};

struct EvidenceExport {
  SymbolId symbol = 0;
  TextId name_space = 0;  ///< "" for the default one
  bool gpl_only = false;

  friend auto operator<=>(const EvidenceExport&,
                          const EvidenceExport&) = default;
};

struct EvidenceObject {
  /// From the build's root: "drivers/vfio/vfio_main.o", or, of a module,
  /// "drivers/vfio/vfio.ko".
  std::string path;
  bool is_module = false;
  uint32_t source = 0;  ///< index into ScanEvidence::sources
  std::string license;  ///< MODULE_LICENSE(), or ""
  /// Where the source had it: "vmlinux", "drivers/vfio/vfio.ko", "lib/lib.a".
  std::vector<std::string> units;  ///< sorted
  /// Symbols that something else has to define; weak references do not count,
  /// and neither do those from sections that no kernel keeps (.discard.*).
  std::vector<SymbolId> needs;
  /// Those that others can use: of an object all that it defines, of a module
  /// those that it exports.
  std::vector<SymbolId> defines;
  std::vector<EvidenceUse> uses;        ///< of the needs; sorted
  std::vector<EvidenceExport> exports;  ///< sorted
};

/// A build, or the modules of an installed kernel.
struct EvidenceSource {
  std::string name;  ///< its directory, as it was given
  bool installed = false;
  Configuration config;  ///< what it was compiled with; empty if not known
};

struct ScanEvidence {
  std::vector<EvidenceSource> sources;
  std::vector<EvidenceObject> objects;  ///< in the order of the build
  std::vector<std::string> symbols;     ///< by SymbolId
  std::vector<std::string> texts;       ///< by TextId
};

/// All of it as one: names are numbered anew, in their order.  An object that
/// several builds have needs and defines what it did in any of them; installed
/// modules stay apart, for which objects they have hangs on their own
/// configuration.
ScanEvidence Merge(std::vector<ScanEvidence> parts);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_EVIDENCE_H_
