// values.h - the value of every option, computed as conf computes it.
//
// sym_calc_value() and its helpers of scripts/kconfig/symbol.c: a visible
// option has the value that the user gave it, limited by its visibility; else
// its first default that holds, raised by `imply`; and `select` raises both.
// Values are computed when they are asked for, and once.
//
// What only a program could tell (macros) comes from MacroAnswers; a macro
// without an answer counts as n, and the values that rest on it are marked.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_VALUES_H_
#define KPLACE_KBUILDPARSE_KCONFIG_VALUES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/evaluate.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/user_values.h"

namespace kplace::kconfig {

/// What macros expand to, by their text: "$(cc-option,-mfoo)" -> "y".
using MacroAnswers = std::map<std::string, std::string, std::less<>>;

class Values {
 public:
  /// All must outlive this.
  Values(const SymbolTable& symbols, const UserValues& user,
         const MacroAnswers& macros);

  Tristate TristateOf(SymbolNo symbol);
  /// "y", "m", "n", or the text.
  std::string TextOf(SymbolNo symbol);
  /// Whether a .config has a line for it.
  bool IsWritten(SymbolNo symbol);
  Tristate Evaluate(FormulaNo formula);
  /// What a user could set it to, at most: by its prompts.
  Tristate Visible(SymbolNo symbol);
  /// What its dependencies allow, and what selects it to; both of options that
  /// are no members of choices.
  Tristate Direct(SymbolNo symbol);
  Tristate Reverse(SymbolNo symbol);
  /// Whether the value rests on a macro without an answer.
  bool IsOpen(SymbolNo symbol);

  /// Takes all values from `config` instead of computing them.
  void Believe(const Configuration& config);
  /// The same for one.
  void Believe(const Configuration& config, SymbolNo symbol);
  /// Computes this one, from what is believed of the others.  The answers of
  /// macros are asked for anew.
  void Recompute(SymbolNo symbol);
  void ForgetMacros();

 private:
  struct State {
    bool valid = false;
    bool written = false;
    bool open = false;
    Tristate visible = Tristate::kNo;
    Tristate tristate = Tristate::kNo;
    Tristate direct = Tristate::kYes;
    Tristate reverse = Tristate::kNo;
    Tristate implied = Tristate::kNo;
    std::string text;
  };

  void DropOutOfRange();
  bool IsTristate(const Symbol& symbol) const;
  void Calculate(SymbolNo number);
  void CalculateMacro(SymbolNo number);
  void CalculateVisibility(SymbolNo number);
  Tristate BoolOrTristate(SymbolNo number);
  Tristate Wanted(SymbolNo number);
  void CalculateText(SymbolNo number);
  void ApplyRange(SymbolNo number);
  /// The limit of its range that a number with this text is beyond.
  std::optional<SymbolNo> LimitOf(SymbolNo number, const std::string& text);
  void CalculateChoice(int choice);
  std::optional<SymbolNo> Chosen(int choice);
  std::optional<SymbolNo> ChoiceDefault(int choice);
  void CalculateChoiceSymbol(SymbolNo number);
  bool IsChosen(SymbolNo member);
  Tristate LimitedByChoice(Tristate visible, const Symbol& member);
  const ConditionalProperty* Holding(
      const std::vector<ConditionalProperty>& properties);
  Tristate Rounded(Tristate value, const Symbol& symbol) const;
  bool Compare(const Formula& formula);

  const SymbolTable& symbols_;
  const UserValues& user_;
  const MacroAnswers& macros_;
  std::vector<State> states_;
  std::set<SymbolNo> dropped_;  ///< what the user wants of them is forgotten
  std::vector<SymbolNo> all_macros_;
  // By choice: its members, and which of them a choice that has a value has
  // chosen.
  std::vector<std::vector<SymbolNo>> by_priority_;
  std::vector<std::optional<SymbolNo>> chosen_;
  Tristate modules_ = Tristate::kNo;
  bool open_ = false;  ///< a macro without an answer was met
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_VALUES_H_
