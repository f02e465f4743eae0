#include "analyzer/analyzer.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/explain/causes.h"
#include "analyzer/link/link_command.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/link_verdict.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/optimised_link.h"
#include "analyzer/link/symbol_index.h"
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
  OptimisedLink optimised(*input.files, tree, *input.sources, plan, objects);
  ObjectIndex vmlinux_o = AddUnread("vmlinux.o", plan, objects);
  SymbolIndex symbols(objects, optimised.undefined());

  // The link, as the linker of the build would do it.
  LinkerChoice linker = FindLinker(*input.files, tree.build_dir, tree.config);
  LinkCommand command = ReadLinkCommand(*input.files, tree.build_dir, unknowns);
  linker.skips_debug = command.strips_debug;
  Result<std::string> script =
      input.files->Read(JoinPath(tree.build_dir, LinkerScriptPath(tree)));
  LinkVerdict verdict =
      AskLinker({plan, objects, symbols, optimised, vmlinux_o, command,
                 tree.config, script ? &*script : nullptr, input.jobs},
                linker, unknowns);
  const VmlinuxLink& link = verdict.link;

  // What is wrong with it.
  std::string of_objects = DoubtOfObjects(input, plan, objects);
  std::string doubt =
      DoubtOf(input, of_objects, script.ok(), optimised.why_not());
  bool versions = tree.config.ValueOf("CONFIG_MODVERSIONS") == "y";
  ModuleComposites composites(*input.files, tree, plan, objects);
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
                      verdict.rejected.broken,
                      verdict.rejected.discarded,
                      verdict.expressions,
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
