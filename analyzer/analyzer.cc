#include "analyzer/analyzer.h"

#include <fmt/format.h>

#include "analyzer/broken_references.h"
#include "analyzer/causes.h"
#include "analyzer/link_command.h"
#include "analyzer/link_unit.h"
#include "analyzer/linker_script.h"
#include "analyzer/module_facts.h"
#include "analyzer/object_set.h"
#include "analyzer/rules/rules.h"
#include "analyzer/symbol_index.h"
#include "analyzer/unknowns.h"
#include "analyzer/vmlinux_link.h"
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
                    bool has_script) {
  if (!of_objects.empty()) return of_objects;
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
  SymbolIndex symbols(objects);

  // The link, as ld would do it.
  Result<std::string> script_text =
      input.files->Read(JoinPath(tree.build_dir, LinkerScriptPath(tree)));
  LinkerScript script = script_text ? LinkerScript::Parse(*script_text)
                                    : LinkerScript::Fallback();
  VmlinuxLink link = LinkVmlinux(plan, objects, symbols);
  DropDefinedElsewhere(
      symbols, script,
      NamesFromLinkCommand(*input.files, tree.build_dir, unknowns), tree.config,
      link);
  std::vector<BrokenReference> broken =
      FindBrokenReferences(plan, objects, symbols, link, script, unknowns);

  // What is wrong with it.
  std::string of_objects = DoubtOfObjects(input, plan, objects);
  std::string doubt = DoubtOf(input, of_objects, script_text.ok());
  bool versions = tree.config.ValueOf("CONFIG_MODVERSIONS") == "y";
  ModuleComposites composites(*input.files, tree.build_dir, plan, objects);
  ModuleFacts modules = JoinModules(plan, objects, link, {versions, input.jobs},
                                    of_objects, unknowns, &composites);
  Causes causes(input);
  RuleContext context{input,  plan,  objects, symbols, link,
                      broken, doubt, modules, causes,  unknowns};
  Analysis analysis;
  for (const Rule& rule : AllRules()) {
    rule.apply(rule.info, context, analysis.findings);
  }
  SortFindings(analysis.findings);
  analysis.unknowns = unknowns.Take();
  analysis.stats = StatsOf(plan, objects, link);
  return analysis;
}

}  // namespace kplace
