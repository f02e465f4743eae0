#include "analyzer/rules/rules.h"

#include <array>

#include "analyzer/fid.h"

namespace kplace {
namespace {

constexpr std::array kRules = {
    Rule{{"KP0001", "builtin-uses-module-symbol", FindingLevel::kError,
          "built-in code calls into a module"},
         FindBuiltinUsesModuleSymbol},
    Rule{{"KP0002", "builtin-uses-absent-symbol", FindingLevel::kError,
          "built-in code uses what nothing linked defines"},
         FindBuiltinUsesAbsentSymbol},
    Rule{{"KP0003", "module-uses-unexported-symbol", FindingLevel::kError,
          "module uses what is not exported"},
         FindModuleUsesUnexportedSymbol,
         RuleScope::kExports},
    Rule{{"KP0004", "module-uses-gpl-symbol", FindingLevel::kError,
          "module that is not GPL-compatible uses a GPL-only symbol"},
         FindModuleUsesGplSymbol,
         RuleScope::kExports},
    Rule{{"KP0005", "module-missing-namespace-import", FindingLevel::kError,
          "module does not import the namespace of what it uses"},
         FindModuleMissingNamespaceImport,
         RuleScope::kExports},
    Rule{{"KP0006", "module-uses-absent-symbol", FindingLevel::kError,
          "module uses what nothing linked defines"},
         FindModuleUsesAbsentSymbol,
         RuleScope::kExports},
    Rule{{"KP0007", "module-without-license", FindingLevel::kError,
          "module has no MODULE_LICENSE()"},
         FindModuleWithoutLicense,
         RuleScope::kModules},
    Rule{{"KP0008", "object-in-several-units", FindingLevel::kWarning,
          "one object is linked into several units"},
         FindObjectInSeveralUnits,
         RuleScope::kModules},
    Rule{{"KP0009", "symbol-defined-twice", FindingLevel::kError,
          "one name has two definitions"},
         FindSymbolDefinedTwice,
         RuleScope::kExports},
    Rule{{"KP0010", "module-cycle", FindingLevel::kError,
          "modules need each other"},
         FindModuleCycle,
         RuleScope::kModules},
    Rule{{"KP0011", "module-name-twice", FindingLevel::kError,
          "two modules have one name"},
         FindModuleNameTwice,
         RuleScope::kModules},
    Rule{{"KP0012", "build-drift", FindingLevel::kWarning,
          "not everything is of one build"},
         FindBuildDrift,
         RuleScope::kExports},
    Rule{{"KP0013", "promoted-by-rewrite", FindingLevel::kNote,
          "a makefile builds in what is m"},
         FindPromotedByRewrite},
};

}  // namespace

std::span<const Rule> AllRules() {
  return kRules;
}

std::vector<Occurrence> ModuleDefinitions(const RuleContext& context,
                                          SymbolId symbol) {
  std::vector<Occurrence> definitions;
  for (Occurrence definition : context.symbols.Definitions(symbol)) {
    if (!context.plan.objects[definition.object].modules.empty()) {
      definitions.push_back(definition);
    }
  }
  return definitions;
}

Finding FindingFor(const RuleInfo& info, const BrokenReference& reference,
                   RuleContext& context) {
  Finding finding =
      FindingInVmlinux(info, reference.object,
                       context.symbols.NameOf(reference.symbol), context);
  AddUses(reference.places, reference.in_vmlinux_o, context, finding);
  return finding;
}

Finding FindingInVmlinux(const RuleInfo& info, ObjectIndex index,
                         std::string_view symbol, RuleContext& context) {
  const PlannedObject& object = context.plan.objects[index];
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.symbol = symbol;
  finding.object = object.path;
  std::vector<std::string> units = {"vmlinux"};
  for (uint32_t module : object.modules) {
    units.push_back(context.plan.modules[module].name);
  }
  finding.fid = FindingId(info.code, object.path, finding.symbol, units);
  finding.because = context.causes.Chain(object.path, "vmlinux");
  return finding;
}

void AddUse(const Reference& place, RuleContext& context, Finding& finding) {
  UseSite site;
  site.object = finding.object;
  site.unit = "vmlinux";
  site.function = place.function;
  site.section = place.section_name;
  site.section_index = place.section;
  site.offset = place.offset;
  site.source = context.causes.notes().SourceOf(finding.object);
  finding.references.push_back(std::move(site));
}

void AddUses(const std::vector<Reference>& places, bool in_vmlinux_o,
             RuleContext& context, Finding& finding) {
  for (const Reference& place : places) {
    AddUse(place, context, finding);
    if (in_vmlinux_o) finding.references.back().place_in = "vmlinux.o";
  }
}

std::string WithoutPrefix(const std::string& option) {
  constexpr std::string_view kPrefix = "CONFIG_";
  return option.starts_with(kPrefix) ? option.substr(kPrefix.size()) : option;
}

std::string Alternatives(const std::vector<std::string>& ways) {
  std::string text;
  for (const std::string& way : ways) {
    if (!text.empty()) text += "; or ";
    text += way;
  }
  return text;
}

}  // namespace kplace
