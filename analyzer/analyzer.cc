#include "analyzer/analyzer.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/explain/causes.h"
#include "analyzer/link/broken_references.h"
#include "analyzer/link/discarded_references.h"
#include "analyzer/link/link_command.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/linked_sections.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/optimised_link.h"
#include "analyzer/link/optimised_references.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/modules/module_facts.h"
#include "analyzer/rules/rules.h"
#include "analyzer/source/use_lines.h"
#include "analyzer/unknowns.h"
#include "support/path.h"

namespace kplace {
namespace {

/// KBUILD_LDS of the kernel's top Makefile.
std::string LinkerScriptPath(const BuildTree& tree) {
  return "arch/" + tree.srcarch + "/kernel/vmlinux.lds";
}

void TellPlacementUnknowns(const AnalysisInput& input, Unknowns& unknowns) {
  for (const PlacementUnknown& unknown : input.placement->unknowns()) {
    std::string reason = unknown.reason;
    if (unknown.where.valid()) {
      reason += " (" + input.sources->Format(unknown.where) + ")";
    }
    unknowns.Add(unknown.subject, std::move(reason), UnknownKind::kUndecided);
  }
}

/// Why not all of vmlinux is known; empty when it is.
std::string DoubtOfObjects(const AnalysisInput& input, const LinkPlan& plan,
                           const ObjectSet& objects) {
  if (objects.holes != 0) {
    return fmt::format("{} object{} of vmlinux could not be read",
                       objects.holes, objects.holes == 1 ? "" : "s");
  }
  if (!plan.has_vmlinux_archive && !input.placement->unknowns().empty()) {
    return "not all makefiles could be decided";
  }
  return {};
}

/// Why nobody can say that a symbol is defined nowhere; empty when one can.
std::string DoubtOf(const AnalysisInput& input, std::string of_objects,
                    bool has_script, const std::string& not_optimised) {
  if (!of_objects.empty()) return of_objects;
  if (!not_optimised.empty()) return not_optimised;
  if (!has_script) {
    return fmt::format("{} was not built: run make",
                       LinkerScriptPath(*input.tree));
  }
  if (input.tree->srcarch == "um") return "the C library is linked too";
  return {};
}

/// Names that archives are searched for though no object needs them.
std::vector<std::string> SearchedNames(const LinkerScript& script,
                                       const LinkCommand& command) {
  std::vector<std::string> names = command.wanted;
  names.insert(names.end(), script.wanted().begin(), script.wanted().end());
  return names;
}

bool DropsUnreached(const Configuration& config, const LinkCommand& command) {
  return command.drops_unreached ||
         config.ValueOf("CONFIG_LD_DEAD_CODE_DATA_ELIMINATION") == "y";
}

AnalysisStats StatsOf(const LinkPlan& plan, const ObjectSet& objects,
                      const VmlinuxLink& link) {
  AnalysisStats stats;
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const PlannedObject& object = plan.objects[i];
    if (!objects.objects[i].file || object.optional) continue;
    if (object.use == VmlinuxUse::kAlways) ++stats.builtin_objects;
    if (object.use == VmlinuxUse::kOnDemand) ++stats.archive_objects;
    if (!object.modules.empty()) ++stats.module_objects;
  }
  stats.modules = plan.modules.size();
  stats.symbols = objects.records;
  stats.undefined = link.needed;
  return stats;
}

/// By object: what it needs is known even if it does not say all.
std::vector<bool> SettledObjects(const LinkPlan& plan, const VmlinuxLink& link,
                                 const OptimisedLink& optimised,
                                 const ModuleComposites& composites) {
  std::vector<bool> settled(plan.objects.size());
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const std::vector<uint32_t>& modules = plan.objects[i].modules;
    settled[i] = (!link.linked[i] || optimised.file() != nullptr) &&
                 std::all_of(modules.begin(), modules.end(), [&](uint32_t m) {
                   return composites.Of(m) != nullptr;
                 });
  }
  return settled;
}

}  // namespace

