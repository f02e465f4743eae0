// KP0012: modules that lie together were not built together.
//
// Four things tell.  With CONFIG_MODVERSIONS a module notes a checksum of the
// type of everything it uses (`__versions`), and the kernel refuses to load it
// beside an export with another one ("disagrees about version of symbol",
// kernel/module/version.c); depmod -E says the same.  A module that notes none
// beside exports that have some ("no symbol version for").  `vermagic` names
// the release and the kind of kernel, and has to be that of the kernel
// (same_magic).  And `depends` is the list of modules that modpost computed
// when the module was built.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/fid.h"
#include "analyzer/modules/installed_modules.h"
#include "analyzer/rules/rules.h"
#include "support/path.h"

namespace kplace {
namespace {

class OtherBuildsRule {
 public:
  OtherBuildsRule(const RuleInfo& info, RuleContext& context,
                  std::vector<Finding>& findings)
      : info_(info), context_(context), findings_(findings) {}

  void Apply() {
    for (uint32_t i = 0; i < context_.plan.modules.size(); ++i) {
      const ModuleUnit& unit = context_.plan.modules[i];
      if (unit.objects.size() != 1) continue;  // none, or not linked yet
      ObjectIndex first = unit.objects[0];
      if (!context_.plan.objects[first].finished) continue;
      if (context_.objects.objects[first].needed_crcs.empty()) {
        LookForVersions(i);
      } else {
        CompareVersions(i);
      }
    }
    TellUnversioned();
    CompareMagic();
    CompareDepends();
  }

 private:
  /// A module of one object, linked; null for the objects of a build.
  const ObjectSymbols* FinishedModule(uint32_t module) const {
    const ModuleUnit& unit = context_.plan.modules[module];
    if (unit.objects.size() != 1) return nullptr;
    const LoadedObject& object = context_.objects.objects[unit.objects[0]];
    if (!object.file || !object.file->symbols().HasModinfo("vermagic")) {
      return nullptr;
    }
    return &object.file->symbols();
  }

  const std::string& NameOf(uint32_t module) const {
    return context_.plan.modules[module].name;
  }

  /// `aspect` keeps the identities of two findings on one module apart.
  Finding FindingAbout(uint32_t module, std::string_view symbol,
                       const char* aspect) const {
    Finding finding;
    finding.rule = &info_;
    finding.level = info_.level;
    finding.symbol = symbol;
    finding.object =
        context_.plan.objects[context_.plan.modules[module].objects[0]].path;
    finding.fid =
        FindingId(info_.code, finding.object, symbol, {NameOf(module), aspect});
    return finding;
  }

  // ------------------------------------------------------------- __versions

  void CompareVersions(uint32_t module) {
    ObjectIndex index = context_.plan.modules[module].objects[0];
    const ExportTable& exports = context_.modules.exports;
    for (const SymbolCrc& version :
         context_.objects.objects[index].needed_crcs) {
      const Export* provider = exports.Find(version.name);
      if (provider == nullptr || !provider->crc ||
          *provider->crc == version.crc) {
        continue;
      }
      Finding finding = FindingAbout(module, version.name, "version");
      const std::string& unit = exports.NameOf(provider->unit);
      UseSite use;
      use.object = finding.object;
      use.unit = NameOf(module);
      finding.references.push_back(std::move(use));
      DefinitionSite site;
      site.object = unit;
      site.unit = unit;
      site.exported = true;
      if (auto object = context_.modules.ObjectOf(*provider, context_.plan)) {
        site.object = context_.plan.objects[*object].path;
      }
      finding.definitions.push_back(std::move(site));
      finding.message = fmt::format(
          "{} was built with another version of {} than {} exports: "
          "0x{:08x} and 0x{:08x}",
          NameOf(module), version.name, unit, version.crc, *provider->crc);
      finding.help = "build both from one tree with one configuration";
      findings_.push_back(std::move(finding));
    }
  }

  /// A module that notes no versions of what has some.
  struct Unversioned {
    uint32_t module = 0;
    std::vector<std::string> names;  ///< that it uses
  };

  void LookForVersions(uint32_t module) {
    Unversioned found{module, {}};
    for (const Need& need : context_.modules.linked[module].needs) {
      if (need.provider == nullptr) continue;
      if (need.provider->crc.value_or(0) == 0) continue;
      found.names.emplace_back(need.name);
    }
    if (!found.names.empty()) unversioned_.push_back(std::move(found));
  }

