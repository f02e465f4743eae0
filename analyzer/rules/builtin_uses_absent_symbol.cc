// KP0002: vmlinux refers to a symbol that nothing linked defines.
//
// "Nothing" can only be said when everything was read; with a hole in the
// inputs the names are listed as unknown instead.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "analyzer/rules/rules.h"
#include "analyzer/unplaced_objects.h"

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

std::string HelpFor(const Finding& finding, const std::string& caller_option) {
  if (finding.definitions.empty()) {
    return "build the object that defines it, or let the header offer a stub";
  }
  std::string with = fmt::format("turn on the option that links {}",
                                 finding.definitions.front().object);
  if (caller_option.empty()) return with;
  return Alternatives({with, fmt::format("let {} select that option",
                                         WithoutPrefix(caller_option))});
}

std::string MessageOf(const Finding& finding) {
  if (finding.definitions.empty()) {
    return fmt::format(
        "built-in code uses {}, which no object that was built "
        "defines",
        finding.symbol);
  }
  return fmt::format(
      "built-in code uses {}, which only {} defines, and that "
      "is not linked",
      finding.symbol, finding.definitions.front().object);
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
  std::map<std::string, std::vector<std::string>> unplaced =
      FindUnplacedDefinitions(*context.input.files,
                              context.input.tree->build_dir, context.plan,
                              *context.input.placement, symbols);
  for (const BrokenReference* reference : absent) {
    if (!symbols.contains(
            std::string(context.symbols.NameOf(reference->symbol)))) {
      continue;
    }
    Finding finding = FindingFor(info, *reference, context);
    for (const std::string& object : unplaced[finding.symbol]) {
      finding.definitions.push_back(
          {object, {}, false, context.causes.notes().SourceOf(object)});
    }
    std::string definer =
        finding.definitions.empty() ? "" : finding.definitions.front().object;
    context.causes.AddGuard(finding.object, definer, finding.symbol, {},
                            finding.because);
    finding.message = MessageOf(finding);
    finding.help = HelpFor(
        finding, context.causes.OptionOf(finding.object, "vmlinux", "y"));
    findings.push_back(std::move(finding));
  }
}

}  // namespace kplace
