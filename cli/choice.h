// choice.h - what the words of options may be.

#ifndef KPLACE_CLI_CHOICE_H_
#define KPLACE_CLI_CHOICE_H_

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <type_traits>

namespace kplace::cli {

/// Takes the words of `choices` and nothing else.  (CLI::CheckedTransformer
/// takes the numbers behind the enumerators too, and shows them to the user.)
template <typename Enum>
CLI::Validator OneOf(const std::map<std::string, Enum>& choices) {
  auto check = [choices](std::string& text) -> std::string {
    auto it = choices.find(text);
    if (it == choices.end()) {
      std::string message = text + " is none of";
      for (const auto& [name, value] : choices) message += ' ' + name;
      return message;
    }
    text =
        std::to_string(static_cast<std::underlying_type_t<Enum>>(it->second));
    return {};
  };
  return CLI::Validator(check, "");
}

/// Refuses the empty word that an unset variable of a script leaves: taken as a
/// name it would mean everything, or the default.
inline CLI::Validator AName() {
  auto check = [](std::string& text) -> std::string {
    return text.empty() ? "the name is empty" : std::string();
  };
  return CLI::Validator(check, "");
}

}  // namespace kplace::cli

#endif  // KPLACE_CLI_CHOICE_H_
