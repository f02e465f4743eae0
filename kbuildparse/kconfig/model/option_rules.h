// option_rules.h - which values a bool or tristate can have.
//
// sym_calc_value() of scripts/kconfig/symbol.c, for every user at once: an
// option that can be seen has any value up to its visibility, and at least what
// selects it; one that cannot be seen has its default, or what selects it.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_OPTION_RULES_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_OPTION_RULES_H_

#include "kbuildparse/kconfig/model/rule.h"

namespace kplace::kconfig {

/// What bears on the value.  Of a bool `yes` is the same as `set`; of a
/// tristate they are not yet rounded for a kernel without modules.
struct OptionParts {
  TristateLiterals visible;
  TristateLiterals lent;    ///< by selects
  TristateLiterals wanted;  ///< by default and implies
};

OptionParts PartsOf(RuleWriter& writer, SymbolNo symbol);

/// Of an option that is in no choice.
void AddOptionRules(RuleWriter& writer, SymbolNo symbol);

/// The same with other parts, and only where `unless` does not hold.
void AddOptionRules(RuleWriter& writer, SymbolNo symbol,
                    const OptionParts& parts, Literal unless);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_OPTION_RULES_H_
