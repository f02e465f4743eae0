#include "analyzer/search/sampler.h"

#include "analyzer/search/assignment.h"

namespace kplace {

using kconfig::Symbol;
using kconfig::SymbolNo;

Sampler::Sampler(const kconfig::ModelInputs& inputs, uint64_t seed)
    : inputs_(inputs), model_(inputs), random_(seed) {}

void Sampler::Require(kconfig::FormulaNo condition) {
  required_.push_back(model_.Holds(condition));
}

Sample Sampler::Next() {
  Sample sample;
  solver_.Load(model_.clauses());
  Shuffle();
  std::vector<Literal> assumptions = required_;
  for (const kconfig::OpenAnswer& open : model_.open()) {
    assumptions.push_back(open.assumed);
  }
  sample.answer = solver_.Solve(assumptions);
  if (sample.answer != Answer::kYes) return sample;
  sample.user = ReadUser();
  kconfig::Values values(inputs_.symbols, sample.user, inputs_.macros);
  sample.doubt = Difference(inputs_, values, model_, solver_);
  if (!sample.doubt.empty()) sample.answer = Answer::kUnknown;
  Exclude();
  return sample;
}

void Sampler::Shuffle() {
  auto prefer = [this](Literal literal) {
    if (literal == kconfig::kTrue || literal == kconfig::kFalse) return;
    solver_.Prefer((random_() & 1) != 0 ? literal : -literal);
  };
  for (SymbolNo number = 0; number < inputs_.symbols.size(); ++number) {
    auto [set, yes] = model_.Tristate(number);
    prefer(set);
    if (yes != set) prefer(yes);
  }
  for (SymbolNo number : model_.texts()) {
    for (const auto& text : model_.Texts(number)) prefer(text.when);
  }
}

/// What a user can set, and so all, must not be the same again.
void Sampler::Exclude() {
  std::vector<Literal> clause;
  auto differ = [&](Literal literal) {
    clause.push_back(solver_.Holds(literal) ? -literal : literal);
  };
  for (SymbolNo number = 0; number < inputs_.symbols.size(); ++number) {
    const Symbol& symbol = inputs_.symbols[number];
    if (symbol.kind == Symbol::Kind::kMacro || symbol.prompts.empty()) continue;
    auto [set, yes] = model_.Tristate(number);
    if (set == kconfig::kFalse) continue;
    differ(set);
    if (yes != set) differ(yes);
  }
  for (SymbolNo number : model_.texts()) {
    if (inputs_.symbols[number].prompts.empty()) continue;
    for (const auto& text : model_.Texts(number)) {
      if (solver_.Holds(text.when)) clause.push_back(-text.when);
    }
  }
  solver_.Add(clause);
}

kconfig::UserValues Sampler::ReadUser() {
  kconfig::UserValues user(inputs_.symbols.size());
  auto set = [&](SymbolNo number) {
    const Symbol& symbol = inputs_.symbols[number];
    if (symbol.prompts.empty()) return;
    user[number] =
        AsUserValue(symbol, TextOf(number, inputs_.symbols, model_, solver_));
  };
  for (SymbolNo number = 0; number < inputs_.symbols.size(); ++number) {
    const Symbol& symbol = inputs_.symbols[number];
    if (symbol.kind == Symbol::Kind::kOption &&
        kconfig::IsTristateType(symbol.type)) {
      set(number);
    }
  }
  for (SymbolNo number : model_.texts()) set(number);
  AskOfChoices(inputs_.symbols, user);
  return user;
}

}  // namespace kplace
