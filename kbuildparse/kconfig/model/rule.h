// rule.h - the lines of the Kconfig files that clauses come from.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_RULE_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_RULE_H_

#include "kbuildparse/kconfig/model/clause_set.h"
#include "kbuildparse/kconfig/model/formula_literals.h"
#include "kbuildparse/kconfig/model/symbol_literals.h"
#include "kbuildparse/kconfig/symbol_table.h"

namespace kplace::kconfig {

struct Rule {
  enum class Kind : uint8_t {
    kName,         ///< defines a variable; says nothing of configurations
    kRequirement,  ///< `depends on`, or a block around: an upper limit
    kLimit,        ///< prompts, defaults, selects: the upper limit, whole
    kSelect,       ///< a lower limit
    kDefault,      ///< what it is where nobody is asked
    kNoModules,    ///< m is y where there are no modules
    kChoice,       ///< one member of a choice
    kText,         ///< of texts and numbers
  };
  Kind kind = Kind::kName;
  SymbolNo symbol = 0;
  const Property* source = nullptr;  ///< of kRequirement, and of kSelect
  int choice = -1;                   ///< of kChoice
  FormulaNo condition = FormulaStore::kYes;  ///< of kRequirement
};

/// What the rules are written with.
struct RuleWriter {
  const SymbolTable& symbols;
  SymbolLiterals& leaves;
  FormulaLiterals& formulas;
  ClauseSet& clauses;
  std::vector<Rule>& rules;
  Literal no_modules = kFalse;
  /// Whether requirements are told one by one, which changes no answer but
  /// makes a reason out of each.
  bool one_by_one = false;

  /// What is added from now on belongs to it.
  void Begin(const Rule& rule) {
    clauses.Begin(static_cast<RuleNo>(rules.size()));
    rules.push_back(rule);
  }
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_RULE_H_
