// kept_settings.h - which of a user's settings stay as they are.
//
// Each option that a user can set gets a literal: it has the value that conf
// makes of the user's .config for it.  All of them together leave one
// configuration, the .config as olddefconfig completes it; those that do not
// hold are what has to be set otherwise, and nothing else needs to be.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_KEPT_SETTINGS_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_KEPT_SETTINGS_H_

#include <vector>

#include "kbuildparse/kconfig/model/rule.h"
#include "kbuildparse/kconfig/model/text_rules.h"
#include "kbuildparse/kconfig/user_values.h"

namespace kplace::kconfig {

/// An option, or all of a choice at once.
struct KeptSetting {
  Literal kept = kTrue;
  SymbolNo symbol = 0;
  int choice = -1;  ///< then `symbol` means nothing
};

/// An option that is in no choice, or in one that has a value.
KeptSetting KeepOption(RuleWriter& writer, const UserValues& user,
                       SymbolNo symbol);
KeptSetting KeepText(RuleWriter& writer, const UserValues& user,
                     SymbolNo symbol, const TextParts& parts);
KeptSetting KeepChoice(RuleWriter& writer, const UserValues& user, int choice);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_KEPT_SETTINGS_H_
