// exported_twice.h - the half of KP0009 that modpost finds.
//
// One name can be exported once among vmlinux and all modules (scripts/mod/
// modpost.c, sym_add_exported: "'f' exported twice. Previous export was in …"),
// however its definitions are bound and whether they meet in a link or not.

#ifndef KPLACE_ANALYZER_RULES_EXPORTED_TWICE_H_
#define KPLACE_ANALYZER_RULES_EXPORTED_TWICE_H_

#include <vector>

#include "analyzer/rules/rules.h"

namespace kplace {

/// One finding for each export after the first, about the object that has it;
/// `definitions` are the previous export and this one, both `exported`.
void FindSymbolExportedTwice(const RuleInfo& info, RuleContext& context,
                             std::vector<Finding>& findings);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RULES_EXPORTED_TWICE_H_
