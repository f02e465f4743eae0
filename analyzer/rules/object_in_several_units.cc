// KP0008: one object is linked into two modules, or into vmlinux and a module.
//
// It links, and there are two copies of its data and two runs of its
// initcalls; what it exports is exported twice, which modpost refuses.  Kbuild
// compiles it once, with the flags of a module or without, whichever it is.
// scripts/Makefile.build warns, with W=1, where composites share it ("is added
// to multiple modules").  A unit for which makefiles and the lists of the build
// say different things does not count: the object may just have moved there or
// away, and the difference is told as such.

#include <fmt/format.h>

#include "analyzer/fid.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

std::vector<std::string> UnitsOf(ObjectIndex index,
                                 const RuleContext& context) {
  std::vector<std::string> units;
  const PlannedObject& object = context.plan.objects[index];
  if (context.link.linked[index] && !object.disputed) {
    units.emplace_back("vmlinux");
  }
  for (uint32_t module : object.modules) {
    if (object.IsDisputedIn(module)) continue;
    units.push_back(context.plan.modules[module].name);
  }
  return units;
}

std::string Listed(const std::vector<std::string>& units) {
  std::string text;
  for (const std::string& unit : units) {
    if (!text.empty()) text += &unit == &units.back() ? " and " : ", ";
    text += unit;
  }
  return text;
}

Finding FindingAbout(const RuleInfo& info, const std::string& object,
                     const std::vector<std::string>& units,
                     RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.object = object;
  finding.fid = FindingId(info.code, object, {}, units);
  std::string source = context.causes.notes().SourceOf(object);
  for (const std::string& unit : units) {
    std::vector<Because> chain = context.causes.Chain(object, unit);
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
    finding.definitions.push_back({object, unit, false, source});
  }
  finding.message = fmt::format("{} is in {}", object, Listed(units));
  finding.help = fmt::format(
      "make {} a module of its own that exports what the others use",
      source.empty() ? object : source);
  return finding;
}

}  // namespace

void FindObjectInSeveralUnits(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings) {
  for (ObjectIndex i = 0; i < context.plan.objects.size(); ++i) {
    const PlannedObject& object = context.plan.objects[i];
    if (object.modules.empty()) continue;
    std::vector<std::string> units = UnitsOf(i, context);
    if (units.size() < 2) continue;
    findings.push_back(FindingAbout(info, object.path, units, context));
  }
}

}  // namespace kplace
