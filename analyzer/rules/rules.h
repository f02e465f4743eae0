// rules.h - the rules, one file each.
//
// A rule looks at the joined facts and adds findings; it reads nothing itself
// but evidence for what it found.  What it cannot decide it puts among the
// unknowns.

#ifndef KPLACE_ANALYZER_RULES_RULES_H_
#define KPLACE_ANALYZER_RULES_RULES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/explain/causes.h"
#include "analyzer/finding.h"
#include "analyzer/link/broken_references.h"
#include "analyzer/link/discarded_references.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/modules/module_facts.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// Everything a rule may look at.
struct RuleContext {
  const AnalysisInput& input;
  const LinkPlan& plan;
  const ObjectSet& objects;
  const SymbolIndex& symbols;
  const VmlinuxLink& link;
  const std::vector<BrokenReference>& broken;
  const std::vector<DiscardedReference>& discarded;
  /// Expressions of the linker script that use what nothing defines.
  const std::vector<ScriptNeed>& expressions;
  /// Why it cannot be said that nothing defines a symbol ("3 objects of
  /// vmlinux were not read"); empty when it can.
  const std::string& doubt;
  const ModuleFacts& modules;
  Causes& causes;
  Unknowns& unknowns;
  /// What stands in for the rest of the kernel where only modules are at hand;
  /// null when there is a whole build.
  const KernelExports* kernel = nullptr;
};

/// What a rule has to know.
enum class RuleScope : uint8_t {
  kBuild,    ///< makefiles, or the link of vmlinux: a build tree
  kExports,  ///< modules and what vmlinux exports
  kModules,  ///< modules alone
};

struct Rule {
  RuleInfo info;
  void (*apply)(const RuleInfo& info, RuleContext& context,
                std::vector<Finding>& findings);
  RuleScope scope = RuleScope::kBuild;
};

/// All rules, by code.
std::span<const Rule> AllRules();

void FindBuiltinUsesModuleSymbol(const RuleInfo& info, RuleContext& context,
                                 std::vector<Finding>& findings);
void FindBuiltinUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                 std::vector<Finding>& findings);
void FindModuleUsesUnexportedSymbol(const RuleInfo& info, RuleContext& context,
                                    std::vector<Finding>& findings);
void FindModuleUsesGplSymbol(const RuleInfo& info, RuleContext& context,
                             std::vector<Finding>& findings);
void FindModuleMissingNamespaceImport(const RuleInfo& info,
                                      RuleContext& context,
                                      std::vector<Finding>& findings);
void FindModuleUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                std::vector<Finding>& findings);
void FindModuleWithoutLicense(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings);
void FindObjectInSeveralUnits(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings);
void FindModuleCycle(const RuleInfo& info, RuleContext& context,
                     std::vector<Finding>& findings);
void FindModuleNameTwice(const RuleInfo& info, RuleContext& context,
                         std::vector<Finding>& findings);
void FindModulesOfOtherBuilds(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings);
void FindSymbolDefinedTwice(const RuleInfo& info, RuleContext& context,
                            std::vector<Finding>& findings);
void FindBuildDrift(const RuleInfo& info, RuleContext& context,
                    std::vector<Finding>& findings);
void FindPromotedByRewrite(const RuleInfo& info, RuleContext& context,
                           std::vector<Finding>& findings);

// What several rules do alike.

/// Objects of modules that define the symbol.
std::vector<Occurrence> ModuleDefinitions(const RuleContext& context,
                                          SymbolId symbol);

/// A finding about one object of vmlinux that uses `reference.symbol`: rule,
/// identity, places of use and the object's own chain are filled in.
Finding FindingFor(const RuleInfo& info, const BrokenReference& reference,
                   RuleContext& context);

/// The same without a place of use, for an object of vmlinux.
Finding FindingInVmlinux(const RuleInfo& info, ObjectIndex object,
                         std::string_view symbol, RuleContext& context);

/// Adds a place of use in vmlinux by the finding's object.
void AddUse(const Reference& place, RuleContext& context, Finding& finding);

/// Adds several, which may be places in vmlinux.o.
void AddUses(const std::vector<Reference>& places, bool in_vmlinux_o,
             RuleContext& context, Finding& finding);

/// "VFIO" of "CONFIG_VFIO".
std::string WithoutPrefix(const std::string& option);

/// "a; or b; or c"
std::string Alternatives(const std::vector<std::string>& ways);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RULES_RULES_H_
