#include "kbuildparse/kconfig/symbol_table.h"

#include <algorithm>
#include <utility>

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

bool IsLeaf(const Expr& expr) {
  return expr.op == Op::kSymbol || expr.op == Op::kConstant ||
         expr.op == Op::kMacro;
}

}  // namespace

SymbolTable::SymbolTable(const Tree& tree, const Dialect& dialect)
    : tree_(tree), dialect_(dialect) {
  for (std::string_view name : {"y", "m", "n"}) {
    symbols_[Intern(Symbol::Kind::kConstant, name)].type =
        OptionType::kTristate;
  }
  // Conditions speak of it: `m` is "m && MODULES" (rewrite_m() of menu.c).
  for (const auto& definition : tree.definitions()) {
    if (definition->modules) {
      modules_ = Intern(Symbol::Kind::kOption, definition->option);
    }
  }
  for (const Choice& choice : tree.choices()) AddChoice(choice);
  for (const auto& definition : tree.definitions()) AddDefinition(*definition);
  AddAllLent();
  for (const MenuNode& node : tree.nodes()) {
    titles_.push_back(Compile(node.dependency, true));
    visibilities_.push_back(Compile(node.visible, true));
  }
}

std::optional<SymbolNo> SymbolTable::Find(std::string_view option) const {
  auto it = options_.find(option);
  if (it == options_.end()) return std::nullopt;
  return it->second;
}

SymbolNo SymbolTable::Intern(Symbol::Kind kind, std::string_view name) {
  auto& names = kind == Symbol::Kind::kOption     ? options_
                : kind == Symbol::Kind::kConstant ? constants_
                                                  : macros_;
  auto [it, fresh] =
      names.try_emplace(name, static_cast<SymbolNo>(symbols_.size()));
  if (fresh) {
    Symbol& symbol = symbols_.emplace_back();
    symbol.name = name;
    symbol.kind = kind;
  }
  return it->second;
}

SymbolNo SymbolTable::Operand(const Expr& leaf) {
  Symbol::Kind kind = leaf.op == Op::kSymbol     ? Symbol::Kind::kOption
                      : leaf.op == Op::kConstant ? Symbol::Kind::kConstant
                                                 : Symbol::Kind::kMacro;
  return Intern(kind, leaf.name);
}

FormulaNo SymbolTable::Compile(const ExprPtr& expr, bool is_condition) {
  if (expr == nullptr) return FormulaStore::kYes;
  auto known = compiled_[is_condition].find(expr.get());
  if (known != compiled_[is_condition].end()) return known->second;
  FormulaNo formula = FormulaStore::kYes;
  switch (expr->op) {
    case Op::kSymbol:
    case Op::kConstant:
    case Op::kMacro: {
      SymbolNo symbol = Operand(*expr);
      formula = formulas_.Symbol(symbol);
      if (is_condition && symbol == kModule) {
        formula = formulas_.And(formula, formulas_.Symbol(modules_));
      }
      break;
    }
    case Op::kNot:
      formula = formulas_.Not(Compile(expr->left, is_condition));
      break;
    case Op::kAnd:
      formula = formulas_.And(Compile(expr->left, is_condition),
                              Compile(expr->right, is_condition));
      break;
    case Op::kOr:
      formula = formulas_.Or(Compile(expr->left, is_condition),
                             Compile(expr->right, is_condition));
      break;
    default:
      formula = formulas_.Compare(expr->op, Operand(*expr->left),
                                  Operand(*expr->right));
  }
  kept_.push_back(expr);
  compiled_[is_condition].emplace(expr.get(), formula);
  return formula;
}

ConditionalProperty SymbolTable::Default(const Property& property,
                                         FormulaNo dependency) {
  ConditionalProperty added;
  added.source = &property;
  added.condition =
      formulas_.And(dependency, Compile(property.condition, true));
  added.value = Compile(property.value, false);
  added.is_symbol = property.value != nullptr && IsLeaf(*property.value);
  if (added.is_symbol) added.low = Operand(*property.value);
  return added;
}

void SymbolTable::AddChoice(const Choice& choice) {
  ChoiceSymbols added;
  added.optional = choice.optional;
  FormulaNo dependency = formulas_.And(Compile(choice.enclosing, true),
                                       Compile(choice.OwnDependency(), true));
  for (const Property& property : choice.properties) {
    if (property.kind == Property::Kind::kDefault) {
      added.defaults.push_back(Default(property, dependency));
    } else if (property.kind == Property::Kind::kPrompt) {
      ConditionalProperty prompt;
      prompt.source = &property;
      prompt.condition = formulas_.And(
          dependency, formulas_.And(Compile(property.condition, true),
                                    Compile(choice.visible, true)));
      added.prompts.push_back(prompt);
    }
  }
  if (dialect_.choice_has_value) GiveValue(choice, added);
  choices_.push_back(std::move(added));
}

/// What is visible and not optional is at least m, as if something selected it
/// (the end of menu_finalize() in older menu.c).
void SymbolTable::GiveValue(const Choice& choice, ChoiceSymbols& added) {
  added.symbol = static_cast<SymbolNo>(symbols_.size());
  Symbol& symbol = symbols_.emplace_back();
  symbol.kind = Symbol::Kind::kChoice;
  symbol.name = choice.name;
  symbol.type = choice.type;
  symbol.prompts = added.prompts;
  symbol.choice_of = static_cast<int>(choices_.size());
  if (added.optional) return;
  for (const ConditionalProperty& prompt : added.prompts) {
    symbol.reverse = formulas_.Or(
        symbol.reverse,
        formulas_.And(prompt.condition, formulas_.Symbol(kModule)));
  }
}

