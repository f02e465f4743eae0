// make_target.h - the targets of make that complete a configuration.
//
// allnoconfig and its kin start from nothing: they give every option that
// nobody spoke of one value and then let conf make of it what the rules allow:
// conf_set_all_new_symbols() of scripts/kconfig/conf.c.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MAKE_TARGET_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MAKE_TARGET_H_

#include <optional>
#include <string_view>

#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/user_values.h"

namespace kplace::kconfig {

enum class MakeTarget : uint8_t {
  kOldDefConfig,  ///< what the user asks for, else the default
  kAllDefConfig,  ///< the same without anything asked for
  kAllNoConfig,
  kAllYesConfig,
  kAllModConfig,
};

/// Asks for the target's value wherever `user` asks for nothing.
void AskForAll(const SymbolTable& symbols, MakeTarget target, UserValues& user);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MAKE_TARGET_H_
