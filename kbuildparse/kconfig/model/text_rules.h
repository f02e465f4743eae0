// text_rules.h - which texts and numbers an option can have.
//
// As option_rules.h for strings, int and hex: what can be seen has any text in
// its range, what cannot has its default, and a number beyond its range is put
// to the nearest limit (sym_validate_range() of scripts/kconfig/symbol.c).

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_TEXT_RULES_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_TEXT_RULES_H_

#include "kbuildparse/kconfig/model/rule.h"

namespace kplace::kconfig {

struct TextParts {
  /// It may be said to have its default; it has, where it cannot be seen.
  Literal by_default = kTrue;
  Literal visible = kFalse;
  /// Before it is put into its range, in the order of SymbolLiterals::Texts().
  std::vector<Literal> raw;
};

TextParts AddTextRules(RuleWriter& writer, SymbolNo symbol);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_TEXT_RULES_H_
