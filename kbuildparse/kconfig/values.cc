#include "kbuildparse/kconfig/values.h"

#include <algorithm>
#include <utility>

#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

std::string Spelled(Tristate value) {
  return std::string(1, Letter(value));
}

}  // namespace

Values::Values(const SymbolTable& symbols, const UserValues& user,
               const MacroAnswers& macros)
    : symbols_(symbols),
      user_(user),
      macros_(macros),
      states_(symbols.size()),
      chosen_(symbols.choices().size()) {
  for (const ChoiceSymbols& choice : symbols.choices()) {
    // The one that the user spoke of last comes first; then file order.
    std::vector<SymbolNo> members = choice.members;
    std::stable_sort(members.begin(), members.end(),
                     [this](SymbolNo a, SymbolNo b) {
                       auto line = [this](SymbolNo s) {
                         return user_[s] ? user_[s]->order : 0;
                       };
                       return line(a) > line(b);
                     });
    by_priority_.push_back(std::move(members));
  }
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    if (symbols[number].kind == Symbol::Kind::kMacro) {
      all_macros_.push_back(number);
    }
  }
  // Nothing else may be computed before it is known whether m exists.
  Tristate modules = TristateOf(symbols.modules());
  bool open = states_[symbols.modules()].open;
  states_.assign(symbols.size(), {});
  modules_ = modules;
  TristateOf(symbols.modules());
  states_[symbols.modules()].open = open;
  if (symbols.dialect().drops_out_of_range) DropOutOfRange();
}

/// The end of conf_read() of older trees: once everything is computed, a number
/// that the user has out of its range is forgotten, and computed again by
/// itself.  What has been computed from it stays.
void Values::DropOutOfRange() {
  std::vector<SymbolNo> limited;
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    if (user_[number] && !symbols_[number].ranges.empty()) {
      limited.push_back(number);
    }
  }
  if (limited.empty()) return;
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    Calculate(number);
  }
  std::erase_if(limited, [this](SymbolNo number) {
    return !LimitOf(number, user_[number]->text);
  });
  for (SymbolNo number : limited) states_[number] = {};
  dropped_.insert(limited.begin(), limited.end());
}

bool Values::IsTristate(const Symbol& symbol) const {
  return symbol.type == OptionType::kTristate && modules_ != Tristate::kNo;
}

Tristate Values::Rounded(Tristate value, const Symbol& symbol) const {
  if (value != Tristate::kModule || IsTristate(symbol)) return value;
  return Tristate::kYes;
}

Tristate Values::TristateOf(SymbolNo symbol) {
  Calculate(symbol);
  open_ |= states_[symbol].open;
  return states_[symbol].tristate;
}

std::string Values::TextOf(SymbolNo number) {
  Calculate(number);
  open_ |= states_[number].open;
  const State& state = states_[number];
  if (!IsTristateType(symbols_[number].type)) return state.text;
  return Spelled(state.tristate);
}

bool Values::IsWritten(SymbolNo symbol) {
  Calculate(symbol);
  return states_[symbol].written;
}

Tristate Values::Visible(SymbolNo number) {
  if (symbols_[number].transitional) return Tristate::kYes;
  Tristate visible = Tristate::kNo;
  for (const ConditionalProperty& prompt : symbols_[number].prompts) {
    visible = std::max(
        visible, LimitedByChoice(Evaluate(prompt.condition), symbols_[number]));
  }
  return Rounded(visible, symbols_[number]);
}

Tristate Values::Direct(SymbolNo symbol) {
  Calculate(symbol);
  return states_[symbol].direct;
}

Tristate Values::Reverse(SymbolNo symbol) {
  Calculate(symbol);
  return states_[symbol].reverse;
}

bool Values::IsOpen(SymbolNo symbol) {
  Calculate(symbol);
  return states_[symbol].open;
}

Tristate Values::Evaluate(FormulaNo number) {
  const Formula& formula = symbols_.formulas()[number];
  switch (formula.op) {
    case Expr::Op::kSymbol:
      return TristateOf(formula.left);
    case Expr::Op::kNot:
      return Opposite(Evaluate(formula.left));
    case Expr::Op::kAnd: {
      Tristate left = Evaluate(formula.left);
      if (left == Tristate::kNo) return left;
      return std::min(left, Evaluate(formula.right));
    }
    case Expr::Op::kOr: {
      Tristate left = Evaluate(formula.left);
      if (left == Tristate::kYes) return left;
      return std::max(left, Evaluate(formula.right));
    }
    default:
      return Compare(formula) ? Tristate::kYes : Tristate::kNo;
  }
}

bool Values::Compare(const Formula& formula) {
  std::string left = TextOf(formula.left);
  std::string right = TextOf(formula.right);
  return Holds(formula.op, CompareTexts(left, symbols_[formula.left].type,
                                        right, symbols_[formula.right].type));
}

void Values::Calculate(SymbolNo number) {
  State& state = states_[number];
  if (state.valid) return;
  state.valid = true;
  const Symbol& symbol = symbols_[number];
  if (symbol.kind == Symbol::Kind::kMacro) return CalculateMacro(number);
  if (symbol.type == OptionType::kUnknown ||
      symbol.kind == Symbol::Kind::kConstant) {
    state.text = symbol.name;
    if (number == SymbolTable::kYes) state.tristate = Tristate::kYes;
    if (number == SymbolTable::kModule) state.tristate = Tristate::kModule;
    return;
  }
  bool outer_open = std::exchange(open_, false);
  if (symbol.kind == Symbol::Kind::kChoice) {
    CalculateChoiceSymbol(number);
    state.open = open_;
    open_ = outer_open;
    return;
  }
  CalculateVisibility(number);
  state.written = state.visible != Tristate::kNo;
  if (IsTristateType(symbol.type)) {
    state.tristate = BoolOrTristate(number);
  } else {
    CalculateText(number);
    ApplyRange(number);
  }
  if (symbol.transitional) state.written = false;
  state.open = open_;
  open_ = outer_open;
}

