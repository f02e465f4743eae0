// KP0006: a module needs a symbol that nothing linked defines.
//
// modpost says `"f" [a.ko] undefined!`, as it does for what is defined and not
// exported (KP0003).  Who would define it is asked of the whole tree.

#include <fmt/format.h>

#include <map>
#include <set>

#include "analyzer/providers.h"
#include "analyzer/rules/absent_symbol.h"
#include "analyzer/rules/module_need.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

std::vector<FaultyNeed> AbsentNeeds(const RuleContext& context) {
  std::vector<FaultyNeed> absent;
  for (const FaultyNeed& fault : context.modules.faults) {
    if (fault.fault == NeedFault::kNotExported &&
        DefinitionsElsewhere(fault, context).empty()) {
      absent.push_back(fault);
    }
  }
  return absent;
}

}  // namespace

void FindModuleUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                std::vector<Finding>& findings) {
  std::vector<FaultyNeed> absent = AbsentNeeds(context);
  if (absent.empty()) return;
  std::set<std::string> symbols;
  for (const FaultyNeed& fault : absent) symbols.emplace(fault.need->name);
  std::map<std::string, std::vector<Provider>> providers = FindProviders(
      context.input, context.plan, context.causes.notes(), symbols);
  for (const FaultyNeed& fault : absent) {
    const std::string& module = context.plan.modules[fault.module].name;
    for (Finding& finding : FindingsFor(info, fault, context)) {
      TellProviders(module,
                    context.causes.OptionOf(finding.object, module, "m"),
                    providers[finding.symbol], context.causes, finding);
      if (fault.need->provider != nullptr) {
        finding.message += fmt::format("; {} exports it all the same", module);
      }
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace kplace
