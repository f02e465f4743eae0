// choice_rules.h - which members of a choice can be chosen.
//
// sym_calc_choice() of scripts/kconfig/symbol.c: of the members that can be
// seen, the user has any one.  In older trees the choice has a value itself
// (dialect.h), and only where that is y one is chosen.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_CHOICE_RULES_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_CHOICE_RULES_H_

#include "kbuildparse/kconfig/model/option_rules.h"
#include "kbuildparse/kconfig/model/rule.h"

namespace kplace::kconfig {

/// `choice` is an index into SymbolTable::choices().
void AddChoiceRules(RuleWriter& writer, int choice);

/// A member of a choice that has a value.
struct MemberParts {
  OptionParts parts;
  /// It can be y: whether it is, the choice says alone.
  Literal asked = kFalse;
};

MemberParts PartsOfMember(RuleWriter& writer, const ChoiceSymbols& choice,
                          SymbolNo member);

/// Whether a member can be seen, rounded up where there are no modules.
Literal CanBeChosen(RuleWriter& writer, SymbolNo member);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_CHOICE_RULES_H_
