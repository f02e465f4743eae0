// KP0002: vmlinux refers to a symbol that nothing linked defines.
//
// "Nothing" can only be said when everything was read; with a hole in the
// inputs the names are listed as unknown instead, and so is a name that the
// source of an object defines that a module should have and that was not read.
// Who would define it is asked of the whole tree, since its object need not
// have been compiled.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "analyzer/providers.h"
#include "analyzer/rules/absent_symbol.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

/// ld makes these when an output section has that name (binutils manual,
/// "Input Section Example": C identifiers).
bool IsSectionBound(std::string_view symbol) {
  return symbol.starts_with("__start_") || symbol.starts_with("__stop_");
}

void SetSectionBoundsAside(std::set<std::string>& symbols,
                           RuleContext& context) {
  std::vector<std::string> bounds;
  std::copy_if(symbols.begin(), symbols.end(), std::back_inserter(bounds),
               IsSectionBound);
  for (const std::string& name : bounds) symbols.erase(name);
  context.unknowns.AddGroup(bounds, "symbols",
                            "the linker defines it if a section has that name",
                            UnknownKind::kUndecided);
}

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

}  // namespace

void FindBuiltinUsesAbsentSymbol(const RuleInfo& info, RuleContext& context,
                                 std::vector<Finding>& findings) {
  std::vector<const BrokenReference*> absent;
  std::set<std::string> symbols;
  for (const BrokenReference& reference : context.broken) {
    if (!ModuleDefinitions(context, reference.symbol).empty()) continue;
    std::string name(context.symbols.NameOf(reference.symbol));
    symbols.insert(std::move(name));
    absent.push_back(&reference);
  }
  if (absent.empty()) return;
  if (!context.doubt.empty()) {
    TellDoubt(symbols, context);
    return;
  }
  SetSectionBoundsAside(symbols, context);
  std::map<std::string, std::vector<Provider>> found = FindProviders(
      context.input, context.plan, context.causes.notes(), symbols);
  for (const BrokenReference* reference : absent) {
    if (!symbols.contains(
            std::string(context.symbols.NameOf(reference->symbol)))) {
      continue;
    }
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

}  // namespace kplace
