#include "kbuildparse/kconfig/user_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

constexpr std::string_view kPrefix = "CONFIG_";

/// Nothing when a symbol of that type cannot have it.
std::optional<UserValue> Taken(OptionType type,
                               const Configuration::Setting& setting) {
  UserValue value;
  value.order = setting.where.line;
  switch (type) {
    case OptionType::kBool:
    case OptionType::kTristate: {
      char first = setting.value.empty() ? '\0' : setting.value[0];
      if (first == 'y') {
        value.tristate = Tristate::kYes;
      } else if (first == 'm' && type == OptionType::kTristate) {
        value.tristate = Tristate::kModule;
      } else if (first != 'n') {
        return std::nullopt;
      }
      return value;
    }
    case OptionType::kString:
      if (!setting.quoted) return std::nullopt;
      break;
    default:
      if (!IsValidText(type, setting.value)) return std::nullopt;
  }
  value.text = setting.value;
  return value;
}

/// What the settings of its members ask of a choice that has a value.
std::optional<UserValue> OfChoice(const ChoiceSymbols& choice,
                                  const UserValues& values) {
  std::vector<SymbolNo> members;
  for (SymbolNo member : choice.members) {
    if (values[member]) members.push_back(member);
  }
  if (members.empty()) return std::nullopt;
  std::sort(members.begin(), members.end(), [&](SymbolNo a, SymbolNo b) {
    return values[a]->order < values[b]->order;
  });
  UserValue asked;
  for (SymbolNo member : members) {
    Tristate value = values[member]->tristate;
    if (value == Tristate::kModule && asked.tristate == Tristate::kYes) {
      asked.contradictory = true;
    }
    if (value == Tristate::kYes) asked.member = member;
    asked.tristate = std::max(asked.tristate, value);
  }
  return asked;
}

}  // namespace

void AskOfChoices(const SymbolTable& symbols, UserValues& values) {
  for (const ChoiceSymbols& choice : symbols.choices()) {
    if (choice.symbol) values[*choice.symbol] = OfChoice(choice, values);
  }
}

UserValues ReadUserValues(const SymbolTable& symbols,
                          const Configuration& config, DiagnosticSink& sink) {
  UserValues values(symbols.size());
  for (const auto& [option, setting] : config.settings()) {
    std::optional<SymbolNo> number =
        symbols.Find(std::string_view(option).substr(kPrefix.size()));
    if (!number || symbols[*number].type == OptionType::kUnknown) {
      sink.Add(Severity::kWarning, setting.where,
               option + " is no option of this tree");
      continue;
    }
    values[*number] = Taken(symbols[*number].type, setting);
    if (!values[*number]) {
      sink.Add(Severity::kWarning, setting.where,
               "'" + setting.value + "' is no value of " + option);
    }
  }
  AskOfChoices(symbols, values);
  return values;
}

}  // namespace kplace::kconfig
