// version_check.h - is a list of exports of the kernel that modules belong to?
//
// Against the list of another kernel nearly every module seems broken, and a
// thousand findings would say so one by one.  That is one fact, and it is told
// as one.

#ifndef KPLACE_ANALYZER_MODULES_VERSION_CHECK_H_
#define KPLACE_ANALYZER_MODULES_VERSION_CHECK_H_

#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/modules/module_facts.h"
#include "analyzer/modules/symvers.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// Takes out of `lists` those whose checksums (CONFIG_MODVERSIONS) more than
/// half of the modules contradict, and tells of each.
void DropForeignSymvers(const LinkPlan& plan, const ObjectSet& objects,
                        std::vector<Symvers>& lists, Unknowns& unknowns);

/// The same by names, where there are no checksums: when more than half of the
/// modules need something that nobody exports, and that is no handful of names,
/// the faults are taken out of `facts` and one unknown says what is wrong.
void DropFaultsOfForeignKernel(const std::vector<Symvers>& lists,
                               ModuleFacts& facts, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_VERSION_CHECK_H_
