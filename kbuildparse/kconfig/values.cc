#include "kbuildparse/kconfig/values.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

bool IsTristateType(OptionType type) {
  return type == OptionType::kBool || type == OptionType::kTristate;
}

std::string Spelled(Tristate value) {
  return std::string(1, Letter(value));
}

}  // namespace

Values::Values(const SymbolTable& symbols,
               const std::vector<std::optional<UserValue>>& user,
               const MacroAnswers& macros)
    : symbols_(symbols), user_(user), macros_(macros), states_(symbols.size()) {
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
  Tristate visible = Tristate::kNo;
  for (const ConditionalProperty& prompt : symbols_[number].prompts) {
    visible = std::max(visible, Evaluate(prompt.condition));
  }
  return Rounded(visible, symbols_[number]);
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
  CalculateVisibility(number);
  state.written = state.visible != Tristate::kNo;
  if (IsTristateType(symbol.type)) {
    state.tristate = BoolOrTristate(number);
  } else {
    CalculateText(number);
    ApplyRange(number);
  }
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
  if (symbol.choice >= 0) {
    CalculateChoice(symbol.choice);
    return states_[number].tristate;
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
  state.text = symbol.type == OptionType::kInt   ? "0"
               : symbol.type == OptionType::kHex ? "0x0"
                                                 : "";
  if (state.visible != Tristate::kNo && user_[number]) {
    state.text = user_[number]->text;
    return;
  }
  const ConditionalProperty* property = Holding(symbol.defaults);
  if (property == nullptr || !property->is_symbol) return;
  std::string text = TextOf(property->low);
  states_[number].written = true;
  states_[number].text = std::move(text);
}

long long Values::RangeValue(SymbolNo number, int base) {
  std::string text = TextOf(number);
  if (symbols_[number].type == OptionType::kInt) base = 10;
  if (symbols_[number].type == OptionType::kHex) base = 16;
  return std::strtoll(text.c_str(), nullptr, base);
}

/// Whatever the user wants, a number stays in its range
/// (sym_validate_range()).
void Values::ApplyRange(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  if (symbol.ranges.empty() || symbol.type == OptionType::kString) return;
  const ConditionalProperty* range = Holding(symbol.ranges);
  if (range == nullptr) return;
  int base = symbol.type == OptionType::kInt ? 10 : 16;
  long long value = std::strtoll(states_[number].text.c_str(), nullptr, base);
  SymbolNo limit = range->low;
  if (value >= RangeValue(range->low, base)) {
    limit = range->high;
    if (value <= RangeValue(range->high, base)) return;
  }
  std::string text = TextOf(limit);
  states_[number].text = std::move(text);
}

// -------------------------------------------------------------------- choices

void Values::CalculateChoice(int choice) {
  const auto index = static_cast<size_t>(choice);
  for (SymbolNo member : by_priority_[index]) CalculateVisibility(member);
  std::optional<SymbolNo> chosen = Chosen(choice);
  for (SymbolNo member : symbols_.choices()[index].members) {
    State& state = states_[member];
    state.tristate = member == chosen && state.visible != Tristate::kNo
                         ? Tristate::kYes
                         : Tristate::kNo;
    if (state.visible == Tristate::kNo) continue;
    state.valid = true;
    state.written = true;
    state.open |= open_;
  }
}

/// sym_calc_choice(): what the user said last, else the default unless the user
/// said n, else the first that the user did not speak of, else the one that was
/// denied first.
std::optional<SymbolNo> Values::Chosen(int choice) {
  const auto index = static_cast<size_t>(choice);
  auto is_visible = [this](SymbolNo member) {
    return states_[member].visible != Tristate::kNo;
  };
  for (SymbolNo member : by_priority_[index]) {
    if (is_visible(member) && user_[member] &&
        user_[member]->tristate == Tristate::kYes) {
      return member;
    }
  }
  std::optional<SymbolNo> by_default = ChoiceDefault(choice);
  if (by_default &&
      !(user_[*by_default] && user_[*by_default]->tristate == Tristate::kNo)) {
    return by_default;
  }
  for (SymbolNo member : symbols_.choices()[index].members) {
    if (is_visible(member) && !user_[member]) return member;
  }
  for (auto member = by_priority_[index].rbegin();
       member != by_priority_[index].rend(); ++member) {
    if (is_visible(*member)) return *member;
  }
  return std::nullopt;
}

std::optional<SymbolNo> Values::ChoiceDefault(int choice) {
  const ChoiceSymbols& symbols =
      symbols_.choices()[static_cast<size_t>(choice)];
  for (const ConditionalProperty& property : symbols.defaults) {
    if (Evaluate(property.condition) == Tristate::kNo) continue;
    if (!property.is_symbol) continue;
    if (states_[property.low].visible != Tristate::kNo) return property.low;
  }
  for (SymbolNo member : symbols.members) {
    if (states_[member].visible != Tristate::kNo) return member;
  }
  return std::nullopt;
}

// ---------------------------------------------------------------- believing

void Values::Believe(const Configuration& config) {
  for (SymbolNo number = 0; number < symbols_.size(); ++number) {
    Believe(config, number);
  }
  modules_ = states_[symbols_.modules()].tristate;
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

// --------------------------------------------------------------- user values

std::vector<std::optional<UserValue>> ReadUserValues(
    const SymbolTable& symbols, const Configuration& config,
    DiagnosticSink& sink) {
  constexpr std::string_view kPrefix = "CONFIG_";
  std::vector<std::optional<UserValue>> values(symbols.size());
  for (const auto& [option, setting] : config.settings()) {
    std::optional<SymbolNo> number =
        symbols.Find(std::string_view(option).substr(kPrefix.size()));
    if (!number || symbols[*number].type == OptionType::kUnknown) {
      sink.Add(Severity::kWarning, setting.where,
               option + " is no option of this tree");
      continue;
    }
    OptionType type = symbols[*number].type;
    UserValue value;
    value.order = setting.where.line;
    char first = setting.value.empty() ? '\0' : setting.value[0];
    bool valid = false;
    if (IsTristateType(type)) {
      valid = first == 'y' || first == 'n' ||
              (first == 'm' && type == OptionType::kTristate);
      value.tristate = first == 'y'   ? Tristate::kYes
                       : first == 'm' ? Tristate::kModule
                                      : Tristate::kNo;
    } else {
      valid = type == OptionType::kString ? setting.quoted
                                          : IsValidText(type, setting.value);
      value.text = setting.value;
    }
    if (valid) {
      values[*number] = std::move(value);
    } else {
      sink.Add(Severity::kWarning, setting.where,
               "'" + setting.value + "' is no value of " + option);
    }
  }
  return values;
}

}  // namespace kplace::kconfig