FormulaNo SymbolTable::DependencyOf(const Definition& definition) {
  bool in_choice =
      definition.choice >= 0 &&
      choices_[static_cast<size_t>(definition.choice)].symbol.has_value();
  if (!in_choice) return Compile(definition.Dependency(), true);
  // The value of the choice stands for all that is outside of it.
  const ChoiceSymbols& around =
      choices_[static_cast<size_t>(definition.choice)];
  FormulaNo dependency = Compile(definition.DependencyInChoice(), true);
  // A choice without a type has that of its first member.
  Symbol& choice = symbols_[*around.symbol];
  if (choice.type == OptionType::kUnknown) choice.type = definition.type;
  dependency = formulas_.And(formulas_.Symbol(*around.symbol), dependency);
  bool needs_yes = choice.type == OptionType::kTristate &&
                   definition.type != OptionType::kTristate;
  if (!needs_yes) return dependency;
  return formulas_.And(formulas_.Compare(Op::kEqual, *around.symbol, kYes),
                       dependency);
}

void SymbolTable::AddDefinition(const Definition& definition) {
  SymbolNo number = Intern(Symbol::Kind::kOption, definition.option);
  FormulaNo dependency = DependencyOf(definition);
  bool has_prompt = false;
  for (const Property& property : definition.properties) {
    has_prompt |= property.kind == Property::Kind::kPrompt;
    AddProperty(property, definition, dependency, number);
  }
  if (definition.choice < 0) {
    std::vector<Requirement> requirements = RequirementsOf(definition);
    symbols_[number].requirements = std::move(requirements);
  }
  Symbol& symbol = symbols_[number];
  if (symbol.type == OptionType::kUnknown) symbol.type = definition.type;
  symbol.allnoconfig_y |= definition.allnoconfig_y;
  symbol.transitional |= definition.transitional;
  // Where a definition depends on nothing, conf forgets that: the others
  // count (expr_alloc_or() with nothing gives the other).
  if (dependency != FormulaStore::kYes && definition.choice < 0) {
    symbol.direct =
        symbol.direct ? formulas_.Or(*symbol.direct, dependency) : dependency;
  }
  // Only what has a prompt is a member (sym_get_choice_menu()).
  if (definition.choice >= 0 && has_prompt && symbol.choice < 0) {
    symbol.choice = definition.choice;
    choices_[static_cast<size_t>(definition.choice)].members.push_back(number);
  }
}

std::vector<Requirement> SymbolTable::RequirementsOf(
    const Definition& definition) {
  std::vector<Requirement> requirements;
  if (tree_.DefinitionsOf(definition.option).size() != 1) return requirements;
  for (const Property& property : definition.properties) {
    if (property.kind != Property::Kind::kDepends) continue;
    ExprPtr expr = kconfig::DependencyOf(property);
    requirements.push_back({Compile(expr, true), expr, &property});
  }
  for (const ExprPtr& part : Conjuncts(definition.enclosing)) {
    requirements.push_back({Compile(part, true), part, nullptr});
  }
  return requirements;
}

void SymbolTable::AddProperty(const Property& property,
                              const Definition& definition,
                              FormulaNo dependency, SymbolNo number) {
  FormulaNo condition =
      formulas_.And(dependency, Compile(property.condition, true));
  const auto order = static_cast<uint32_t>(symbols_[number].prompts.size() +
                                           symbols_[number].defaults.size() +
                                           symbols_[number].ranges.size());
  switch (property.kind) {
    case Property::Kind::kPrompt: {
      ConditionalProperty prompt;
      prompt.source = &property;
      prompt.order = order;
      prompt.condition =
          formulas_.And(condition, Compile(definition.visible, true));
      symbols_[number].prompts.push_back(prompt);
      break;
    }
    case Property::Kind::kDefault: {
      ConditionalProperty added = Default(property, dependency);
      added.order = order;
      symbols_[number].defaults.push_back(added);
      break;
    }
    case Property::Kind::kRange: {
      ConditionalProperty range;
      range.source = &property;
      range.order = order;
      range.condition = condition;
      range.low = Operand(*property.value->left);
      range.high = Operand(*property.value->right);
      symbols_[number].ranges.push_back(range);
      break;
    }
    case Property::Kind::kSelect:
    case Property::Kind::kImply:
    case Property::Kind::kDepends:
      break;
  }
}

/// In the order in which conf comes to them: what stands directly in a block
/// before what stands in the blocks inside of it (_menu_finalize() of menu.c).
void SymbolTable::AddAllLent() {
  std::vector<const Definition*> definitions;
  for (const auto& definition : tree_.definitions()) {
    definitions.push_back(definition.get());
  }
  std::stable_sort(definitions.begin(), definitions.end(),
                   [](const Definition* a, const Definition* b) {
                     return a->block < b->block;
                   });
  for (const Definition* definition : definitions) AddLent(*definition);
}

void SymbolTable::AddLent(const Definition& definition) {
  using Kind = Property::Kind;
  const SymbolNo number = Intern(Symbol::Kind::kOption, definition.option);
  const FormulaNo dependency = DependencyOf(definition);
  for (const Property& property : definition.properties) {
    const bool select = property.kind == Kind::kSelect;
    if (!select && property.kind != Kind::kImply) continue;
    const FormulaNo condition =
        formulas_.And(dependency, Compile(property.condition, true));
    const SymbolNo target = Operand(*property.value);
    const FormulaNo lent = formulas_.And(formulas_.Symbol(number), condition);
    Symbol& symbol = symbols_[target];
    if (symbol.transitional) continue;  // conf does not look at it
    FormulaNo& all = select ? symbol.reverse : symbol.implied;
    all = formulas_.Or(all, lent);
    if (select) symbol.selects.push_back({lent, number, &property});
  }
}

}  // namespace kplace::kconfig
