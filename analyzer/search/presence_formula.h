// presence_formula.h - presence conditions of objects as conditions of Kconfig.
//
// Makefiles ask whether an option is y, m, a text or a number; the model of all
// configurations speaks the language of Kconfig files.  This is the bridge:
// `CONFIG_X=m` becomes `X = m`, and an option that no file defines is never
// anything.  What only a program could tell becomes a macro without an answer.

#ifndef KPLACE_ANALYZER_SEARCH_PRESENCE_FORMULA_H_
#define KPLACE_ANALYZER_SEARCH_PRESENCE_FORMULA_H_

#include <cstdint>
#include <unordered_map>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kconfig/symbol_table.h"

namespace kplace {

class PresenceFormulas {
 public:
  /// Both must outlive this.  `symbols` grows: whoever models them comes later.
  PresenceFormulas(const ConditionStore& conditions,
                   kconfig::SymbolTable& symbols)
      : conditions_(conditions), symbols_(symbols) {}

  /// y where `condition` holds, else n.
  kconfig::FormulaNo Of(Condition condition);

 private:
  kconfig::ExprPtr Translate(Condition condition);
  kconfig::ExprPtr Make(const ConditionShape& shape);
  kconfig::ExprPtr Option(const ConditionShape& shape);

  const ConditionStore& conditions_;
  kconfig::SymbolTable& symbols_;
  std::unordered_map<uint32_t, kconfig::ExprPtr> known_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_PRESENCE_FORMULA_H_