void Values::CalculateMacro(SymbolNo number) {
  State& state = states_[number];
  auto answer = macros_.find(symbols_[number].name);
  if (answer == macros_.end()) {
    state.open = true;
    return;
  }
  state.text = answer->second;
  if (answer->second == "y") state.tristate = Tristate::kYes;
  if (answer->second == "m") state.tristate = Tristate::kModule;
}

void Values::CalculateVisibility(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  Tristate visible = Visible(number);
  State& state = states_[number];
  state.visible = visible;
  if (symbol.choice >= 0) return;
  state.direct = symbol.direct ? Rounded(Evaluate(*symbol.direct), symbol)
                               : Tristate::kYes;
  state.reverse = Rounded(Evaluate(symbol.reverse), symbol);
  state.implied = Rounded(Evaluate(symbol.implied), symbol);
}

const ConditionalProperty* Values::Holding(
    const std::vector<ConditionalProperty>& properties) {
  for (const ConditionalProperty& property : properties) {
    if (Evaluate(property.condition) != Tristate::kNo) return &property;
  }
  return nullptr;
}

Tristate Values::BoolOrTristate(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  if (symbol.choice >= 0 && !symbols_.dialect().choice_has_value) {
    CalculateChoice(symbol.choice);
    return states_[number].tristate;
  }
  if (symbol.choice >= 0 && states_[number].visible == Tristate::kYes) {
    return IsChosen(number) ? Tristate::kYes : Tristate::kNo;
  }
  Tristate value = std::max(Wanted(number), states_[number].reverse);
  return Rounded(value, symbol);
}

/// Without what selects it.
Tristate Values::Wanted(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  State& state = states_[number];
  if (state.visible != Tristate::kNo && user_[number]) {
    return std::min(user_[number]->tristate, state.visible);
  }
  if (state.reverse != Tristate::kNo) state.written = true;
  Tristate value = Tristate::kNo;
  if (const ConditionalProperty* property = Holding(symbol.defaults)) {
    value = std::min(Evaluate(property->value), Evaluate(property->condition));
    if (value != Tristate::kNo) states_[number].written = true;
  }
  if (state.implied != Tristate::kNo) {
    states_[number].written = true;
    value = std::min(std::max(value, state.implied), state.direct);
  }
  return value;
}

void Values::CalculateText(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  State& state = states_[number];
  if (!symbols_.dialect().empty_numbers) {
    if (symbol.type == OptionType::kInt) state.text = "0";
    if (symbol.type == OptionType::kHex) state.text = "0x0";
  }
  if (state.visible != Tristate::kNo && user_[number] &&
      !dropped_.contains(number)) {
    state.text = user_[number]->text;
    return;
  }
  const ConditionalProperty* property = Holding(symbol.defaults);
  if (property == nullptr || !property->is_symbol) return;
  std::string text = TextOf(property->low);
  states_[number].written = true;
  states_[number].text = std::move(text);
}

/// Whatever the user wants, a number stays in its range
/// (sym_validate_range()).
void Values::ApplyRange(SymbolNo number) {
  std::optional<SymbolNo> limit = LimitOf(number, states_[number].text);
  if (!limit) return;
  std::string text = TextOf(*limit);
  states_[number].text = std::move(text);
}

std::optional<SymbolNo> Values::LimitOf(SymbolNo number,
                                        const std::string& text) {
  const Symbol& symbol = symbols_[number];
  if (symbol.type == OptionType::kString) return std::nullopt;
  const ConditionalProperty* range = Holding(symbol.ranges);
  if (range == nullptr) return std::nullopt;
  std::string low = TextOf(range->low);
  std::string high = TextOf(range->high);
  int side = SideOfRange({text, symbol.type}, {low, symbols_[range->low].type},
                         {high, symbols_[range->high].type});
  if (side < 0) return range->low;
  if (side > 0) return range->high;
  return std::nullopt;
}

// ---------------------------------------------------------------- believing

void Values::Believe(const Configuration& config) {
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    Believe(config, number);
  }
  modules_ = states_[symbols_.modules()].tristate;
  // A choice with a member at y is y itself.
  for (const ChoiceSymbols& choice : symbols_.choices()) {
    if (!choice.symbol) continue;
    for (SymbolNo member : choice.members) {
      if (states_[member].tristate != Tristate::kYes) continue;
      State& state = states_[*choice.symbol];
      state.valid = state.written = true;
      state.tristate = state.visible = Tristate::kYes;
    }
  }
}

void Values::Believe(const Configuration& config, SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  if (symbol.kind != Symbol::Kind::kOption) return;
  if (symbol.type == OptionType::kUnknown) return;
  State& state = states_[number];
  state = {};
  state.valid = true;
  const Configuration::Setting* setting =
      config.Find("CONFIG_" + std::string(symbol.name));
  if (setting == nullptr) return;
  state.written = true;
  if (IsTristateType(symbol.type)) {
    state.tristate = kconfig::TristateOf(setting->value);
  } else {
    state.text = setting->value;
  }
}

void Values::Recompute(SymbolNo symbol) {
  ForgetMacros();
  states_[symbol] = {};
  Calculate(symbol);
}

void Values::ForgetMacros() {
  for (SymbolNo macro : all_macros_) states_[macro] = {};
}

}  // namespace kplace::kconfig
