// symbol_table.h - all symbols of a tree, with what bears on their values.
//
// The menus are gone here: each property carries the whole condition under
// which it counts, as _menu_finalize() of scripts/kconfig/menu.c computes it,
// and each option knows who selects and implies it.  Constants and macros are
// symbols as well, as they are in conf.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_SYMBOL_TABLE_H_
#define KPLACE_KBUILDPARSE_KCONFIG_SYMBOL_TABLE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kbuildparse/kconfig/dialect.h"
#include "kbuildparse/kconfig/formula.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {

/// A prompt, default or range, in the order of the files.
struct ConditionalProperty {
  FormulaNo condition = FormulaStore::kYes;
  FormulaNo value = FormulaStore::kYes;  ///< of a default
  SymbolNo low = 0;                      ///< of a range, and `high`; for a
  SymbolNo high = 0;                     ///< default that is one symbol, `low`
  bool is_symbol = false;                ///< of a default: it is `low`
  const Property* source = nullptr;
  uint32_t order = 0;  ///< among all of the symbol
};

/// One of the things that an option depends on.
struct Requirement {
  FormulaNo condition = FormulaStore::kYes;
  ExprPtr expr;
  const Property* source = nullptr;  ///< null for a block around it
};

/// What one `select` lends: the smallest of its selector and its conditions.
struct Lent {
  FormulaNo value = FormulaStore::kNo;
  SymbolNo by = 0;
  const Property* source = nullptr;
};

struct Symbol {
  enum class Kind : uint8_t { kOption, kConstant, kMacro, kChoice };

  std::string_view name;  ///< option, constant's or macro's text
  Kind kind = Kind::kOption;
  OptionType type = OptionType::kUnknown;
  std::vector<ConditionalProperty> prompts;
  std::vector<ConditionalProperty> defaults;
  std::vector<ConditionalProperty> ranges;
  /// What its definitions depend on; nothing where none depends on anything.
  std::optional<FormulaNo> direct;
  /// The same one by one, where there is one definition; else empty.
  std::vector<Requirement> requirements;
  std::vector<Lent> selects;
  FormulaNo reverse = FormulaStore::kNo;  ///< of all selects of it
  FormulaNo implied = FormulaStore::kNo;  ///< of all implies
  int choice = -1;                        ///< index into choices(), or -1
  int choice_of = -1;                     ///< of kChoice: its index
  bool allnoconfig_y = false;
  /// Has what an older .config says of it, and is not written (Linux 6.18).
  bool transitional = false;
};

struct ChoiceSymbols {
  /// The choice as a symbol, where the dialect gives it a value.
  std::optional<SymbolNo> symbol;
  std::vector<SymbolNo> members;  ///< in the order of the files
  std::vector<ConditionalProperty> prompts;
  std::vector<ConditionalProperty> defaults;
  bool optional = false;
};

class SymbolTable {
 public:
  static constexpr SymbolNo kYes = 0;
  static constexpr SymbolNo kModule = 1;
  static constexpr SymbolNo kNo = 2;

  /// The tree must outlive the table.
  explicit SymbolTable(const Tree& tree, const Dialect& dialect = {});

  size_t size() const { return symbols_.size(); }
  const Symbol& operator[](SymbolNo number) const { return symbols_[number]; }
  /// An option that a file defines or mentions, without CONFIG_.
  std::optional<SymbolNo> Find(std::string_view option) const;
  /// The option that says whether there are modules; kNo without one.
  SymbolNo modules() const { return modules_; }

  /// A condition that somebody asks about, as the files write them.  Names
  /// that no file mentions become symbols without a type.
  FormulaNo AddCondition(const ExprPtr& expr) { return Compile(expr, true); }

  const std::vector<ChoiceSymbols>& choices() const { return choices_; }
  const FormulaStore& formulas() const { return formulas_; }
  const Tree& tree() const { return tree_; }
  const Dialect& dialect() const { return dialect_; }

  /// The conditions of a MenuNode, by its index: of its title, and of its
  /// `visible if`.
  FormulaNo TitleCondition(size_t node) const { return titles_[node]; }
  FormulaNo Visibility(size_t node) const { return visibilities_[node]; }

 private:
  SymbolNo Intern(Symbol::Kind kind, std::string_view name);
  SymbolNo Operand(const Expr& leaf);
  FormulaNo Compile(const ExprPtr& expr, bool is_condition);
  void AddDefinition(const Definition& definition);
  void AddProperty(const Property& property, const Definition& definition,
                   FormulaNo dependency, SymbolNo number);
  void AddAllLent();
  void AddLent(const Definition& definition);
  ConditionalProperty Default(const Property& property, FormulaNo dependency);
  void AddChoice(const Choice& choice);
  void GiveValue(const Choice& choice, ChoiceSymbols& added);
  std::vector<Requirement> RequirementsOf(const Definition& definition);
  /// Of a definition, and of the choice around it.
  FormulaNo DependencyOf(const Definition& definition);

  const Tree& tree_;
  const Dialect dialect_;
  std::vector<Symbol> symbols_;
  std::unordered_map<std::string_view, SymbolNo> options_;
  std::unordered_map<std::string_view, SymbolNo> constants_;
  std::unordered_map<std::string_view, SymbolNo> macros_;
  FormulaStore formulas_{kYes, kNo};
  /// By expression and by whether it is a condition.
  std::unordered_map<const Expr*, FormulaNo> compiled_[2];
  std::vector<ExprPtr> kept_;  ///< what compiled_ has the addresses of
  std::vector<ChoiceSymbols> choices_;
  SymbolNo modules_ = kNo;
  std::vector<FormulaNo> titles_;
  std::vector<FormulaNo> visibilities_;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_SYMBOL_TABLE_H_
