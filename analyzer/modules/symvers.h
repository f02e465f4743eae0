// symvers.h - the list of exported symbols that a build leaves behind.
//
// scripts/mod/modpost.c writes Module.symvers (vmlinux and all modules),
// vmlinux.symvers (no modules were built) or modules-only.symvers (there was no
// vmlinux.o) and reads the first of them for external modules.  One export a
// line, fields separated by tabs:
//
//   0x2a1c4f37  hv_init  drivers/hv/hv_vmbus  EXPORT_SYMBOL_GPL  HYPERV
//   CRC         symbol   module or vmlinux    licence            namespace
//
// The CRC is 0 without CONFIG_MODVERSIONS, the namespace mostly empty.  The
// first releases of 5.4 had the namespace in third place, earlier ones had
// none: the field that begins with EXPORT_ tells.

#ifndef KPLACE_ANALYZER_MODULES_SYMVERS_H_
#define KPLACE_ANALYZER_MODULES_SYMVERS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// One line.  The views point into the file's bytes.
struct SymversLine {
  uint32_t crc = 0;
  std::string_view symbol;
  std::string_view module;  ///< as written: without ".ko"; or "vmlinux"
  std::string_view name_space;
  bool gpl_only = false;
};

struct Symvers {
  std::string path;
  std::vector<SymversLine> lines;  ///< in the order of the file
  size_t malformed = 0;            ///< lines that were passed over
  /// Whether vmlinux exports something: false for modules-only.symvers.
  bool has_vmlinux = false;
  /// Whether any CRC is not zero: CONFIG_MODVERSIONS.
  bool has_crcs = false;
  std::unique_ptr<FileBytes> file;  ///< keeps the views alive
};

/// The file may be packed, as Fedora's symvers.xz is.  Fails with "PATH:
/// REASON" for a file that cannot be read.  Lines that are
/// none (modpost would stop there) become one diagnostic and are left out.
Result<Symvers> ReadSymvers(const FileSystem& files, const std::string& path,
                            DiagnosticSink& sink);

/// The lines of such a text; fills all but `path` and `file`.  `bad_line` gets
/// the number of the first malformed line, or 0.
Symvers ParseSymvers(std::string_view text, uint32_t& bad_line);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_SYMVERS_H_
