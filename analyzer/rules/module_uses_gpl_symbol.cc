// KP0004: a module whose licence is not compatible with the GPL uses a symbol
// that is exported for those only.
//
// modpost refuses it (scripts/mod/modpost.c, check_exports: "GPL-incompatible
// module a.ko uses GPL-only symbol 'f'").  The licences are strings that
// include/linux/license.h compares; a module with several MODULE_LICENSE() is
// compatible when each of them is.

#include <fmt/format.h>

#include "analyzer/rules/module_need.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

/// The first licence that is not compatible.
std::string_view BadLicense(const LinkedModule& module) {
  for (std::string_view license : module.licenses) {
    if (!IsGplCompatible(license)) return license;
  }
  return {};
}

void Tell(const FaultyNeed& fault, RuleContext& context, Finding& finding) {
  AddProvider(fault, context, finding);
  const ModuleUnit& module = context.plan.modules[fault.module];
  std::string license(BadLicense(context.modules.linked[fault.module]));
  std::string main = MainSourceOf(fault.module, context);
  Because why;
  why.subject = module.name;
  why.verdict = "licence";
  why.sentence = fmt::format(
      "MODULE_LICENSE(\"{}\") is none of those that include/linux/license.h "
      "calls GPL-compatible",
      license);
  finding.because.push_back(std::move(why));
  finding.message = fmt::format(
      "{}, which is exported for GPL-compatible modules only; its "
      "licence is \"{}\"",
      UserSays(fault, context), license);
  finding.help = fmt::format(
      "do without {}; or, if the code may be used under the GPL, say so in the "
      "MODULE_LICENSE() of {}",
      fault.need->name, main);
}

}  // namespace

void FindModuleUsesGplSymbol(const RuleInfo& info, RuleContext& context,
                             std::vector<Finding>& findings) {
  for (const FaultyNeed& fault : context.modules.faults) {
    if (fault.fault != NeedFault::kGplOnly) continue;
    for (Finding& finding : FindingsFor(info, fault, context)) {
      Tell(fault, context, finding);
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace kplace
