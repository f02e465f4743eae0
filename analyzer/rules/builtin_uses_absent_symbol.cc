// KP0002: vmlinux refers to a symbol that nothing linked defines.
//
// "Nothing" can only be said when everything was read; with a hole in the
// inputs the names are listed as unknown instead, and so is a name that the
// source of an object defines that a module should have and that was not read.
// Who would define it is asked of the whole tree, since its object need not
// have been compiled.

#include <fmt/format.h>

#include <map>
#include <set>

#include "analyzer/explain/providers.h"
#include "analyzer/fid.h"
#include "analyzer/rules/absent_symbol.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

void TellDoubt(const std::set<std::string>& symbols, RuleContext& context) {
  std::vector<std::string> names(symbols.begin(), symbols.end());
  context.unknowns.Add(
      "vmlinux",
      fmt::format("{} symbol{} it needs {} defined by nothing that was read "
                  "({}), but {}",
                  names.size(), names.size() == 1 ? "" : "s",
                  names.size() == 1 ? "is" : "are", FirstFew(names),
                  context.doubt));
}

/// The provider that is linked into something and could not be read, or null:
/// what it defines nobody knows, its source notwithstanding.
const Provider* UnreadProvider(const std::vector<Provider>& providers,
                               const RuleContext& context) {
  for (const Provider& provider : providers) {
    const PlannedObject* object = context.plan.Find(provider.site.object);
    if (object == nullptr) continue;
    auto index = static_cast<size_t>(object - context.plan.objects.data());
    if (!context.objects.objects[index].file) return &provider;
  }
  return nullptr;
}

/// The message itself, where no line of a makefile tells.
void AddWhy(Finding& finding) {
  Because why;
  why.subject = finding.object;
  why.verdict = "why";
  why.sentence = finding.message;
  finding.because.push_back(std::move(why));
}

/// The definition, in `object`, is linked, but the script drops the section it
/// is in.
void TellDropped(const std::string& object, std::string message,
                 RuleContext& context, Finding& finding) {
  DefinitionSite site;
  site.object = object;
  site.unit = "vmlinux";
  site.source = context.causes.notes().SourceOf(object);
  finding.definitions.push_back(std::move(site));
  finding.message = std::move(message);
  AddWhy(finding);
  finding.help =
      "take the definition out of that section (__exit, __discard), or keep "
      "other sections from using it";
}

Finding FindingAboutDropped(const RuleInfo& info,
                            const BrokenReference& reference,
                            RuleContext& context) {
  Finding finding = FindingFor(info, reference, context);
  const std::string& object =
      context.plan.objects[reference.dropped_definition->object].path;
  TellDropped(
      object,
      fmt::format("built-in code uses {}, which {} defines in a section "
                  "that the linker script drops",
                  finding.symbol, object),
      context, finding);
  return finding;
}

/// The same within one object.
Finding FindingAboutDiscarded(const RuleInfo& info,
                              const DiscardedReference& reference,
                              RuleContext& context) {
  Finding finding =
      FindingInVmlinux(info, reference.object, reference.name, context);
  AddUses(reference.places, reference.in_vmlinux_o, context, finding);
  // Static functions of several sections, or several tables, are several
  // findings.
  finding.fid = FindingId(info.code, finding.object, finding.symbol,
                          {"vmlinux", std::string(reference.section),
                           std::string(reference.table)});
  std::string what =
      reference.name == reference.section
          ? fmt::format("the section {} of its own file", reference.section)
          : fmt::format("{} in the section {} of its own file", reference.name,
                        reference.section);
  std::string object = finding.object;
  TellDropped(
      object,
      fmt::format("built-in code uses {}, which the linker script drops", what),
      context, finding);
  return finding;
}

/// The linker script itself uses the name.
Finding FindingAboutScript(const RuleInfo& info, const ScriptNeed& need,
                           RuleContext& context) {
  Finding finding;
  finding.rule = &info;
  finding.level = info.level;
  finding.symbol = need.symbol;
  finding.object =
      "arch/" + context.input.tree->srcarch + "/kernel/vmlinux.lds";
  finding.fid = FindingId(info.code, finding.object, need.symbol, {"vmlinux"});
  UseSite site;
  site.object = finding.object;
  site.unit = "vmlinux";
  site.source = finding.object;
  site.line = need.line;
  finding.references.push_back(std::move(site));
  finding.message = fmt::format(
      "the linker script uses {}, which nothing linked defines", need.symbol);
  AddWhy(finding);
  finding.help = "build the object that defines it";
  return finding;
}

/// Those that are not told of otherwise, with what could define them.
void AddAbsent(const RuleInfo& info,
               const std::vector<const BrokenReference*>& absent,
               const std::set<std::string>& symbols, RuleContext& context,
               std::vector<Finding>& findings) {
  std::map<std::string, std::vector<Provider>> found = FindProviders(
      context.input, context.plan, context.causes.notes(), symbols);
  for (const BrokenReference* reference : absent) {
    Finding finding = FindingFor(info, *reference, context);
    if (const Provider* unread =
            UnreadProvider(found[finding.symbol], context)) {
      context.unknowns.Add(
          unread->site.object,
          fmt::format("vmlinux needs {}, which its source defines, but it "
                      "could not be read",
                      finding.symbol));
      continue;
    }
    TellProviders("built-in code",
                  context.causes.OptionOf(finding.object, "vmlinux", "y"),
                  found[finding.symbol], context.causes, finding);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void FindBuiltinUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                 std::vector<Finding>& findings) {
  for (const DiscardedReference& reference : context.discarded) {
    findings.push_back(FindingAboutDiscarded(info, reference, context));
  }
  std::vector<const BrokenReference*> absent;
  std::set<std::string> symbols;
  for (const BrokenReference& reference : context.broken) {
    if (reference.dropped_definition) {
      findings.push_back(FindingAboutDropped(info, reference, context));
      continue;
    }
    if (!ModuleDefinitions(context, reference.symbol).empty()) continue;
    symbols.emplace(context.symbols.NameOf(reference.symbol));
    absent.push_back(&reference);
  }
  if (!context.doubt.empty()) {
    for (const ScriptNeed& need : context.expressions) {
      symbols.insert(need.symbol);
    }
    if (!symbols.empty()) TellDoubt(symbols, context);
    return;
  }
  for (const ScriptNeed& need : context.expressions) {
    findings.push_back(FindingAboutScript(info, need, context));
  }
  if (!absent.empty()) AddAbsent(info, absent, symbols, context, findings);
}

}  // namespace kplace
