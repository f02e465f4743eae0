#include "kbuildparse/kconfig/model/model.h"

#include "kbuildparse/kconfig/model/choice_rules.h"
#include "kbuildparse/kconfig/model/option_rules.h"
#include "kbuildparse/kconfig/model/text_rules.h"

namespace kplace::kconfig {

Model::Model(const ModelInputs& inputs, bool one_by_one)
    : symbols_(inputs.symbols),
      user_(inputs.user),
      leaves_(inputs.symbols, inputs.macros, inputs.user, clauses_),
      formulas_(inputs.symbols, leaves_, clauses_),
      writer_{symbols_, leaves_, formulas_, clauses_, rules_} {
  writer_.no_modules = -leaves_.Tristate(symbols_.modules()).set;
  writer_.one_by_one = one_by_one;
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    const Symbol& symbol = symbols_[number];
    if (symbol.kind == Symbol::Kind::kOption && IsTristateType(symbol.type) &&
        symbol.choice < 0) {
      AddOptionRules(writer_, number);
    }
  }
  for (size_t i = 0; i < symbols_.choices().size(); ++i) {
    AddChoiceRules(writer_, static_cast<int>(i));
  }
  AddTextsAskedFor();
}

void Model::AddTextsAskedFor() {
  for (auto asked = leaves_.TakeAskedFor(); !asked.empty();
       asked = leaves_.TakeAskedFor()) {
    for (SymbolNo number : asked) {
      texts_.push_back(number);
      text_parts_.emplace(number, AddTextRules(writer_, number));
    }
  }
  clauses_.Begin(0);
}

Literal Model::Holds(FormulaNo condition) {
  clauses_.Begin(0);
  Literal literal = formulas_.Set(condition);
  AddTextsAskedFor();
  return literal;
}

std::vector<KeptSetting> Model::Keep() {
  std::vector<KeptSetting> kept;
  clauses_.Begin(0);
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    const Symbol& symbol = symbols_[number];
    if (symbol.kind != Symbol::Kind::kOption || symbol.prompts.empty())
      continue;
    if (!IsTristateType(symbol.type)) continue;
    if (symbol.choice < 0 || symbols_.dialect().choice_has_value) {
      kept.push_back(KeepOption(writer_, user_, number));
    }
  }
  for (size_t i = 0; i < symbols_.choices().size(); ++i) {
    kept.push_back(KeepChoice(writer_, user_, static_cast<int>(i)));
  }
  AddTextsAskedFor();
  for (SymbolNo number : texts_) {
    if (symbols_[number].prompts.empty()) continue;
    kept.push_back(KeepText(writer_, user_, number, text_parts_[number]));
  }
  return kept;
}

}  // namespace kplace::kconfig
