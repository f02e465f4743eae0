#include "analyzer/module_analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer/explain/causes.h"
#include "analyzer/link/broken_references.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/modules/installed_modules.h"
#include "analyzer/modules/kernel_exports.h"
#include "analyzer/modules/module_facts.h"
#include "analyzer/modules/version_check.h"
#include "analyzer/rules/rules.h"
#include "analyzer/unknowns.h"
#include "support/path.h"

namespace kplace {
namespace {

/// What is read, and what is known of the rest of the kernel.
struct Scene {
  LinkPlan plan;
  ObjectSet objects;
  KernelExports kernel;
  bool modversions = false;
};

/// The rules that need no build tree, on what was read.
Analysis ApplyRules(const AnalysisInput& input, const Scene& scene,
                    Unknowns& unknowns) {
  SymbolIndex symbols(scene.objects);
  VmlinuxLink link;
  for (const PlannedObject& object : scene.plan.objects) {
    link.linked.push_back(object.use == VmlinuxUse::kAlways);
  }
  ModuleFacts modules =
      JoinModules(scene.plan, scene.objects, link, scene.kernel,
                  {scene.modversions, input.jobs}, unknowns);
  DropFaultsOfForeignKernel(scene.kernel.symvers, modules, unknowns);
  TellIncomplete(scene.plan, scene.objects,
                 std::vector<bool>(scene.plan.objects.size()), unknowns);
  std::vector<BrokenReference> broken;
  std::vector<DiscardedReference> discarded;
  std::vector<ScriptNeed> expressions;
  Causes causes(input);
  RuleContext context{
      input,        scene.plan,  scene.objects,      symbols, link,   broken,
      discarded,    expressions, scene.kernel.doubt, modules, causes, unknowns,
      &scene.kernel};
  Analysis analysis;
  analysis.evidence = scene.kernel.Evidence();
  for (const Rule& rule : AllRules()) {
    if (rule.scope == RuleScope::kBuild) continue;
    size_t first = analysis.findings.size();
    rule.apply(rule.info, context, analysis.findings);
    for (size_t i = first; i < analysis.findings.size(); ++i) {
      analysis.findings[i].evidence = rule.scope == RuleScope::kModules
                                          ? EvidenceLevel::kModules
                                          : analysis.evidence;
    }
  }
  SortFindings(analysis.findings);
  analysis.stats.modules = scene.plan.modules.size();
  analysis.stats.symbols = scene.objects.records;
  for (size_t i = 0; i < scene.plan.objects.size(); ++i) {
    bool read = scene.objects.objects[i].file != nullptr;
    if (read && !link.linked[i]) ++analysis.stats.module_objects;
  }
  for (const Symvers& list : scene.kernel.symvers) {
    analysis.exports_from.push_back(list.path);
  }
  if (!scene.kernel.vmlinux.empty()) {
    analysis.exports_from.push_back(scene.kernel.vmlinux);
  }
  analysis.unknowns = unknowns.Take();
  return analysis;
}

// ----------------------------------------------------------------- installed

void TellLayout(const InstalledModules& installed, Unknowns& unknowns) {
  for (const HiddenModule& hidden : installed.hidden) {
    unknowns.Add(hidden.path,
                 fmt::format("{} has the same name and is loaded instead, "
                             "unless depmod.d says otherwise: not looked at",
                             hidden.by),
                 UnknownKind::kUndecided);
  }
  if (!installed.absent.empty()) {
    unknowns.Add("modules.order",
                 fmt::format("names {} module{} that {} not there ({}): what "
                             "they would export is missing",
                             installed.absent.size(),
                             installed.absent.size() == 1 ? "" : "s",
                             installed.absent.size() == 1 ? "is" : "are",
                             FirstFew(installed.absent)),
                 UnknownKind::kUndecided);
  }
  unknowns.AddGroup(installed.unordered, "modules",
                    "not named by modules.order: laid there by something else "
                    "than this kernel's `make modules_install`",
                    UnknownKind::kUndecided);
  std::vector<std::string> twice;
  for (const InstalledModule& module : installed.modules) {
    if (installed.built_in.contains(ModuleName(module.unit))) {
      twice.push_back(module.path);
    }
  }
  unknowns.AddGroup(twice, "modules",
                    "modules.builtin says that it is built in as well: one of "
                    "the two is of another build",
                    UnknownKind::kUndecided);
}

/// The release that most modules were built for: the first word of vermagic.
std::string ReleaseOf(const ObjectSet& objects) {
  std::map<std::string_view, size_t> votes;
  for (const LoadedObject& object : objects.objects) {
    if (!object.file) continue;
    if (auto magic = object.file->symbols().Modinfo("vermagic")) {
      ++votes[magic->substr(0, magic->find(' '))];
    }
  }
  auto most = std::max_element(
      votes.begin(), votes.end(),
      [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : std::string(most->first);
}

/// As make spells it; for machines of which there are several, the family.
std::string ArchitectureOf(const ObjectSet& objects) {
  static constexpr std::pair<uint16_t, const char*> kNames[] = {
      {3, "i386"},    {8, "mips"},       {20, "powerpc"}, {21, "powerpc"},
      {22, "s390"},   {40, "arm"},       {62, "x86_64"},  {183, "arm64"},
      {243, "riscv"}, {258, "loongarch"}};
  for (const LoadedObject& object : objects.objects) {
    if (!object.file) continue;
    uint16_t machine = object.file->symbols().machine;
    for (const auto& [number, name] : kNames) {
      if (number == machine) return name;
    }
    return fmt::format("machine {}", machine);
  }
  return {};
}

/// Reads what the user named, else what lies in the usual places.
Result<KernelExports> FindKernel(const AnalysisInput& input,
                                 const InstalledOptions& options) {
  KernelExports kernel;
  std::vector<std::string> paths = options.symvers;
  if (paths.empty() && options.vmlinux.empty()) {
    std::string found = FindSymversFor(*input.files, options.directory);
    if (!found.empty()) paths.push_back(std::move(found));
  }
  Result<std::vector<Symvers>> lists =
      ReadSymversFiles(*input.files, paths, *input.sink);
  if (!lists) return lists.error();
  kernel.symvers = std::move(*lists);
  return kernel;
}

/// Adds the file to what was read, as the one object of vmlinux.
std::optional<Error> AddVmlinux(const AnalysisInput& input,
                                const std::string& path, Scene& scene) {
  Result<std::unique_ptr<ObjectFile>> file =
      ObjectFile::Open(*input.files, path);
  if (!file) {
    return Error{file.error().message +
                 "; --vmlinux wants the uncompressed ELF file of a build"};
  }
  const ObjectSymbols& symbols = (*file)->symbols();
  if (symbols.exports.empty()) {
    return Error{fmt::format(
        "{}: {}; name the vmlinux of the build directory, or the "
        "Module.symvers "
        "of the kernel with --symvers",
        path,
        symbols.symbols.empty()
            ? "has no symbol table (it is stripped, or made for BTF alone)"
            : "exports nothing")};
  }
  PlannedObject& object = scene.plan.objects.emplace_back();
  object.path = path;
  object.use = VmlinuxUse::kAlways;
  scene.objects.objects.push_back(Load(std::move(*file)));
  if (auto error = ReadCrcs(scene.objects.objects.back())) return error;
  scene.kernel.vmlinux = path;
  return std::nullopt;
}

/// Why what no module exports is unknown; empty when vmlinux's exports are
/// known.
std::string DoubtOf(const KernelExports& kernel) {
  if (!kernel.vmlinux.empty()) return {};
  if (kernel.symvers.empty()) {
    return "what vmlinux exports is not known: name the Module.symvers of "
           "this kernel with --symvers (headers packages have it), or its "
           "vmlinux with --vmlinux";
  }
  if (!kernel.HasVmlinuxList()) {
    return fmt::format(
        "{} has no line of vmlinux: name the Module.symvers of a whole build "
        "with --symvers",
        kernel.symvers.front().path);
  }
  return {};
}

}  // namespace

Result<InstalledAnalysis> AnalyzeInstalled(const AnalysisInput& input,
                                           const InstalledOptions& options) {
  Result<InstalledModules> installed =
      FindInstalledModules(*input.files, options.directory);
  if (!installed) return installed.error();
  Result<KernelExports> kernel = FindKernel(input, options);
  if (!kernel) return kernel.error();

  Unknowns unknowns;
  TellLayout(*installed, unknowns);
  Scene scene;
  scene.plan = PlanInstalled(*installed);
  scene.objects =
      ReadObjects(*input.files, installed->directory, scene.plan, input.jobs,
                  unknowns, *input.sink, input.progress);
  scene.kernel = std::move(*kernel);
  DropForeignSymvers(scene.plan, scene.objects, scene.kernel.symvers, unknowns);
  if (!options.vmlinux.empty()) {
    if (auto error = AddVmlinux(input, options.vmlinux, scene)) return *error;
  }
  scene.kernel.doubt = DoubtOf(scene.kernel);

  InstalledAnalysis result;
  result.build.directory = installed->directory;
  result.build.architecture = ArchitectureOf(scene.objects);
  result.build.kernel_version = ReleaseOf(scene.objects);
  result.analysis = ApplyRules(input, scene, unknowns);
  return result;
}

Result<Analysis> AnalyzeExternal(const AnalysisInput& input,
                                 const std::vector<std::string>& symvers) {
  const BuildTree& tree = *input.tree;
  std::vector<std::string> paths;
  std::string of_kernel = JoinPath(tree.build_dir, kModuleSymvers);
  bool has_list = input.files->IsFile(of_kernel);
  if (has_list) paths.push_back(of_kernel);
  paths.insert(paths.end(), symvers.begin(), symvers.end());
  Result<std::vector<Symvers>> lists =
      ReadSymversFiles(*input.files, paths, *input.sink);
  if (!lists) return lists.error();

  Unknowns unknowns;
  Scene scene;
  scene.modversions = tree.config.ValueOf("CONFIG_MODVERSIONS") == "y";
  scene.plan = PlanLink(*input.files, tree, *input.placement, unknowns);
  scene.objects =
      ReadObjects(*input.files, tree.build_dir, scene.plan, input.jobs,
                  unknowns, *input.sink, input.progress);
  scene.kernel.symvers = std::move(*lists);
  scene.kernel.external = true;
  if (!has_list) {
    scene.kernel.doubt = fmt::format(
        "{} is missing: build the kernel's modules (make modules), or name a "
        "headers package with --build",
        of_kernel);
    unknowns.Add(std::string(kModuleSymvers), scene.kernel.doubt);
  }
  return ApplyRules(input, scene, unknowns);
}

}  // namespace kplace
