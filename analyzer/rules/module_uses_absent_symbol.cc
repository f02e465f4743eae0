// KP0006: a module needs a symbol that nothing linked defines.
//
// modpost says `"f" [a.ko] undefined!`, as it does for what is defined and not
// exported (KP0003).  Who would define it is asked of the whole tree.

#include <fmt/format.h>

#include <map>
#include <set>

#include "analyzer/explain/providers.h"
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

/// Who exported the symbol when the lists were written: "drivers/a", or empty.
std::string_view ExporterInLists(const KernelExports& kernel,
                                 std::string_view symbol) {
  for (const Symvers& list : kernel.symvers) {
    for (const SymversLine& line : list.lines) {
      if (line.symbol == symbol) return line.module;
    }
  }
  return {};
}

/// Where there is no build, nobody can say who would define it.
void TellWithoutBuild(const std::string& module, RuleContext& context,
                      Finding& finding) {
  const KernelExports& kernel = *context.kernel;
  finding.message =
      fmt::format("{} uses {}, which neither vmlinux nor any module exports",
                  module, finding.symbol);
  std::string_view exporter = ExporterInLists(kernel, finding.symbol);
  if (!exporter.empty()) {
    finding.message += fmt::format("; {}.ko would, and is not there", exporter);
    finding.help = fmt::format("install {}.ko, or remove {}", exporter, module);
  } else if (kernel.external) {
    finding.help = fmt::format(
        "name the Module.symvers of the module that exports {} with --symvers "
        "(make calls it KBUILD_EXTRA_SYMBOLS); or do without it",
        finding.symbol);
  } else {
    finding.help = fmt::format(
        "install the module that exports {}, or build {} for this kernel",
        finding.symbol, module);
  }
}

}  // namespace

void FindModuleUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                std::vector<Finding>& findings) {
  std::vector<FaultyNeed> absent = AbsentNeeds(context);
  if (absent.empty()) return;
  std::map<std::string, std::vector<Provider>> providers;
  if (context.kernel == nullptr) {
    std::set<std::string> symbols;
    for (const FaultyNeed& fault : absent) symbols.emplace(fault.need->name);
    providers = FindProviders(context.input, context.plan,
                              context.causes.notes(), symbols);
  }
  for (const FaultyNeed& fault : absent) {
    const std::string& module = context.plan.modules[fault.module].name;
    for (Finding& finding : FindingsFor(info, fault, context)) {
      if (context.kernel != nullptr) {
        TellWithoutBuild(module, context, finding);
      } else {
        TellProviders(module,
                      context.causes.OptionOf(finding.object, module, "m"),
                      providers[finding.symbol], context.causes, finding);
      }
      if (fault.need->provider != nullptr) {
        finding.message += fmt::format("; {} exports it all the same", module);
      }
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace kplace
