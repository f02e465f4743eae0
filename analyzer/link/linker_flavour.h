// linker_flavour.h - which linker the build uses, where that makes a
// difference.
//
// GNU ld and ld.lld agree on most links.  Where they do not (docs/LINKERS.md)
// a verdict is that of the linker the build was configured for.

#ifndef KPLACE_ANALYZER_LINK_LINKER_FLAVOUR_H_
#define KPLACE_ANALYZER_LINK_LINKER_FLAVOUR_H_

#include <string>

#include "kbuildparse/kconfig/config_file.h"
#include "support/file_system.h"

namespace kplace {

enum class LinkerFlavour : uint8_t { kGnuLd, kLld };

/// "GNU ld", "ld.lld"
const char* Name(LinkerFlavour flavour);

struct LinkerChoice {
  LinkerFlavour flavour = LinkerFlavour::kGnuLd;
  bool assumed = false;      ///< neither .config nor a saved command tells
  bool skips_debug = false;  ///< --strip-debug
};

/// CONFIG_LD_IS_LLD and CONFIG_LD_IS_BFD (init/Kconfig, since 5.6); without
/// them the command that linked vmlinux.o or vmlinux, else GNU ld.
LinkerChoice FindLinker(const FileSystem& files, const std::string& build_dir,
                        const Configuration& config);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINKER_FLAVOUR_H_
