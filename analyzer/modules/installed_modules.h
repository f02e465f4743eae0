// installed_modules.h - the modules of an installed kernel, as they lie there.
//
//   /lib/modules/6.12.0/
//     kernel/fs/ext4/ext4.ko.xz   laid out like the source tree
//     updates/dkms/wifi.ko        built by somebody else
//     modules.order               what `make modules_install` laid there, one
//                                 name a line, without the suffix of a packer
//     modules.builtin             what could be a module and is in vmlinux
//     modules.builtin.modinfo     the same with what it says of itself
//     build -> …                  headers or build tree
//
// A package may leave modules out that modules.order names, and others may add
// some: what lies there counts, and modules.order gives the sequence.  Of two
// modules with one name, one below updates/ comes before all others, which is
// what depmod does without a configuration (depmod(8), depmod.d(5)); depmod.d
// itself is not read, so of others with one name nobody here can say which is
// taken.

#ifndef KPLACE_ANALYZER_MODULES_INSTALLED_MODULES_H_
#define KPLACE_ANALYZER_MODULES_INSTALLED_MODULES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

struct InstalledModule {
  std::string path;  ///< from the directory: "kernel/fs/ext4/ext4.ko.xz"
  std::string unit;  ///< without the packer's suffix: "kernel/fs/ext4/ext4.ko"
};

/// A module that another of the same name keeps from being loaded.
struct HiddenModule {
  std::string path;
  std::string by;
};

struct InstalledModules {
  std::string directory;  ///< normalised
  /// Those of modules.order in its sequence, then the others by path.
  std::vector<InstalledModule> modules;
  std::vector<HiddenModule> hidden;  ///< not among `modules`
  bool has_order = false;            ///< there is a modules.order
  /// Lines of modules.order for which there is no file.
  std::vector<std::string> absent;
  /// Modules below kernel/ that modules.order does not name.
  std::vector<std::string> unordered;
  /// Names, as ModuleName() has them, of what is in vmlinux.
  std::set<std::string, std::less<>> built_in;
};

/// The name by which the kernel and depmod know a module: the last part of its
/// path up to the first dot, `-` written as `_`.  "fs/a-b.ko.xz" -> "a_b".
std::string ModuleName(std::string_view path);

/// Looks below `directory`, following links but those called build and source,
/// as depmod does.  Fails, saying what to do, when the directory is none, when
/// it has no modules, or when it holds the directories of several kernels.
Result<InstalledModules> FindInstalledModules(const FileSystem& files,
                                              const std::string& directory);

/// Every module is one object, linked already.  Where two files are one unit
/// (a.ko and a.ko.xz), the later ones go by the names of their files.
LinkPlan PlanInstalled(const InstalledModules& installed);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_INSTALLED_MODULES_H_
