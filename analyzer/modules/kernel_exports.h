// kernel_exports.h - who says what a kernel exports, when its objects are gone.
//
// A distribution ships the list apart from the modules: Debian and Ubuntu as
// Module.symvers in the headers package, Fedora as symvers.xz beside the
// modules, others in /boot.  A list can also be of another kernel, and then
// nearly every module seems broken; with CONFIG_MODVERSIONS the checksums tell.

#ifndef KPLACE_ANALYZER_MODULES_KERNEL_EXPORTS_H_
#define KPLACE_ANALYZER_MODULES_KERNEL_EXPORTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"
#include "analyzer/modules/symvers.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// What modpost writes in the top of a build (scripts/Makefile.modpost).
inline constexpr std::string_view kModuleSymvers = "Module.symvers";

/// What is known of a kernel whose objects are not at hand.
struct KernelExports {
  std::vector<Symvers> symvers;  ///< in the order in which they were named
  std::string vmlinux;           ///< the file of vmlinux, when it was read
  /// The modules are external ones (`make M=`): the lists count whole, and an
  /// export of theirs may replace one of a module in the lists.  Else the lists
  /// count for vmlinux, and for modules only where the file is not usable.
  bool external = false;
  /// Why what vmlinux exports is not known; empty when it is.
  std::string doubt;

  bool HasVmlinuxList() const;
  EvidenceLevel Evidence() const;
};

/// The list that belongs to the modules in `directory`, by the places where it
/// is usually laid; empty when there is none.  For /ROOT/lib/modules/VERSION
/// those are, in this order, DIRECTORY/build/Module.symvers,
/// DIRECTORY/symvers*, and below /ROOT and then below / the headers package
/// usr/src/linux-headers-VERSION/Module.symvers and boot/symvers-VERSION*.
std::string FindSymversFor(const FileSystem& files,
                           const std::string& directory);

/// Reads the lists in order.  Fails at the first that cannot be used: it is
/// not readable, or no line of it is one of a symvers file.
Result<std::vector<Symvers>> ReadSymversFiles(
    const FileSystem& files, const std::vector<std::string>& paths,
    DiagnosticSink& sink);

/// How a list writes the name of an installed module or of one of a build:
/// "kernel/drivers/hv/hv_vmbus.ko.xz" -> "drivers/hv/hv_vmbus".
std::string_view NameInSymvers(std::string_view unit);

/// The lines that are about vmlinux, or, with `module` ("drivers/hv/hv_vmbus"),
/// about that module.  Points into `symvers`.
Symvers OnlyOf(const Symvers& symvers, std::string_view module = "vmlinux");

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_KERNEL_EXPORTS_H_
