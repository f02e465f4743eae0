// KP0012: what was built is not what makefiles and configuration say; and, for
// modules without their build, modules_of_other_builds.cc.
//
// ld goes by what lies in the build directory, so everything else kplace says
// of such a build can be about a kernel that nobody asked for.  Each finding is
// one cause: a file that changed later, or objects of another build.  A build
// that stopped half-way is no drift, nor is what was not built yet.

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "analyzer/fid.h"
#include "analyzer/records/build_age.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

struct DriftedObject {
  std::string object;
  std::string unit;
};

/// By what they have in common.
using Drifted = std::map<std::string, std::vector<DriftedObject>>;

std::string Listed(const std::vector<DriftedObject>& objects) {
  std::vector<std::string> names;
  for (const DriftedObject& drifted : objects) names.push_back(drifted.object);
  return FirstFew(names);
}

/// More than these are counted in the message, not listed.
constexpr size_t kMostListed = 5;

/// `file` is what changed, if it is a file that tells.
Finding FindingAbout(const RuleInfo& info, const std::string& cause,
                     const std::vector<DriftedObject>& objects,
                     std::string message, const std::string& file) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.object = objects.front().object;
  finding.fid =
      FindingId(info.code, finding.object, cause, {objects.front().unit});
  for (const DriftedObject& drifted : objects) {
    if (objects.size() > kMostListed) break;
    DefinitionSite site;
    site.object = drifted.object;
    site.unit = drifted.unit;
    finding.definitions.push_back(std::move(site));
  }
  Because why;
  why.subject = finding.object;
  why.verdict = "why";
  why.evidence.file = file;
  why.sentence = message;
  finding.because.push_back(std::move(why));
  finding.message = std::move(message);
  finding.help = "run make, then check again";
  return finding;
}

/// vmlinux.a and .mod files that say what an older tree said.
void FindOutdatedLists(const RuleInfo& info, RuleContext& context,
                       std::vector<Finding>& findings) {
  std::map<std::tuple<std::string, std::string, bool>,
           std::vector<DriftedObject>>
      groups;
  for (const ListDrift& drift : context.plan.drifts) {
    groups[{drift.witness, drift.cause, drift.left_over}].push_back(
        {drift.object, drift.unit});
  }
  for (const auto& [key, objects] : groups) {
    const auto& [witness, cause, left_over] = key;
    std::string message =
        left_over ? fmt::format(
                        "{} still has {}, which no makefile puts there "
                        "any more: it is older than {}",
                        witness, Listed(objects), cause)
                  : fmt::format(
                        "{} lacks {}, which makefiles put into {}: it "
                        "is older than {}",
                        witness, Listed(objects), objects.front().unit, cause);
    findings.push_back(FindingAbout(info, witness + " " + cause, objects,
                                    std::move(message), cause));
  }
}

std::string UnitOf(const PlannedObject& object, const LinkPlan& plan) {
  if (object.use != VmlinuxUse::kNever || object.modules.empty()) {
    return "vmlinux";
  }
  return plan.modules[object.modules.front()].name;
}

void FindStaleObjects(const RuleInfo& info, RuleContext& context,
                      std::vector<Finding>& findings) {
  BuildAge age(*context.input.files, *context.input.tree);
  Drifted stale;
  for (ObjectIndex i = 0; i < context.plan.objects.size(); ++i) {
    if (!context.objects.objects[i].file) continue;
    const PlannedObject& object = context.plan.objects[i];
    std::string cause = age.WhyStale(object.path);
    if (cause.empty()) continue;
    stale[cause].push_back({object.path, UnitOf(object, context.plan)});
  }
  for (const auto& [cause, objects] : stale) {
    std::string message =
        fmt::format("{} {} older than {}", Listed(objects),
                    objects.size() == 1 ? "is" : "are", cause);
    findings.push_back(
        FindingAbout(info, cause, objects, std::move(message), cause));
  }
}

void FindForeignObjects(const RuleInfo& info, RuleContext& context,
                        std::vector<Finding>& findings) {
  Drifted foreign;
  for (const ForeignObject& object : context.objects.foreign) {
    const PlannedObject& planned = context.plan.objects[object.index];
    foreign[object.machine].push_back(
        {planned.path, UnitOf(planned, context.plan)});
  }
  for (const auto& [machine, objects] : foreign) {
    std::string message =
        fmt::format("{} {} for another architecture ({}; the build has {})",
                    Listed(objects), objects.size() == 1 ? "is" : "are",
                    machine, context.objects.machine);
    Finding finding =
        FindingAbout(info, machine, objects, std::move(message), {});
    finding.help = objects.size() == 1 ? "delete it and run make"
                                       : "delete them and run make";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void FindBuildDrift(const RuleInfo& info, RuleContext& context,
                    std::vector<Finding>& findings) {
  if (context.kernel == nullptr) {
    FindOutdatedLists(info, context, findings);
    FindStaleObjects(info, context, findings);
    FindForeignObjects(info, context, findings);
  }
  FindModulesOfOtherBuilds(info, context, findings);
}

}  // namespace kplace
