#include "analyzer/rules/exported_twice.h"

#include <fmt/format.h>

#include "analyzer/fid.h"
#include "analyzer/modules/installed_modules.h"
#include "analyzer/rules/module_need.h"

namespace kplace {
namespace {

/// Adds one of the two exports.
void AddExport(const Export& item, RuleContext& context, Finding& finding) {
  const std::string& unit = context.modules.exports.NameOf(item.unit);
  if (auto object = context.modules.ObjectOf(item, context.plan)) {
    AddDefinition(*object, unit, true, context, finding);
  } else {
    finding.definitions.push_back({unit, unit, true, {}});
  }
}

std::string HelpFor(const Finding& finding) {
  const DefinitionSite& first = finding.definitions.front();
  const DefinitionSite& second = finding.definitions.back();
  if (first.object == second.object) {
    return fmt::format("make {} a module of its own, instead of a part of both",
                       first.source.empty() ? first.object : first.source);
  }
  return fmt::format("rename one of them, or let {} use what {} exports",
                     second.unit, first.unit);
}

Finding FindingAbout(const RuleInfo& info, const ExportClash& clash,
                     RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.symbol = clash.later->name;
  AddExport(*clash.previous, context, finding);
  AddExport(*clash.later, context, finding);
  const DefinitionSite& first = finding.definitions.front();
  const DefinitionSite& second = finding.definitions.back();
  finding.object = second.object;
  finding.fid = FindingId(info.code, second.object, finding.symbol,
                          {first.unit, second.unit});
  finding.message = fmt::format("{} exports {}, which {} exports already",
                                second.unit, finding.symbol, first.unit);
  finding.help = HelpFor(finding);
  return finding;
}

/// Two files of one name: of installed modules one alone is ever loaded, and
/// KP0011 tells of them.
bool AreOneModule(const ExportClash& clash, const RuleContext& context) {
  if (context.kernel == nullptr || context.kernel->external) return false;
  const ExportTable& exports = context.modules.exports;
  return ModuleName(exports.NameOf(clash.previous->unit)) ==
         ModuleName(exports.NameOf(clash.later->unit));
}

}  // namespace

void FindSymbolExportedTwice(const RuleInfo& info, RuleContext& context,
                             std::vector<Finding>& findings) {
  bool external = context.kernel != nullptr && context.kernel->external;
  for (const ExportClash& clash : context.modules.exports.Clashes(external)) {
    // One unit, told of by its file and by a list, or by two lists.
    bool told_twice = clash.previous->unit == clash.later->unit &&
                      (clash.previous->object == Export::kNoObject ||
                       clash.later->object == Export::kNoObject);
    if (told_twice || AreOneModule(clash, context)) continue;
    findings.push_back(FindingAbout(info, clash, context));
  }
}

}  // namespace kplace
