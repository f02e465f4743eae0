#include "analyzer/rules/absent_symbol.h"

#include <fmt/format.h>

namespace kplace {
namespace {

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

std::string MessageOf(const std::string& user, const std::string& symbol,
                      const std::vector<Provider>& providers) {
  if (providers.empty()) {
    return fmt::format(
        "{} uses {}, which no object that was built defines, nor any source "
        "file that was searched",
        user, symbol);
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
  return fmt::format("{} uses {}, which {} would define: it {}", user, symbol,
                     who, why);
}

}  // namespace

void TellProviders(const std::string& user, const std::string& caller_option,
                   const std::vector<Provider>& providers, Causes& causes,
                   Finding& finding) {
  for (const Provider& provider : providers) {
    finding.definitions.push_back(provider.site);
    finding.because.insert(finding.because.end(), provider.because.begin(),
                           provider.because.end());
  }
  bool off = !providers.empty() && !providers.front().off.empty();
  std::string guard_at = causes.AddGuardOfAbsent(
      finding.object,
      providers.empty() ? std::string() : providers.front().site.object,
      finding.symbol, off ? providers.front().off.back() : std::string(),
      finding.because);
  finding.message = MessageOf(user, finding.symbol, providers);
  finding.help = HelpFor(providers, caller_option, guard_at);
}

}  // namespace kplace
