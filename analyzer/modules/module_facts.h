// module_facts.h - the modules of a build as modpost sees them.
//
// module_link.h knows nothing of where modules come from; here it is fed with
// the objects of a LinkPlan, and what cannot be judged is taken out: modpost
// reads a vmlinux.o that is whole, we may have to do with less.

#ifndef KPLACE_ANALYZER_MODULES_MODULE_FACTS_H_
#define KPLACE_ANALYZER_MODULES_MODULE_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/modules/export_table.h"
#include "analyzer/modules/kernel_exports.h"
#include "analyzer/modules/module_composites.h"
#include "analyzer/modules/module_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

struct ModuleFacts {
  ExportTable exports;
  std::vector<LinkedUnit> units;     ///< slot i is module i of the plan
  std::vector<LinkedModule> linked;  ///< the same
  /// What modpost would refuse, as far as that is certain.
  std::vector<FaultyNeed> faults;

  /// The module of the plan that a unit is; nothing for vmlinux, and for one
  /// that only a symvers file names.
  std::optional<uint32_t> ModuleOf(UnitId unit) const;

  /// The object that exports it, when it was read.
  std::optional<ObjectIndex> ObjectOf(const Export& item,
                                      const LinkPlan& plan) const;

  /// The objects that vmlinux is linked from, as its exports number them.
  std::vector<ObjectIndex> vmlinux_objects;
};

/// `doubt` says why not all of vmlinux is known, or is empty; what nobody
/// exports is then unknown, and told once.  So is every need of a module whose
/// objects were not all read and that has no composite.  `composites` (may be
/// null) outlives the result; of one all that it needs and exports is ascribed
/// to the first object of its module.
ModuleFacts JoinModules(const LinkPlan& plan, const ObjectSet& objects,
                        const VmlinuxLink& link,
                        const ModuleLinkOptions& options, std::string doubt,
                        Unknowns& unknowns,
                        const ModuleComposites* composites = nullptr);

/// The same for modules without the build: what is known of vmlinux is what
/// `kernel` says, and the objects of the plan that `link` has linked (the file
/// vmlinux, if it was read).
ModuleFacts JoinModules(const LinkPlan& plan, const ObjectSet& objects,
                        const VmlinuxLink& link, const KernelExports& kernel,
                        const ModuleLinkOptions& options, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_MODULE_FACTS_H_
