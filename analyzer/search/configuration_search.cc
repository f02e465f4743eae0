#include "analyzer/search/configuration_search.h"

#include <fmt/core.h>

#include <utility>

#include "analyzer/search/assignment.h"
#include "analyzer/search/smallest_change.h"

namespace kplace {

using kconfig::FormulaNo;
using kconfig::KeptSetting;
using kconfig::Symbol;
using kconfig::SymbolNo;
using kconfig::Tristate;

ConfigurationSearch::ConfigurationSearch(const kconfig::ModelInputs& inputs)
    : inputs_(inputs), model_(inputs) {}

/// The search before this one may have given the solver variables of its own.
Literal ConfigurationSearch::Holds(FormulaNo condition) {
  model_.SkipVariables(solver_.variables());
  return model_.Holds(condition);
}

SearchResult ConfigurationSearch::Find(std::span<const FormulaNo> conditions) {
  std::vector<Literal> required;
  for (FormulaNo condition : conditions) {
    required.push_back(Holds(condition));
  }
  if (kept_.empty()) kept_ = model_.Keep();
  solver_.Load(model_.clauses());
  std::vector<Literal> answers_as_assumed = WithAnswersAsAssumed(required);
  std::vector<Literal> wishes;
  for (const KeptSetting& setting : kept_) wishes.push_back(setting.kept);

  SearchResult result;
  result.answer = FindSmallestChange(solver_, answers_as_assumed, wishes);
  if (result.answer == Answer::kYes) {
    ReadChange(result);
    Check(conditions, result);
  } else if (result.answer == Answer::kNo &&
             solver_.Solve(required) == Answer::kYes) {
    result.answer = Answer::kUnknown;
    std::string macros;
    for (const kconfig::OpenAnswer& open : model_.open()) {
      if (solver_.Holds(open.assumed)) continue;
      macros += (macros.empty() ? "" : ", ") +
                std::string(inputs_.symbols[open.macro].name);
    }
    result.doubt = "it would take another answer of " + macros;
  }
  return result;
}

std::vector<Literal> ConfigurationSearch::WithAnswersAsAssumed(
    std::vector<Literal> required) {
  for (const kconfig::OpenAnswer& open : model_.open()) {
    required.push_back(open.assumed);
  }
  return required;
}

Answer ConfigurationSearch::IsPossible(FormulaNo condition) {
  const std::vector<Literal> required = {Holds(condition)};
  solver_.Load(model_.clauses());
  Answer answer = solver_.Solve(WithAnswersAsAssumed(required));
  if (answer != Answer::kNo) return answer;
  return solver_.Solve(required) == Answer::kNo ? Answer::kNo
                                                : Answer::kUnknown;
}

/// Sets the option to what it is in the solver's assignment.
void ConfigurationSearch::Set(SymbolNo number, SearchResult& result) {
  const Symbol& symbol = inputs_.symbols[number];
  std::string text = TextOf(number, inputs_.symbols, model_, solver_);
  result.user[number] = AsUserValue(symbol, text);
  std::string line = fmt::format("CONFIG_{}={}", symbol.name,
                                 symbol.type == kconfig::OptionType::kString
                                     ? kconfig::Quote(text)
                                     : text);
  if (kconfig::IsTristateType(symbol.type) && text == "n") {
    line = fmt::format("# CONFIG_{} is not set", symbol.name);
  }
  result.change.push_back({number, std::move(line)});
}

void ConfigurationSearch::ReadChange(SearchResult& result) {
  result.user = inputs_.user;
  for (const KeptSetting& setting : kept_) {
    if (solver_.Holds(setting.kept)) continue;
    if (setting.choice < 0) {
      Set(setting.symbol, result);
      continue;
    }
    const auto& choice =
        inputs_.symbols.choices()[static_cast<size_t>(setting.choice)];
    for (SymbolNo member : choice.members) {
      auto [set, yes] = model_.Tristate(member);
      if (solver_.Holds(yes)) Set(member, result);
    }
  }
  AskOfChoices(inputs_.symbols, result.user);
}

/// What conf makes of it must be what the solver says.
void ConfigurationSearch::Check(std::span<const FormulaNo> conditions,
                                SearchResult& result) {
  kconfig::Values values(inputs_.symbols, result.user, inputs_.macros);
  result.doubt = Difference(inputs_, values, model_, solver_);
  for (FormulaNo condition : conditions) {
    if (values.Evaluate(condition) == Tristate::kNo) {
      result.doubt = "conf's rules do not confirm what the model says";
    }
  }
  if (!result.doubt.empty()) result.answer = Answer::kUnknown;
}

}  // namespace kplace
