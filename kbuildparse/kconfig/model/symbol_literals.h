// symbol_literals.h - the variables that stand for the value of each symbol.
//
// A bool has one variable.  A tristate has two: whether it is at least m, and
// whether it is y.  A text or number has one for each text that matters: those
// that its defaults and ranges give it, and those that it is compared with.
// What a macro without an answer would say is open: any text.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MODEL_SYMBOL_LITERALS_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MODEL_SYMBOL_LITERALS_H_

#include <optional>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/model/clause_set.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/values.h"

namespace kplace::kconfig {

/// A value that is n, m or y; `yes` implies `set`.
struct TristateLiterals {
  Literal set = kFalse;  ///< m or y
  Literal yes = kFalse;
};

/// A text that a symbol can have, and when it has it.
struct PossibleText {
  std::string text;
  Literal when = kFalse;
  /// The macro without an answer that the text would come from; it stands for
  /// any text then, and `text` is what `resolve` takes.
  std::optional<SymbolNo> macro;
};

/// What nobody can tell without running a program.
struct OpenAnswer {
  SymbolNo macro = 0;
  Literal assumed = kTrue;  ///< holds where it is as `resolve` takes it
};

class SymbolLiterals {
 public:
  /// All must outlive this.  `user` may ask for texts that nothing else knows.
  SymbolLiterals(const SymbolTable& symbols, const MacroAnswers& macros,
                 const UserValues& user, ClauseSet& clauses);

  /// Of texts and numbers: n.
  TristateLiterals Tristate(SymbolNo symbol) const {
    return tristates_[symbol];
  }
  /// Exactly one of `when` holds.
  const std::vector<PossibleText>& Texts(SymbolNo symbol);

  /// Texts and numbers that somebody has asked for since the last call, in that
  /// order: their rules are wanted.
  std::vector<SymbolNo> TakeAskedFor();

  /// What the comparison `formula` comes to is open.
  Literal OpenComparison(SymbolNo macro, bool assumed);
  const std::vector<OpenAnswer>& open() const { return open_; }

 private:
  void MakeTristate(SymbolNo number);
  void MakeMacro(SymbolNo number);
  std::vector<PossibleText> TextsOfTristate(SymbolNo number) const;
  void FindComparedTexts();
  std::vector<PossibleText> Domain(SymbolNo number);

  const SymbolTable& symbols_;
  const MacroAnswers& macros_;
  const UserValues& user_;
  ClauseSet& clauses_;
  std::vector<TristateLiterals> tristates_;
  std::vector<std::vector<PossibleText>> texts_;
  std::vector<bool> being_made_;
  /// By symbol: the texts that it is compared with.
  std::vector<std::vector<std::string>> compared_;
  std::vector<SymbolNo> asked_for_;
  std::vector<OpenAnswer> open_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MODEL_SYMBOL_LITERALS_H_