  /// Where most modules are like that they were built without versions, and the
  /// exports are those of another kernel.
  void TellUnversioned() {
    if (unversioned_.size() * 2 > context_.plan.modules.size() &&
        unversioned_.size() > 1) {
      context_.unknowns.Add(
          "modules",
          fmt::format("{} of {} do not say which versions they were built "
                      "with, and what they use has versions ({}): they are of "
                      "another kernel than the list of exports; name the "
                      "Module.symvers that belongs to them with --symvers",
                      unversioned_.size(), context_.plan.modules.size(),
                      FirstFew(unversioned_.front().names)));
      return;
    }
    for (const Unversioned& found : unversioned_) {
      Finding finding = FindingAbout(found.module, {}, "unversioned");
      finding.message = fmt::format(
          "{} does not say which versions it was built with, and what it uses "
          "has versions ({}): the kernel does not load it unless forced to",
          NameOf(found.module), FirstFew(found.names));
      finding.help = "build it for this kernel, with CONFIG_MODVERSIONS";
      Because why;
      why.subject = finding.object;
      why.verdict = "why";
      why.sentence = finding.message;
      finding.because.push_back(std::move(why));
      findings_.push_back(std::move(finding));
    }
  }

  // --------------------------------------------------------------- vermagic

  /// What most modules say is taken for that of the kernel.
  void CompareMagic() {
    std::map<std::string_view, std::vector<uint32_t>> by_magic;
    for (uint32_t i = 0; i < context_.plan.modules.size(); ++i) {
      const ObjectSymbols* symbols = FinishedModule(i);
      if (symbols == nullptr) continue;
      by_magic[Trimmed(*symbols->Modinfo("vermagic"))].push_back(i);
    }
    if (by_magic.size() < 2) return;
    auto usual = std::max_element(by_magic.begin(), by_magic.end(),
                                  [](const auto& a, const auto& b) {
                                    return a.second.size() < b.second.size();
                                  });
    for (const auto& [magic, modules] : by_magic) {
      if (magic == usual->first) continue;
      for (uint32_t module : modules) {
        Finding finding = FindingAbout(module, {}, "vermagic");
        finding.message = fmt::format(
            "{} was built for another kernel: vermagic \"{}\", and {} of {} "
            "modules have \"{}\"",
            NameOf(module), magic, usual->second.size(),
            context_.plan.modules.size(), usual->first);
        finding.help = "build it for this kernel, or remove it";
        findings_.push_back(std::move(finding));
      }
    }
  }

  static std::string_view Trimmed(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
  }

  // ---------------------------------------------------------------- depends

  void CompareDepends() {
    std::map<std::string, uint32_t> by_name;
    for (uint32_t i = 0; i < context_.plan.modules.size(); ++i) {
      by_name.emplace(ModuleName(NameOf(i)), i);
    }
    // What is missing altogether is KP0006's business.
    std::set<uint32_t> lacking;
    for (const FaultyNeed& fault : context_.modules.faults) {
      if (fault.fault == NeedFault::kNotExported) lacking.insert(fault.module);
    }
    for (uint32_t i = 0; i < context_.plan.modules.size(); ++i) {
      const ObjectSymbols* symbols = FinishedModule(i);
      if (symbols == nullptr || lacking.contains(i)) continue;
      if (auto depends = symbols->Modinfo("depends")) {
        CompareDepends(i, *depends, by_name);
      }
    }
  }

  void CompareDepends(uint32_t module, std::string_view depends,
                      const std::map<std::string, uint32_t>& by_name) {
    std::set<std::string> said;
    for (;;) {
      size_t comma = depends.find(',');
      std::string name = ModuleName(depends.substr(0, comma));
      if (!name.empty()) said.insert(std::move(name));
      if (comma == std::string_view::npos) break;
      depends.remove_prefix(comma + 1);
    }
    std::set<std::string> needed;
    for (UnitId unit : context_.modules.linked[module].uses) {
      needed.insert(ModuleName(context_.modules.exports.NameOf(unit)));
    }
    std::vector<std::string> absent, idle, untold;
    for (const std::string& name : said) {
      if (!by_name.contains(name)) {
        absent.push_back(name);
      } else if (!needed.contains(name)) {
        idle.push_back(name);
      }
    }
    std::set_difference(needed.begin(), needed.end(), said.begin(), said.end(),
                        std::back_inserter(untold));
    std::string text;
    auto add = [&](const char* what, const std::vector<std::string>& names) {
      if (names.empty()) return;
      text += fmt::format("{}{} {}", text.empty() ? "" : "; ", what,
                          FirstFew(names));
    };
    add("it names what is not there:", absent);
    add("it names what none of its symbols need:", idle);
    add("it does not name what they need:", untold);
    if (text.empty()) return;
    Finding finding = FindingAbout(module, {}, "depends");
    finding.message =
        fmt::format("`depends` of {} is not what its symbols need: {}",
                    NameOf(module), text);
    finding.help = "build the modules together, or install those it names";
    findings_.push_back(std::move(finding));
  }

  const RuleInfo& info_;
  RuleContext& context_;
  std::vector<Finding>& findings_;
  std::vector<Unversioned> unversioned_;
};

}  // namespace

void FindModulesOfOtherBuilds(const RuleInfo& info, RuleContext& context,
                              std::vector<Finding>& findings) {
  OtherBuildsRule(info, context, findings).Apply();
}

}  // namespace kplace
