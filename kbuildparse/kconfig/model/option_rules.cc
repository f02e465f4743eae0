#include "kbuildparse/kconfig/model/option_rules.h"

#include <utility>

namespace kplace::kconfig {
namespace {

TristateLiterals BothOf(RuleWriter& writer, FormulaNo formula, bool is_bool) {
  Literal set = writer.formulas.Set(formula);
  return {set, is_bool ? set : writer.formulas.Yes(formula)};
}

TristateLiterals Visible(RuleWriter& writer, const Symbol& symbol,
                         bool is_bool) {
  std::vector<Literal> set, yes;
  for (const ConditionalProperty& prompt : symbol.prompts) {
    TristateLiterals seen = BothOf(writer, prompt.condition, is_bool);
    set.push_back(seen.set);
    yes.push_back(seen.yes);
  }
  return {writer.clauses.Or(std::move(set)), writer.clauses.Or(std::move(yes))};
}

/// The first default whose condition holds.
TristateLiterals Default(RuleWriter& writer, const Symbol& symbol,
                         bool is_bool) {
  ClauseSet& clauses = writer.clauses;
  std::vector<Literal> set, yes;
  Literal pending = kTrue;
  for (const ConditionalProperty& property : symbol.defaults) {
    TristateLiterals condition = BothOf(writer, property.condition, is_bool);
    TristateLiterals value = BothOf(writer, property.value, is_bool);
    set.push_back(clauses.And({pending, condition.set, value.set}));
    yes.push_back(clauses.And({pending, condition.yes, value.yes}));
    pending = clauses.And({pending, -condition.set});
    if (pending == kFalse) break;
  }
  return {clauses.Or(std::move(set)), clauses.Or(std::move(yes))};
}

TristateLiterals Wanted(RuleWriter& writer, const Symbol& symbol,
                        bool is_bool) {
  TristateLiterals value = Default(writer, symbol, is_bool);
  if (symbol.implied == FormulaStore::kNo || symbol.choice >= 0) return value;
  ClauseSet& clauses = writer.clauses;
  TristateLiterals implied = BothOf(writer, symbol.implied, is_bool);
  TristateLiterals direct =
      BothOf(writer, symbol.direct.value_or(FormulaStore::kYes), is_bool);
  Literal raised = clauses.Or({value.yes, implied.yes});
  return {clauses.IfElse(implied.set, direct.set, value.set),
          clauses.IfElse(implied.set, clauses.And({raised, direct.yes}),
                         value.yes)};
}

/// Each `select` by itself.
void AddSelects(RuleWriter& writer, SymbolNo number, Literal unless) {
  const Symbol& symbol = writer.symbols[number];
  if (symbol.choice >= 0) return;
  const auto [set, yes] = writer.leaves.Tristate(number);
  for (const Lent& lent : symbol.selects) {
    writer.Begin({Rule::Kind::kSelect, number, lent.source});
    TristateLiterals value = BothOf(writer, lent.value, set == yes);
    writer.clauses.Add({unless, -value.set, set});
    if (set != yes) writer.clauses.Add({unless, -value.yes, yes});
  }
}

void AddRequirements(RuleWriter& writer, SymbolNo number,
                     const OptionParts& parts) {
  const auto [set, yes] = writer.leaves.Tristate(number);
  for (const Requirement& requirement : writer.symbols[number].requirements) {
    writer.Begin({Rule::Kind::kRequirement, number, requirement.source, -1,
                  requirement.condition});
    TristateLiterals needs = BothOf(writer, requirement.condition, set == yes);
    writer.clauses.Add({-set, needs.set, parts.lent.set});
    if (set == yes) continue;
    writer.clauses.Add({-yes, writer.no_modules, needs.yes, parts.lent.yes});
  }
}

}  // namespace

OptionParts PartsOf(RuleWriter& writer, SymbolNo number) {
  const Symbol& symbol = writer.symbols[number];
  const bool is_bool = symbol.type == OptionType::kBool;
  // Nobody selects or implies a member of a choice.
  FormulaNo reverse = symbol.choice < 0 ? symbol.reverse : FormulaStore::kNo;
  return {Visible(writer, symbol, is_bool), BothOf(writer, reverse, is_bool),
          Wanted(writer, symbol, is_bool)};
}

void AddOptionRules(RuleWriter& writer, SymbolNo number) {
  AddOptionRules(writer, number, PartsOf(writer, number), kFalse);
}

void AddOptionRules(RuleWriter& writer, SymbolNo number,
                    const OptionParts& parts, Literal unless) {
  ClauseSet& clauses = writer.clauses;
  const auto [set, yes] = writer.leaves.Tristate(number);
  const auto& [visible, lent, wanted] = parts;
  AddSelects(writer, number, unless);
  if (writer.one_by_one) AddRequirements(writer, number, parts);

  writer.Begin({Rule::Kind::kLimit, number});
  clauses.Add({unless, -set, visible.set, lent.set, wanted.set});
  if (set != yes) {
    // A default counts where nobody is asked.
    for (Literal wants : {wanted.yes, -visible.set}) {
      clauses.Add(
          {unless, -yes, writer.no_modules, visible.yes, lent.yes, wants});
    }
    writer.Begin({Rule::Kind::kNoModules, number});
    clauses.Add({-writer.no_modules, -set, yes});
  }
  writer.Begin({Rule::Kind::kDefault, number});
  clauses.Add({unless, visible.set, -wanted.set, set});
  if (set != yes) clauses.Add({unless, visible.set, -wanted.yes, yes});
}

}  // namespace kplace::kconfig
