#include "analyzer/scan/open_guards.h"

#include <array>
#include <utility>

#include "analyzer/search/presence_formula.h"
#include "kbuildparse/kconfig/condition_text.h"

namespace kplace {
namespace {

using kconfig::FormulaNo;

constexpr size_t kMostGuards = 6;

}  // namespace

std::vector<std::vector<SearchResult>> WitnessesPastGuards(
    const std::vector<ScanQuestion>& questions,
    const std::vector<Guards>& guards, const std::vector<size_t>& which,
    const ScanInput& input) {
  // All formulas first: the model is of the table as it is then.
  PresenceFormulas presence(input.conditions, input.symbols);
  std::vector<std::vector<std::array<FormulaNo, 2>>> wanted(which.size());
  for (size_t n = 0; n < which.size(); ++n) {
    const FormulaNo violated = presence.Of(questions[which[n]].violated);
    for (const std::string& opener : guards[which[n]].openers) {
      if (wanted[n].size() == kMostGuards) break;
      auto formula = kconfig::ReadCondition(opener, input.symbols);
      if (formula) wanted[n].push_back({violated, *formula});
    }
  }
  kconfig::UserValues base = input.base;
  base.resize(input.symbols.size());
  ConfigurationSearch search({input.symbols, input.macros, base});
  std::vector<std::vector<SearchResult>> witnesses(which.size());
  for (size_t n = 0; n < which.size(); ++n) {
    for (const auto& conditions : wanted[n]) {
      SearchResult result = search.Find(conditions);
      if (result.answer == Answer::kYes) {
        witnesses[n].push_back(std::move(result));
      }
    }
  }
  return witnesses;
}

}  // namespace kplace
