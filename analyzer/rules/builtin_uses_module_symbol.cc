// KP0001: vmlinux refers to a symbol that only modules define.  GNU ld says
// "undefined reference" and the build ends there.

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

bool IsExported(const ObjectSymbols& object, std::string_view symbol) {
  return std::any_of(
      object.exports.begin(), object.exports.end(),
      [&](const ExportRecord& record) { return record.name == symbol; });
}

/// One site for each module that the defining object is in.
void AddDefinitions(Occurrence definition, RuleContext& context,
                    Finding& finding) {
  const PlannedObject& object = context.plan.objects[definition.object];
  const ObjectSymbols& symbols =
      context.objects.objects[definition.object].file->symbols();
  for (uint32_t module : object.modules) {
    DefinitionSite site;
    site.object = object.path;
    site.unit = context.plan.modules[module].name;
    site.exported = IsExported(symbols, finding.symbol);
    site.source = context.causes.notes().SourceOf(object.path);
    finding.definitions.push_back(std::move(site));
  }
}

std::string MessageOf(const Finding& finding) {
  std::string modules;
  for (const DefinitionSite& site : finding.definitions) {
    if (!modules.empty()) modules += ", ";
    modules += site.unit;
  }
  return fmt::format("built-in code uses {}, which only {} defines",
                     finding.symbol, modules);
}

std::string HelpFor(const Finding& finding, const ModuleCause& cause,
                    const std::string& caller_option,
                    const std::string& guard_at) {
  if (cause.option.empty()) {
    return fmt::format(
        "move {} from obj-m to obj-y, or keep built-in code "
        "from using it",
        finding.definitions.front().object);
  }
  std::string name = WithoutPrefix(cause.option);
  std::string caller = WithoutPrefix(caller_option);
  bool two_options = !caller.empty() && caller != name;
  std::vector<std::string> ways;
  if (two_options) {
    ways.push_back(fmt::format("let {} select {}", caller, name));
  }
  // A dependency on an option without a prompt tends to be recursive: whoever
  // selects it depends on the caller already.
  if (two_options && cause.has_prompt) {
    ways.push_back(
        fmt::format("let {} depend on {} || !{}", caller, name, name));
  }
  if (!guard_at.empty()) {
    ways.push_back(
        fmt::format("ask IS_REACHABLE({}) in {}", cause.option, guard_at));
  }
  ways.push_back(fmt::format("make {} a bool", name));
  return Alternatives(ways);
}

/// A weak definition is there to be overridden: while an object of vmlinux is
/// not read, it may be the one that does.
bool MayBeOverridden(const std::vector<Occurrence>& definitions,
                     const RuleContext& context) {
  return context.objects.holes != 0 &&
         std::all_of(definitions.begin(), definitions.end(),
                     [&](Occurrence definition) {
                       return context.symbols.RecordOf(definition).binding ==
                              Binding::kWeak;
                     });
}

}  // namespace

void FindBuiltinUsesModuleSymbol(const RuleInfo& info, RuleContext& context,
                                 std::vector<Finding>& findings) {
  std::vector<std::string> doubted;
  for (const BrokenReference& reference : context.broken) {
    std::vector<Occurrence> definitions =
        ModuleDefinitions(context, reference.symbol);
    if (definitions.empty() || reference.dropped_definition) continue;
    if (MayBeOverridden(definitions, context)) {
      doubted.emplace_back(context.symbols.NameOf(reference.symbol));
      continue;
    }
    Finding finding = FindingFor(info, reference, context);
    for (Occurrence definition : definitions) {
      AddDefinitions(definition, context, finding);
    }
    for (const DefinitionSite& site : finding.definitions) {
      std::vector<Because> chain = context.causes.Chain(site.object, site.unit);
      finding.because.insert(finding.because.end(), chain.begin(), chain.end());
    }
    const DefinitionSite& first = finding.definitions.front();
    ModuleCause cause =
        context.causes.AddWhyModule(first.object, first.unit, finding.because);
    std::string guard_at =
        context.causes.AddGuard(finding.object, first.object, finding.symbol,
                                cause.option, finding.because);
    finding.message = MessageOf(finding);
    finding.help = HelpFor(
        finding, cause, context.causes.OptionOf(finding.object, "vmlinux", "y"),
        guard_at);
    findings.push_back(std::move(finding));
  }
  doubted.erase(std::unique(doubted.begin(), doubted.end()), doubted.end());
  context.unknowns.AddGroup(
      doubted, "symbols",
      "vmlinux needs it and only a module defines it, weakly; but " +
          context.doubt);
}

}  // namespace kplace
