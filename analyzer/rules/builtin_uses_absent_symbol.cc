// KP0002: vmlinux refers to a symbol that nothing linked defines.
//
// "Nothing" can only be said when everything was read; with a hole in the
// inputs the names are listed as unknown instead.  Who would define it is asked
// of the whole tree, since its object need not have been compiled.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "analyzer/providers.h"
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

std::string Together(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += " and ";
    text += name;
  }
  return text;
}

std::string HelpFor(const std::vector<Provider>& providers,
                    const std::string& caller_option,
                    const std::string& guard_at) {
  if (providers.empty()) {
    return "build the object that defines it, or let the header offer a stub";
  }
  const Provider& first = providers.front();
  if (first.state == ProviderState::kCompiledWithout) {
    return fmt::format(
        "turn on the option that {} asks for around it, or let "
        "the header offer a stub",
        first.site.source);
  }
  if (first.off.empty()) {
    std::string link = fmt::format("link {}", first.site.object);
    return Alternatives({link, "let the header offer a stub"});
  }
  std::vector<std::string> ways = {"turn on " + Together(first.off)};
  std::string caller = WithoutPrefix(caller_option);
  if (!caller.empty()) {
    std::vector<std::string> names;
    for (const std::string& option : first.off) {
      names.push_back(WithoutPrefix(option));
    }
    ways.push_back(fmt::format("let {} select {}", caller, Together(names)));
  }
  if (!guard_at.empty()) {
    ways.push_back(
        fmt::format("ask IS_REACHABLE({}) in {}", first.off.back(), guard_at));
  }
  return Alternatives(ways);
}

std::string MessageOf(const std::string& symbol,
                      const std::vector<Provider>& providers) {
  if (providers.empty()) {
    return fmt::format(
        "built-in code uses {}, which no object that was built defines, nor "
        "any source file that was searched",
        symbol);
  }
  const Provider& first = providers.front();
  size_t others = providers.size() - 1;
  std::string who =
      others == 0 ? "only " + first.site.object
                  : fmt::format("{} (or {} more)", first.site.object, others);
  std::string why = "is not linked";
  if (first.state == ProviderState::kCompiledWithout) {
    why = "was compiled without it";
  } else if (!first.off.empty()) {
    why += " with " + Together(first.off) +
           (first.off.size() == 1 ? "=n" : " off");
  }
  return fmt::format("built-in code uses {}, which {} would define: it {}",
                     symbol, who, why);
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
    const std::vector<Provider>& providers = found[finding.symbol];
    for (const Provider& provider : providers) {
      finding.definitions.push_back(provider.site);
      finding.because.insert(finding.because.end(), provider.because.begin(),
                             provider.because.end());
    }
    bool off = !providers.empty() && !providers.front().off.empty();
    std::string guard_at = context.causes.AddGuardOfAbsent(
        finding.object,
        providers.empty() ? std::string() : providers.front().site.object,
        finding.symbol, off ? providers.front().off.back() : std::string(),
        finding.because);
    finding.message = MessageOf(finding.symbol, providers);
    finding.help = HelpFor(
        providers, context.causes.OptionOf(finding.object, "vmlinux", "y"),
        guard_at);
    findings.push_back(std::move(finding));
  }
}

}  // namespace kplace
