// link_unit.h - what vmlinux and the modules are linked from.
//
// Two witnesses say it.  The makefiles, through the PlacementTable; and, when
// the build got that far, the files it left: vmlinux.a lists the members of
// vmlinux (since Linux 6.1; scripts/Makefile.vmlinux_o links all of it), X.mod
// lists the objects of X.ko.  Where they disagree because the configuration or
// a makefile changed later, the makefiles are right and the difference is
// noted. Where nothing explains it, a makefile may have been misread: that is
// reported, and the union is analysed, because what was linked decides what ld
// says. Where the makefiles leave it open (a condition that only a program
// could tell) the files alone decide.

#ifndef KPLACE_ANALYZER_LINK_LINK_UNIT_H_
#define KPLACE_ANALYZER_LINK_LINK_UNIT_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/unknowns.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/file_system.h"

namespace kplace {

using ObjectIndex = uint32_t;

/// How vmlinux takes an object.
enum class VmlinuxUse : uint8_t {
  kNever,     ///< only in modules
  kOnDemand,  ///< member of a lib.a: when something needs what it defines
  kAlways,
};

/// One object that takes part.
struct PlannedObject {
  std::string path;  ///< from the build directory
  VmlinuxUse use = VmlinuxUse::kNever;
  /// Of vmlinux the makefiles and vmlinux.a say different things about it, and
  /// nothing explains the difference.
  bool disputed = false;
  /// Made by the final link itself and absent before it: no complaint when it
  /// is missing (init/version-timestamp.o).
  bool optional = false;
  /// Linked already: a file of an installed kernel, whose checksums
  /// (CONFIG_MODVERSIONS) are wanted as well.
  bool finished = false;
  std::vector<uint32_t> modules;  ///< indices into LinkPlan::modules
  /// Those of `modules` of which makefiles and the .mod file disagree likewise.
  std::vector<uint32_t> disputed_modules = {};
  bool IsDisputedIn(uint32_t module) const;
  std::string archive = {};  ///< the lib.a of an on-demand member
};

struct ModuleUnit {
  std::string name;  ///< "drivers/hv/hv_vmbus.ko"
  std::vector<ObjectIndex> objects;
};

/// An object about which a list that the build left and the makefiles disagree,
/// because something changed after the list was made.
struct ListDrift {
  std::string witness;  ///< "vmlinux.a", "drivers/hv/hv_vmbus.mod"
  std::string unit;     ///< "vmlinux", "drivers/hv/hv_vmbus.ko"
  std::string object;
  bool left_over = false;  ///< only the list has it; else only makefiles do
  std::string cause;       ///< the file that changed (see BuildAge)
};

struct LinkPlan {
  /// vmlinux's first, in link order; then on-demand members; then modules'.
  std::vector<PlannedObject> objects;
  std::vector<ModuleUnit> modules;
  std::vector<ListDrift> drifts;
  bool has_vmlinux_archive = false;

  const PlannedObject* Find(const std::string& path) const;

  /// Why what was linked into vmlinux, or into module `module`, is not what the
  /// plan says: a list is outdated, or disputed.  Empty when there is no
  /// difference.
  std::string WhyVmlinuxDiffers() const;
  std::string WhyModuleDiffers(uint32_t module) const;

 private:
  friend class LinkPlanner;
  std::unordered_map<std::string, ObjectIndex> by_path_;
};

/// Joins the placement with what the build left behind.
LinkPlan PlanLink(const FileSystem& files, const BuildTree& tree,
                  const PlacementTable& placement, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINK_UNIT_H_
