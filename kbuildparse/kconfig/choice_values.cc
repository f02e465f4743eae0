// The members of choices: sym_calc_choice() of scripts/kconfig/symbol.c, in its
// form since Linux 6.11 and in the older one.

#include <algorithm>

#include "kbuildparse/kconfig/values.h"

namespace kplace::kconfig {

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

// -------------------------------------------------- choices that have a value

void Values::CalculateChoiceSymbol(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  CalculateVisibility(number);
  State& state = states_[number];
  state.written = state.visible != Tristate::kNo;
  Tristate value = Tristate::kNo;
  if (state.written && user_[number] && !user_[number]->contradictory) {
    value = std::min(user_[number]->tristate, state.visible);
  }
  state.tristate = Rounded(std::max(value, state.reverse), symbol);
  if (state.tristate != Tristate::kYes) return;
  const auto index = static_cast<size_t>(symbol.choice_of);
  for (SymbolNo member : symbols_.choices()[index].members) {
    CalculateVisibility(member);
  }
  std::optional<SymbolNo> chosen;
  if (user_[number]) chosen = user_[number]->member;
  if (!chosen || states_[*chosen].visible == Tristate::kNo) {
    chosen = ChoiceDefault(symbol.choice_of);
  }
  chosen_[index] = chosen;
  if (!chosen) states_[number].tristate = Tristate::kNo;
}

bool Values::IsChosen(SymbolNo member) {
  const auto index = static_cast<size_t>(symbols_[member].choice);
  Calculate(*symbols_.choices()[index].symbol);
  return chosen_[index] == member;
}

/// A member that can only be m is not there while the choice is y.
Tristate Values::LimitedByChoice(Tristate visible, const Symbol& member) {
  if (member.choice < 0 || visible != Tristate::kModule) return visible;
  const auto& choice = symbols_.choices()[static_cast<size_t>(member.choice)];
  if (!choice.symbol || member.type != OptionType::kTristate) return visible;
  return TristateOf(*choice.symbol) == Tristate::kYes ? Tristate::kNo : visible;
}

}  // namespace kplace::kconfig
