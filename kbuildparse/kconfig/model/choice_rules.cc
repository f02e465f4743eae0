#include "kbuildparse/kconfig/model/choice_rules.h"

#include <utility>

#include "kbuildparse/kconfig/model/option_rules.h"

namespace kplace::kconfig {
namespace {

/// Where the choice is y: the one that is y.
void AddMembers(RuleWriter& writer, const std::vector<SymbolNo>& members) {
  ClauseSet& clauses = writer.clauses;
  std::vector<Literal> chosen;
  for (SymbolNo member : members) {
    const auto [set, yes] = writer.leaves.Tristate(member);
    chosen.push_back(yes);
    clauses.Add({-set, yes});
    clauses.Add({-yes, CanBeChosen(writer, member)});
  }
  clauses.AtMostOne(chosen);
  for (SymbolNo member : members) {
    std::vector<Literal> one_is_there = chosen;
    one_is_there.push_back(-CanBeChosen(writer, member));
    clauses.Add(one_is_there);
  }
}

// -------------------------------------------------- choices that have a value

/// Its prompts as they would be if the choice were y.
Literal VisibleIfYes(RuleWriter& writer, SymbolNo member, SymbolNo choice) {
  const FormulaStore& formulas = writer.symbols.formulas();
  std::vector<Literal> prompts;
  for (const ConditionalProperty& prompt : writer.symbols[member].prompts) {
    std::vector<Literal> others;
    std::vector<FormulaNo> pending = {prompt.condition};
    while (!pending.empty()) {
      FormulaNo number = pending.back();
      const Formula& part = formulas[number];
      pending.pop_back();
      if (part.op == Expr::Op::kAnd) {
        pending.insert(pending.end(), {part.left, part.right});
        continue;
      }
      bool is_choice =
          (part.op == Expr::Op::kSymbol || part.op == Expr::Op::kEqual) &&
          part.left == choice;
      if (!is_choice) others.push_back(writer.formulas.Set(number));
    }
    prompts.push_back(writer.clauses.And(std::move(others)));
  }
  return writer.clauses.Or(std::move(prompts));
}

/// The choice by itself.
void AddChoiceSymbol(RuleWriter& writer, const ChoiceSymbols& choice) {
  ClauseSet& clauses = writer.clauses;
  const SymbolNo number = *choice.symbol;
  const auto [set, yes] = writer.leaves.Tristate(number);
  OptionParts parts = PartsOf(writer, number);
  clauses.Add({-set, parts.visible.set, parts.lent.set});
  clauses.Add({-yes, writer.no_modules, parts.visible.yes, parts.lent.yes});
  clauses.Add({-writer.no_modules, -set, yes});
  // At y without a member that it could choose, it is n.
  std::vector<Literal> could_choose;
  for (SymbolNo member : choice.members) {
    could_choose.push_back(VisibleIfYes(writer, member, number));
  }
  Literal could = clauses.Or(std::move(could_choose));
  clauses.Add({-parts.lent.set, -could, set});
  clauses.Add({-parts.lent.yes, -could, yes});
}

/// What can only be m is not there while the choice is y.
TristateLiterals LimitedByChoice(RuleWriter& writer, SymbolNo member,
                                 TristateLiterals visible, Literal choice_yes) {
  if (writer.symbols[member].type != OptionType::kTristate) return visible;
  Literal gone = writer.clauses.And({choice_yes, -visible.yes});
  return {writer.clauses.And({visible.set, -gone}), visible.yes};
}

void AddMembersOfValue(RuleWriter& writer, const ChoiceSymbols& choice,
                       RuleNo rule) {
  ClauseSet& clauses = writer.clauses;
  Literal choice_yes = writer.leaves.Tristate(*choice.symbol).yes;
  std::vector<Literal> all_chosen;
  for (SymbolNo member : choice.members) {
    const auto [set, yes] = writer.leaves.Tristate(member);
    const auto [parts, asked] = PartsOfMember(writer, choice, member);
    AddOptionRules(writer, member, parts, asked);
    clauses.Begin(rule);
    Literal chosen = clauses.NewVariable();
    all_chosen.push_back(chosen);
    clauses.Add({-chosen, choice_yes});
    clauses.Add({-chosen, parts.visible.set});
    clauses.Add({-asked, -chosen, yes});
    clauses.Add({-asked, chosen, -set});
  }
  clauses.AtMostOne(all_chosen);
  all_chosen.push_back(-choice_yes);
  clauses.Add(all_chosen);
}

}  // namespace

Literal CanBeChosen(RuleWriter& writer, SymbolNo member) {
  std::vector<Literal> prompts;
  for (const ConditionalProperty& prompt : writer.symbols[member].prompts) {
    prompts.push_back(writer.formulas.Set(prompt.condition));
  }
  return writer.clauses.Or(std::move(prompts));
}

MemberParts PartsOfMember(RuleWriter& writer, const ChoiceSymbols& choice,
                          SymbolNo member) {
  MemberParts found;
  found.parts = PartsOf(writer, member);
  TristateLiterals& visible = found.parts.visible;
  visible = LimitedByChoice(writer, member, visible,
                            writer.leaves.Tristate(*choice.symbol).yes);
  found.asked = writer.clauses.Or(
      {visible.yes, writer.clauses.And({visible.set, writer.no_modules})});
  return found;
}

void AddChoiceRules(RuleWriter& writer, int number) {
  const ChoiceSymbols& choice =
      writer.symbols.choices()[static_cast<size_t>(number)];
  writer.Begin(
      {Rule::Kind::kChoice, choice.symbol.value_or(0), nullptr, number});
  const auto rule = static_cast<RuleNo>(writer.rules.size() - 1);
  if (!choice.symbol) return AddMembers(writer, choice.members);
  AddChoiceSymbol(writer, choice);
  AddMembersOfValue(writer, choice, rule);
}

}  // namespace kplace::kconfig
