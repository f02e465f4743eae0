// model.h - every configuration of a tree at once, as clauses.
//
// An assignment that satisfies them is a configuration that some user can reach
// and that olddefconfig leaves as it is; and each such configuration satisfies
// them.  Exact in the values of every bool and tristate, and of those texts and
// numbers on which something depends.
//
// The tree's own rules are those of values.h, of which this is the converse:
// there one user's settings give one configuration, here all are open.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_MODEL_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_MODEL_H_

#include <unordered_map>
#include <vector>

#include "kbuildparse/kconfig/model/clause_set.h"
#include "kbuildparse/kconfig/model/formula_literals.h"
#include "kbuildparse/kconfig/model/kept_settings.h"
#include "kbuildparse/kconfig/model/rule.h"
#include "kbuildparse/kconfig/model/symbol_literals.h"

namespace kplace::kconfig {

struct ModelInputs {
  const SymbolTable& symbols;
  const MacroAnswers& macros;
  /// What somebody has set already: Keep() speaks of it.
  const UserValues& user;
};

class Model {
 public:
  /// What `inputs` refers to must outlive this, and the table must not grow any
  /// more.  `one_by_one`: see RuleWriter.
  explicit Model(const ModelInputs& inputs, bool one_by_one = false);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  /// Grows with each of the calls below.
  const ClauseSet& clauses() const { return clauses_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<OpenAnswer>& open() const { return leaves_.open(); }

  /// What grows has variables after this one.
  void SkipVariables(Literal up_to) { clauses_.SkipVariables(up_to); }

  /// That a condition is not n.
  Literal Holds(FormulaNo condition);
  TristateLiterals Tristate(SymbolNo symbol) const {
    return leaves_.Tristate(symbol);
  }
  /// That the model has variables for a text or number.
  const std::vector<SymbolNo>& texts() const { return texts_; }
  const std::vector<PossibleText>& Texts(SymbolNo symbol) {
    return leaves_.Texts(symbol);
  }

  /// One for each option that a user can set, choices as a whole.
  std::vector<KeptSetting> Keep();

 private:
  void AddTextsAskedFor();

  const SymbolTable& symbols_;
  const UserValues& user_;
  ClauseSet clauses_;
  std::vector<Rule> rules_{Rule()};
  SymbolLiterals leaves_;
  FormulaLiterals formulas_;
  RuleWriter writer_;
  std::vector<SymbolNo> texts_;
  std::unordered_map<SymbolNo, TextParts> text_parts_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_MODEL_H_
