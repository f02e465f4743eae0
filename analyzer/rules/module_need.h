// module_need.h - what the rules about the needs of modules say alike.

#ifndef KPLACE_ANALYZER_RULES_MODULE_NEED_H_
#define KPLACE_ANALYZER_RULES_MODULE_NEED_H_

#include <string>
#include <vector>

#include "analyzer/modules/module_facts.h"
#include "analyzer/rules/rules.h"

namespace kplace {

/// One finding for each object of the module that names the symbol, with the
/// places of use and the object's own chain.
std::vector<Finding> FindingsFor(const RuleInfo& info, const FaultyNeed& fault,
                                 RuleContext& context);

/// Where linked objects outside of the module define the symbol, vmlinux's
/// first.
std::vector<Occurrence> DefinitionsElsewhere(const FaultyNeed& fault,
                                             const RuleContext& context);

/// Adds the export that the need leads to, and the chain of its object.
void AddProvider(const FaultyNeed& fault, RuleContext& context,
                 Finding& finding);

/// Adds a definition by an object in a unit, and its chain.
void AddDefinition(ObjectIndex object, const std::string& unit, bool exported,
                   RuleContext& context, Finding& finding);

/// The source of the module's object that has its licence, where such lines
/// belong: "drivers/a/main.c"; else that of its first object.
std::string MainSourceOf(uint32_t module, RuleContext& context);

/// "drivers/a/a.ko uses f"
std::string UserSays(const FaultyNeed& fault, const RuleContext& context);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RULES_MODULE_NEED_H_
