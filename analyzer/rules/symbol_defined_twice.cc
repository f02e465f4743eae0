// KP0009: two strong definitions of one name are linked together, or one name is
// exported twice (exported_twice.h).
//
// GNU ld says "multiple definition of", ld.lld "duplicate symbol"; in vmlinux
// it is the link of vmlinux.o that fails first, in a module made of several
// objects the `ld -r` that joins them.  Weak and common definitions give way,
// COMDAT groups are joined, members of lib.a count when something takes them.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/fid.h"
#include "analyzer/rules/exported_twice.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

/// Objects in link order that each define the symbol in one unit.
Finding FindingAbout(const RuleInfo& info, std::string_view symbol,
                     const std::string& unit,
                     const std::vector<Occurrence>& definitions,
                     RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.symbol = symbol;
  std::vector<std::string> objects;
  for (Occurrence definition : definitions) {
    DefinitionSite site;
    site.object = context.plan.objects[definition.object].path;
    site.unit = unit;
    site.source = context.causes.notes().SourceOf(site.object);
    objects.push_back(site.object);
    std::vector<Because> chain = context.causes.Chain(site.object, unit);
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
    finding.definitions.push_back(std::move(site));
  }
  // The one that comes second is the one that the linker complains about.
  finding.object = objects[1];
  finding.fid = FindingId(info.code, finding.object, finding.symbol, {unit});
  finding.message = fmt::format("{} and {} both define {} in {}", objects[0],
                                FirstFew({objects.begin() + 1, objects.end()}),
                                finding.symbol, unit);
  finding.help =
      "make it static where only its own file uses it, give one another name, "
      "or keep the objects out of one configuration";
  return finding;
}

/// Without definitions in a COMDAT group whose name came before.
std::vector<Occurrence> WithoutGroups(
    const std::vector<Occurrence>& definitions, const RuleContext& context) {
  std::set<std::string_view> groups;
  std::vector<Occurrence> left;
  for (Occurrence definition : definitions) {
    const auto& comdats =
        context.objects.objects[definition.object].file->symbols().comdats;
    uint32_t comdat = context.symbols.RecordOf(definition).comdat;
    if (comdat != 0 && !groups.insert(comdats[comdat]).second) continue;
    left.push_back(definition);
  }
  return left;
}

void FindInModules(const RuleInfo& info, RuleContext& context,
                   std::vector<Finding>& findings) {
  for (SymbolId id = 0; id < context.symbols.size(); ++id) {
    std::span<const Occurrence> all = context.symbols.Definitions(id);
    if (all.size() < 2) continue;
    std::map<uint32_t, std::vector<Occurrence>> by_module;
    for (Occurrence definition : all) {
      for (uint32_t module : context.plan.objects[definition.object].modules) {
        by_module[module].push_back(definition);
      }
    }
    for (const auto& [module, definitions] : by_module) {
      std::vector<Occurrence> rivals =
          Rivals(context.symbols, WithoutGroups(definitions, context));
      if (rivals.size() < 2) continue;
      findings.push_back(FindingAbout(info, context.symbols.NameOf(id),
                                      context.plan.modules[module].name, rivals,
                                      context));
    }
  }
}

}  // namespace

void FindSymbolDefinedTwice(const RuleInfo& info, RuleContext& context,
                            std::vector<Finding>& findings) {
  for (const DefinedTwice& twice : context.link.twice) {
    findings.push_back(FindingAbout(info, context.symbols.NameOf(twice.symbol),
                                    "vmlinux", twice.definitions, context));
  }
  FindInModules(info, context, findings);
  FindSymbolExportedTwice(info, context, findings);
}

}  // namespace kplace
