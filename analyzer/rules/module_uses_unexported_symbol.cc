// KP0003: a module needs a symbol that is defined, but not exported to modules.
//
// modpost says `"f" [a.ko] undefined!` (scripts/mod/modpost.c, check_exports):
// it looks at exports alone, so its words are the same as for a symbol that
// nobody defines (KP0006).

#include <fmt/format.h>

#include <optional>
#include <set>

#include "analyzer/rules/module_need.h"
#include "analyzer/rules/rules.h"
#include "analyzer/source/source_search.h"
#include "support/near_names.h"
#include "support/path.h"

namespace kplace {
namespace {

// Each costs a look at every export.
constexpr size_t kMostNearNames = 50;

class UnexportedRule {
 public:
  UnexportedRule(const RuleInfo& info, RuleContext& context)
      : info_(info), context_(context) {}

  void Apply(const FaultyNeed& fault, std::vector<Finding>& findings) {
    std::vector<Occurrence> definitions = DefinitionsElsewhere(fault, context_);
    if (definitions.empty()) return;  // KP0006
    for (Finding& finding : FindingsFor(info_, fault, context_)) {
      Tell(fault, definitions, finding);
      findings.push_back(std::move(finding));
    }
  }

 private:
  void Tell(const FaultyNeed& fault, const std::vector<Occurrence>& definitions,
            Finding& finding) {
    for (Occurrence definition : definitions) {
      AddSites(fault, definition.object, finding);
    }
    const DefinitionSite& first = finding.definitions.front();
    bool in_source = AddWhyNotExported(fault, first, finding);
    finding.message = fmt::format("{}, which {} defines and does not export",
                                  UserSays(fault, context_), first.unit);
    finding.help = HelpFor(fault, first, in_source);
  }

  void AddSites(const FaultyNeed& fault, ObjectIndex object, Finding& finding) {
    const PlannedObject& planned = context_.plan.objects[object];
    if (context_.link.linked[object]) {
      AddDefinition(object, "vmlinux", false, context_, finding);
    }
    for (uint32_t module : planned.modules) {
      if (module == fault.module) continue;
      AddDefinition(object, context_.plan.modules[module].name, false, context_,
                    finding);
    }
  }

  /// Whether the definition's source exports it, though its object does not.
  bool AddWhyNotExported(const FaultyNeed& fault, const DefinitionSite& site,
                         Finding& finding) {
    Because why;
    why.subject = finding.symbol;
    why.verdict = "not exported";
    bool exported = false;
    std::optional<SourceDefinition> source = SourceOf(site, finding.symbol);
    if (source) {
      exported = source->exported;
      why.evidence.file = source->source;
      why.evidence.line = source->line;
    }
    std::string where = site.source.empty() ? site.object : site.source;
    if (source && source->line != 0) {
      where += fmt::format(":{}", source->line);
    }
    why.sentence =
        exported ? fmt::format("{} exports it, {} was compiled without that",
                               where, site.object)
                 : fmt::format("{} has no EXPORT_SYMBOL() for it", where);
    if (exported && IsOn("CONFIG_TRIM_UNUSED_KSYMS")) {
      why.sentence += " (CONFIG_TRIM_UNUSED_KSYMS=y drops unused exports)";
    }
    if (fault.need->provider != nullptr) {
      why.sentence += fmt::format(", {} has one and does not define it",
                                  context_.plan.modules[fault.module].name);
    }
    std::string near = NearExports(finding.symbol);
    if (!near.empty()) why.sentence += "; exported with a like name: " + near;
    finding.because.push_back(std::move(why));
    return exported;
  }

  std::optional<SourceDefinition> SourceOf(const DefinitionSite& site,
                                           const std::string& symbol) const {
    const AnalysisInput& input = context_.input;
    if (site.source.empty() || input.tree == nullptr) return std::nullopt;
    Result<std::string> text =
        input.files->Read(JoinPath(input.tree->source_dir, site.source));
    if (!text) return std::nullopt;
    auto found = DefinitionsIn(*text, site.source, {symbol});
    auto it = found.find(symbol);
    if (it == found.end()) return std::nullopt;
    return it->second;
  }

  std::string NearExports(const std::string& symbol) {
    auto [known, is_new] = near_.try_emplace(symbol);
    if (!is_new) return known->second;
    if (near_.size() > kMostNearNames) return {};
    if (names_.empty()) {
      std::set<std::string> names;
      for (const Export& item : context_.modules.exports.exports()) {
        names.emplace(item.name);
      }
      names_.assign(names.begin(), names.end());
    }
    for (const std::string& name : NearNames(symbol, names_)) {
      if (!known->second.empty()) known->second += ", ";
      known->second += name;
    }
    return known->second;
  }

  bool IsOn(const std::string& option) const {
    const BuildTree* tree = context_.input.tree;
    return tree != nullptr && tree->config.ValueOf(option) == "y";
  }

  std::string HelpFor(const FaultyNeed& fault, const DefinitionSite& site,
                      bool exported_in_source) const {
    std::vector<std::string> ways;
    if (exported_in_source) {
      ways.push_back(IsOn("CONFIG_TRIM_UNUSED_KSYMS")
                         ? "add it to CONFIG_UNUSED_KSYMS_WHITELIST"
                         : fmt::format("build {} again", site.object));
    } else {
      ways.push_back(fmt::format(
          "add EXPORT_SYMBOL_GPL({}) after its definition in {}",
          fault.need->name, site.source.empty() ? site.object : site.source));
    }
    const ModuleUnit& module = context_.plan.modules[fault.module];
    const std::string& object =
        context_.plan.objects[module.objects[fault.need->object]].path;
    std::string option = context_.causes.OptionOf(object, module.name, "m");
    if (site.unit == "vmlinux" && !option.empty()) {
      ways.push_back(fmt::format("build the user in ({}=y)", option));
    }
    return Alternatives(ways);
  }

  const RuleInfo& info_;
  RuleContext& context_;
  std::vector<std::string> names_;           ///< of all exports
  std::map<std::string, std::string> near_;  ///< by symbol
};

}  // namespace

void FindModuleUsesUnexportedSymbol(const RuleInfo& info, RuleContext& context,
                                    std::vector<Finding>& findings) {
  UnexportedRule rule(info, context);
  for (const FaultyNeed& fault : context.modules.faults) {
    if (fault.fault == NeedFault::kNotExported) rule.Apply(fault, findings);
  }
}

}  // namespace kplace
