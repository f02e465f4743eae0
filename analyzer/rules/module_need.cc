#include "analyzer/rules/module_need.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/fid.h"

namespace kplace {
namespace {

/// The objects of the module that leave the name undefined, with its index in
/// their symbol tables.
std::vector<Occurrence> UsersOf(const FaultyNeed& fault,
                                const RuleContext& context) {
  std::vector<Occurrence> users;
  std::optional<SymbolId> id = context.symbols.Find(fault.need->name);
  if (!id) return users;
  const std::vector<ObjectIndex>& members =
      context.plan.modules[fault.module].objects;
  for (Occurrence use : context.symbols.Uses(*id)) {
    if (std::find(members.begin(), members.end(), use.object) !=
        members.end()) {
      users.push_back(use);
    }
  }
  return users;
}

Finding FindingAbout(const RuleInfo& info, const FaultyNeed& fault,
                     ObjectIndex object, RuleContext& context) {
  const std::string& path = context.plan.objects[object].path;
  const std::string& unit = context.plan.modules[fault.module].name;
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  // Of what is exported the export's name counts: `.f` is f on ppc64.
  finding.symbol = fault.fault == NeedFault::kNotExported
                       ? fault.need->name
                       : fault.need->provider->name;
  finding.object = path;
  finding.fid = FindingId(info.code, path, finding.symbol, {unit});
  finding.because = context.causes.Chain(path, unit);
  return finding;
}

/// Relocations are read for what a finding shows; modpost looks at none.
void AddUses(Occurrence user, RuleContext& context, Finding& finding) {
  const ObjectFile& file = *context.objects.objects[user.object].file;
  uint32_t index = context.symbols.RecordOf(user).index;
  Result<std::vector<Reference>> places = file.ReadReferences(
      [&](const SymbolRecord& record) { return record.index == index; });
  if (!places) return;
  for (const Reference& place : *places) {
    if (place.allocated) AddUse(place, context, finding);
  }
}

}  // namespace

std::vector<Finding> FindingsFor(const RuleInfo& info, const FaultyNeed& fault,
                                 RuleContext& context) {
  const ModuleUnit& module = context.plan.modules[fault.module];
  std::vector<Finding> findings;
  for (Occurrence user : UsersOf(fault, context)) {
    Finding finding = FindingAbout(info, fault, user.object, context);
    AddUses(user, context, finding);
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    // No object names it just so: module_layout, or a numbered copy.
    ObjectIndex object = module.objects[fault.need->object];
    findings.push_back(FindingAbout(info, fault, object, context));
  }
  for (Finding& finding : findings) {
    if (finding.references.empty()) AddUse({}, context, finding);
    for (UseSite& site : finding.references) site.unit = module.name;
  }
  return findings;
}

std::vector<Occurrence> DefinitionsElsewhere(const FaultyNeed& fault,
                                             const RuleContext& context) {
  std::vector<Occurrence> definitions;
  std::optional<SymbolId> id = context.symbols.Find(fault.need->name);
  if (!id) return definitions;
  for (Occurrence definition : context.symbols.Definitions(*id)) {
    const PlannedObject& object = context.plan.objects[definition.object];
    bool elsewhere = context.link.linked[definition.object] ||
                     std::any_of(object.modules.begin(), object.modules.end(),
                                 [&](uint32_t m) { return m != fault.module; });
    if (elsewhere) definitions.push_back(definition);
  }
  return definitions;
}

void AddDefinition(ObjectIndex object, const std::string& unit, bool exported,
                   RuleContext& context, Finding& finding) {
  DefinitionSite site;
  site.object = context.plan.objects[object].path;
  site.unit = unit;
  site.exported = exported;
  site.source = context.causes.notes().SourceOf(site.object);
  std::vector<Because> chain = context.causes.Chain(site.object, unit);
  finding.because.insert(finding.because.end(), chain.begin(), chain.end());
  finding.definitions.push_back(std::move(site));
}

void AddProvider(const FaultyNeed& fault, RuleContext& context,
                 Finding& finding) {
  const Export& provider = *fault.need->provider;
  const ModuleFacts& modules = context.modules;
  const std::string& unit = modules.exports.NameOf(provider.unit);
  if (auto object = modules.ObjectOf(provider, context.plan)) {
    AddDefinition(*object, unit, true, context, finding);
    return;
  }
  // Only a symvers file knows it.
  DefinitionSite site;
  site.object = unit;
  site.unit = unit;
  site.exported = true;
  finding.definitions.push_back(std::move(site));
}

std::string MainSourceOf(uint32_t module, RuleContext& context) {
  const std::vector<ObjectIndex>& members =
      context.plan.modules[module].objects;
  if (members.empty()) return context.plan.modules[module].name;
  ObjectIndex main = members.front();
  for (ObjectIndex member : members) {
    const LoadedObject& object = context.objects.objects[member];
    if (object.file && object.file->symbols().HasModinfo("license")) {
      main = member;
      break;
    }
  }
  const std::string& path = context.plan.objects[main].path;
  std::string source = context.causes.notes().SourceOf(path);
  return source.empty() ? path : source;
}

std::string UserSays(const FaultyNeed& fault, const RuleContext& context) {
  return fmt::format("{} uses {}", context.plan.modules[fault.module].name,
                     fault.need->name);
}

}  // namespace kplace