Analysis Analyze(const AnalysisInput& input) {
  const BuildTree& tree = *input.tree;
  Unknowns unknowns;
  TellPlacementUnknowns(input, unknowns);

  // What is linked into what, and the objects themselves.
  LinkPlan plan = PlanLink(*input.files, tree, *input.placement, unknowns);
  ObjectSet objects =
      ReadObjects(*input.files, tree.build_dir, plan, input.jobs, unknowns,
                  *input.sink, input.progress);
  OptimisedLink optimised(*input.files, tree.build_dir, plan, objects);
  ObjectIndex vmlinux_o = AddUnread("vmlinux.o", plan, objects);
  SymbolIndex symbols(objects, optimised.undefined());

  // The link, as the linker of the build would do it.
  LinkerChoice linker = FindLinker(*input.files, tree.build_dir, tree.config);
  LinkCommand command = ReadLinkCommand(*input.files, tree.build_dir, unknowns);
  linker.skips_debug = command.strips_debug;
  Result<std::string> script_text =
      input.files->Read(JoinPath(tree.build_dir, LinkerScriptPath(tree)));
  LinkerScript script = script_text
                            ? LinkerScript::Parse(*script_text, linker.flavour)
                            : LinkerScript::Fallback(linker.flavour);
  VmlinuxLink link = LinkVmlinux(plan, objects, symbols, linker.flavour,
                                 SearchedNames(script, command));
  LinkedSections sections(
      plan, objects, link, script,
      {LinksOneFile(tree.config), DropsUnreached(tree.config, command)},
      unknowns);
  optimised.Correct(plan, objects, symbols, link);
  if (optimised.file() != nullptr) {
    sections.AddWitness(vmlinux_o, *optimised.file(), {{}, "vmlinux.o"},
                        unknowns);
  }
  DropDefinedElsewhere(symbols, script, sections, command.defined, tree.config,
                       link);
  RejectedReferences rejected;
  rejected.broken = FindBrokenReferences(plan, objects, symbols, link, sections,
                                         linker, unknowns);
  rejected.discarded = FindDiscardedReferences(plan, objects, sections, linker,
                                               input.jobs, unknowns);
  AddOptimisedReferences(objects, symbols, link, optimised, sections, linker,
                         vmlinux_o, rejected, unknowns);
  TellUnsettled(symbols, link, optimised, rejected, unknowns);
  std::vector<ScriptNeed> expressions = FindBrokenExpressions(
      symbols, link, script, command.defined, tree.config);

  // What is wrong with it.
  std::string of_objects = DoubtOfObjects(input, plan, objects);
  std::string doubt =
      DoubtOf(input, of_objects, script_text.ok(), optimised.why_not());
  bool versions = tree.config.ValueOf("CONFIG_MODVERSIONS") == "y";
  ModuleComposites composites(*input.files, tree.build_dir, plan, objects);
  ModuleFacts modules = JoinModules(plan, objects, link, {versions, input.jobs},
                                    of_objects, unknowns, &composites);
  TellIncomplete(plan, objects,
                 SettledObjects(plan, link, optimised, composites), unknowns);
  Causes causes(input);
  RuleContext context{input,
                      plan,
                      objects,
                      symbols,
                      link,
                      rejected.broken,
                      rejected.discarded,
                      expressions,
                      doubt,
                      modules,
                      causes,
                      unknowns};
  Analysis analysis;
  for (const Rule& rule : AllRules()) {
    rule.apply(rule.info, context, analysis.findings);
  }
  AddSourceLines(*input.files, tree, analysis.findings, unknowns);
  SortFindings(analysis.findings);
  analysis.unknowns = unknowns.Take();
  analysis.stats = StatsOf(plan, objects, link);
  return analysis;
}

}  // namespace kplace
