// option_condition.h - a condition of kernel code in the language of Kconfig.
//
//   #if IS_ENABLED(CONFIG_A) && !defined(CONFIG_B)     (A != n) && !(B = y)

#ifndef KPLACE_ANALYZER_SOURCE_OPTION_CONDITION_H_
#define KPLACE_ANALYZER_SOURCE_OPTION_CONDITION_H_

#include <optional>
#include <string>
#include <string_view>

namespace kplace {

/// Of the condition of an `if` in built-in code; nothing where it says anything
/// else than options with `&&`, `||` and `!`.
std::optional<std::string> OptionCondition(std::string_view expression);

/// The same of a directive: "#if …", "#ifdef …", "#elif …"; "#else" is "y".
std::optional<std::string> DirectiveCondition(std::string_view directive);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_OPTION_CONDITION_H_
