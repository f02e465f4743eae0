// user_values.h - what a `.config` asks for, as far as conf takes it.
//
// conf_read_simple() of scripts/kconfig/confdata.c.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_USER_VALUES_H_
#define KPLACE_KBUILDPARSE_KCONFIG_USER_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/evaluate.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "support/diagnostic.h"

namespace kplace::kconfig {

struct UserValue {
  Tristate tristate = Tristate::kNo;
  std::string text;    ///< of strings and numbers
  uint32_t order = 0;  ///< its line: of two members of a choice the later wins
  /// Of a choice that has a value: the member that was set to y last.
  std::optional<SymbolNo> member = std::nullopt;
  /// Of such a choice: its members contradict each other, and nothing is asked
  /// of it, but for `member`.
  bool contradictory = false;
};

/// By symbol; nothing where nothing is asked.
using UserValues = std::vector<std::optional<UserValue>>;

/// Settings that conf does not take, because the option is not known or the
/// value is none of its type, are left out and told to `sink`.
UserValues ReadUserValues(const SymbolTable& symbols,
                          const Configuration& config, DiagnosticSink& sink);

/// Asks of each choice that has a value what the settings of its members ask of
/// it; nothing where they ask for nothing.
void AskOfChoices(const SymbolTable& symbols, UserValues& values);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_USER_VALUES_H_
