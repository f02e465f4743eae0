// KP0007: no object of a module has a MODULE_LICENSE().
//
// modpost refuses the module (scripts/mod/modpost.c, read_symbols: "missing
// MODULE_LICENSE() in %s") and names its relocatable object, X.o of X.ko.  One
// object of the module with a licence is enough.

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/fid.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

enum class License { kPresent, kAbsent, kNotToldYet };

bool HasKey(const ObjectSymbols& object, std::string_view key) {
  return std::any_of(
      object.modinfo.begin(), object.modinfo.end(),
      [&](const ModinfoEntry& entry) { return entry.key == key; });
}

/// Code compiled for vmlinux has "NAME.license"; such an object is left from
/// another configuration, and compiling it anew will tell.
License LicenseOf(const ModuleUnit& module, RuleContext& context) {
  License license = License::kAbsent;
  for (ObjectIndex index : module.objects) {
    const LoadedObject& object = context.objects.objects[index];
    if (!object.file) {
      license = License::kNotToldYet;  // told when it was read
      continue;
    }
    const ObjectSymbols& symbols = object.file->symbols();
    if (HasKey(symbols, "license")) return License::kPresent;
    if (symbols.HasModinfo("license")) {
      context.unknowns.Add(context.plan.objects[index].path,
                           fmt::format("was compiled for vmlinux and is now "
                                       "part of {}: run make",
                                       module.name));
      license = License::kNotToldYet;
    }
  }
  return module.objects.empty() ? License::kNotToldYet : license;
}

/// modpost names X.o for X.ko; of a finished module there is only the file.
std::string ObjectNameOf(const ModuleUnit& module, const RuleContext& context) {
  const std::string& first = context.plan.objects[module.objects[0]].path;
  bool finished = module.objects.size() == 1 && !first.ends_with(".o");
  return finished ? first
                  : module.name.substr(0, module.name.rfind(".ko")) + ".o";
}

Finding FindingAbout(const RuleInfo& info, const ModuleUnit& module,
                     RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.object = ObjectNameOf(module, context);
  finding.fid = FindingId(info.code, finding.object, {}, {module.name});
  for (ObjectIndex index : module.objects) {
    const std::string& object = context.plan.objects[index].path;
    std::vector<Because> chain = context.causes.Chain(object, module.name);
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
  }
  const std::string& first = context.plan.objects[module.objects[0]].path;
  ModuleCause cause =
      context.causes.AddWhyModule(first, module.name, finding.because);
  finding.message =
      module.objects.size() == 1
          ? fmt::format("{} has no MODULE_LICENSE()", module.name)
          : fmt::format("none of the {} objects of {} has a MODULE_LICENSE()",
                        module.objects.size(), module.name);
  std::string source = context.causes.notes().SourceOf(first);
  std::vector<std::string> ways = {
      "add MODULE_LICENSE() and MODULE_DESCRIPTION() to " +
      (source.empty() ? "the source of " + first : source)};
  if (!cause.option.empty()) {
    ways.push_back(fmt::format("make {} a bool", WithoutPrefix(cause.option)));
  }
  finding.help = Alternatives(ways);
  return finding;
}

}  // namespace

void FindModuleWithoutLicense(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings) {
  for (const ModuleUnit& module : context.plan.modules) {
    if (LicenseOf(module, context) == License::kAbsent) {
      findings.push_back(FindingAbout(info, module, context));
    }
  }
}

}  // namespace kplace
