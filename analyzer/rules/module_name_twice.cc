// KP0011: two modules have one name.
//
// scripts/modules-check.sh compares the last components of modules.order and
// stops the build ("the following would cause module name conflict").  To it
// a-b.ko and a_b.ko are two; depmod, modprobe and the kernel take `-` and `_`
// for the same letter and know only one of them, so that is a warning.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analyzer/fid.h"
#include "analyzer/rules/rules.h"
#include "support/path.h"

namespace kplace {
namespace {

using Modules = std::vector<uint32_t>;

/// Without directory and suffix, which may be .ko.xz.
std::string_view FileName(const RuleContext& context, uint32_t module) {
  std::string_view name = BaseName(context.plan.modules[module].name);
  return name.substr(0, name.rfind(".ko"));
}

/// Two files can be one unit: a.ko and a.ko.xz.
const std::string& FileOf(const RuleContext& context, uint32_t module) {
  const ModuleUnit& unit = context.plan.modules[module];
  if (context.input.tree != nullptr || unit.objects.empty()) return unit.name;
  return context.plan.objects[unit.objects[0]].path;
}

/// depmod.d may prefer one top directory (extra/) to another.
bool MayBePreferred(const std::vector<std::string>& files) {
  auto top = [](const std::string& file) {
    return file.substr(0, file.find('/'));
  };
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    return top(file) != top(files.front());
  });
}

Finding FindingAbout(const RuleInfo& info, const Modules& modules,
                     RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  std::vector<std::string> units;
  for (uint32_t module : modules) {
    const ModuleUnit& unit = context.plan.modules[module];
    units.push_back(FileOf(context, module));
    std::string object = unit.objects.empty()
                             ? unit.name
                             : context.plan.objects[unit.objects[0]].path;
    std::vector<Because> chain = context.causes.Chain(object, unit.name);
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
    finding.definitions.push_back(
        {object, unit.name, false, context.causes.notes().SourceOf(object)});
  }
  std::sort(units.begin(), units.end());
  finding.object = units.front();
  finding.fid = FindingId(info.code, finding.object, {}, units);
  bool same = std::all_of(modules.begin(), modules.end(), [&](uint32_t m) {
    return FileName(context, m) == FileName(context, modules[0]);
  });
  std::string list;
  for (const std::string& unit : units) {
    if (!list.empty()) list += " and ";
    list += unit;
  }
  if (same) {
    finding.message = fmt::format("{} have one name", list);
    finding.help = "rename one of them";
    if (context.input.tree == nullptr) {
      if (MayBePreferred(units)) finding.level = FindingLevel::kWarning;
      finding.message += ": which of them is loaded is for depmod.d to say";
      finding.help = "remove all but one";
    }
  } else {
    finding.level = FindingLevel::kWarning;
    finding.message = fmt::format(
        "{} have one name to the kernel and depmod, which take - and _ for "
        "the same",
        list);
    finding.help = "rename one of them, or only one can be loaded";
  }
  return finding;
}

/// The letters that the kernel tells names apart by.
std::string Normalized(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

}  // namespace

void FindModuleNameTwice(const RuleInfo& info, RuleContext& context,
                         std::vector<Finding>& findings) {
  std::map<std::string, Modules> by_name;
  for (uint32_t i = 0; i < context.plan.modules.size(); ++i) {
    by_name[Normalized(FileName(context, i))].push_back(i);
  }
  for (auto& [name, modules] : by_name) {
    if (modules.size() < 2) continue;
    std::sort(modules.begin(), modules.end(), [&](uint32_t a, uint32_t b) {
      return context.plan.modules[a].name < context.plan.modules[b].name;
    });
    std::map<std::string_view, Modules> exactly;
    for (uint32_t module : modules) {
      exactly[FileName(context, module)].push_back(module);
    }
    for (const auto& [file, same] : exactly) {
      if (same.size() > 1) {
        findings.push_back(FindingAbout(info, same, context));
      }
    }
    if (exactly.size() > 1) {
      findings.push_back(FindingAbout(info, modules, context));
    }
  }
}

}  // namespace kplace
