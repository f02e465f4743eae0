#include "analyzer/search/reasons.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/search/solver.h"

namespace kplace {
namespace {

using kconfig::FormulaNo;
using kconfig::Model;
using kconfig::Rule;
using kconfig::RuleNo;
using kconfig::SymbolNo;
using kconfig::SymbolTable;

/// The rules of a model with a switch each.
class SwitchedModel {
 public:
  SwitchedModel(const kconfig::ModelInputs& inputs,
                std::span<const FormulaNo> conditions)
      : model_(inputs, true) {
    for (FormulaNo condition : conditions) {
      conditions_.push_back(model_.Holds(condition));
    }
    first_switch_ = model_.clauses().variables() + 1;
    solver_.SkipVariables(Switch(static_cast<RuleNo>(model_.rules().size())));
    std::vector<Literal> clause;
    model_.clauses().ForEach(
        [&](std::span<const Literal> literals, RuleNo rule) {
          clause.assign(literals.begin(), literals.end());
          if (CanBeSpared(rule)) clause.push_back(-Switch(rule));
          solver_.Add(clause);
        });
  }

  const std::vector<Rule>& rules() const { return model_.rules(); }

  /// That there is no m without modules is no news to anybody.
  bool CanBeSpared(RuleNo rule) const {
    Rule::Kind kind = rules()[rule].kind;
    return kind != Rule::Kind::kName && kind != Rule::Kind::kNoModules;
  }

  /// Some of `rules` that contradict the conditions; nothing if they do not.
  std::optional<std::vector<RuleNo>> Contradiction(
      const std::vector<RuleNo>& rules) {
    std::vector<Literal> assumptions = conditions_;
    for (RuleNo rule : rules) assumptions.push_back(Switch(rule));
    if (solver_.Solve(assumptions) != Answer::kNo) return std::nullopt;
    std::vector<RuleNo> needed;
    for (Literal literal : solver_.Failed()) {
      if (literal >= first_switch_) {
        needed.push_back(static_cast<RuleNo>(literal - first_switch_));
      }
    }
    return needed;
  }

 private:
  Literal Switch(RuleNo rule) const {
    return first_switch_ + static_cast<Literal>(rule);
  }

  Model model_;
  Solver solver_;
  std::vector<Literal> conditions_;
  Literal first_switch_ = 0;
};

/// What says least comes last: a whole limit where one line of it would do.
int Plainness(const Rule& rule) {
  switch (rule.kind) {
    case Rule::Kind::kRequirement:
      return rule.source != nullptr ? 0 : 1;
    case Rule::Kind::kSelect:
      return 0;
    case Rule::Kind::kLimit:
      return 3;
    default:
      return 2;
  }
}

std::vector<RuleNo> FindContradiction(SwitchedModel& model) {
  std::vector<RuleNo> all;
  for (RuleNo rule = 1; rule < model.rules().size(); ++rule) {
    if (model.CanBeSpared(rule)) all.push_back(rule);
  }
  std::vector<RuleNo> needed = model.Contradiction(all).value_or(all);
  for (size_t before = needed.size() + 1; needed.size() < before;) {
    before = needed.size();
    if (auto fewer = model.Contradiction(needed)) needed = std::move(*fewer);
  }
  // A whole limit may have been named where a line of it is enough.
  std::vector<RuleNo> with_lines = needed;
  for (RuleNo rule = 1; rule < model.rules().size(); ++rule) {
    if (model.rules()[rule].kind != Rule::Kind::kRequirement) continue;
    for (RuleNo other : needed) {
      if (model.rules()[other].symbol == model.rules()[rule].symbol &&
          std::find(needed.begin(), needed.end(), rule) == needed.end()) {
        with_lines.push_back(rule);
        break;
      }
    }
  }
  std::stable_sort(
      with_lines.begin(), with_lines.end(), [&](RuleNo a, RuleNo b) {
        return Plainness(model.rules()[a]) > Plainness(model.rules()[b]);
      });
  std::vector<RuleNo> kept = with_lines;
  for (RuleNo rule : with_lines) {
    if (std::find(kept.begin(), kept.end(), rule) == kept.end()) continue;
    std::vector<RuleNo> without = kept;
    std::erase(without, rule);
    if (auto fewer = model.Contradiction(without)) {
      // In the order of `kept`, for what is tried next.
      std::erase_if(without, [&](RuleNo other) {
        return std::find(fewer->begin(), fewer->end(), other) == fewer->end();
      });
      kept = std::move(without);
    }
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

SourceLoc DefinitionOf(const SymbolTable& symbols, SymbolNo symbol) {
  auto definitions = symbols.tree().DefinitionsOf(symbols[symbol].name);
  return definitions.empty() ? SourceLoc() : definitions.front()->where;
}

Reason OfRequirement(const SymbolTable& symbols, const Rule& rule) {
  std::string_view name = symbols[rule.symbol].name;
  for (const auto& requirement : symbols[rule.symbol].requirements) {
    if (requirement.source != rule.source ||
        (rule.source == nullptr && requirement.condition != rule.condition)) {
      continue;
    }
    std::string text = ToText(requirement.expr);
    if (rule.source != nullptr) {
      return {fmt::format("{} depends on {}", name, text), rule.source->where};
    }
    return {fmt::format("{} is in a block that depends on {}", name, text),
            DefinitionOf(symbols, rule.symbol)};
  }
  return {fmt::format("{} has dependencies", name),
          DefinitionOf(symbols, rule.symbol)};
}

Reason OfSelect(const SymbolTable& symbols, const Rule& rule) {
  for (const kconfig::Lent& lent : symbols[rule.symbol].selects) {
    if (lent.source != rule.source) continue;
    std::string condition;
    if (rule.source->condition != nullptr) {
      condition = " if " + ToText(rule.source->condition);
    }
    return {fmt::format("{} selects {}{}", symbols[lent.by].name,
                        symbols[rule.symbol].name, condition),
            rule.source->where};
  }
  return {};
}

/// What could give an option a value, as words.
std::string Givers(const kconfig::Symbol& symbol, const SymbolTable& symbols) {
  std::vector<std::string> givers;
  if (!symbol.prompts.empty()) givers.push_back("its prompt");
  if (!symbol.defaults.empty()) givers.push_back("a default");
  if (symbol.implied != kconfig::FormulaStore::kNo) {
    givers.push_back("an imply");
  }
  constexpr size_t kNamed = 3;
  for (size_t i = 0; i < symbol.selects.size() && i < kNamed; ++i) {
    givers.push_back(
        fmt::format("select by {}", symbols[symbol.selects[i].by].name));
  }
  if (symbol.selects.size() > kNamed) {
    givers.push_back(
        fmt::format("{} other selects", symbol.selects.size() - kNamed));
  }
  if (givers.empty()) return "nothing";
  std::string text;
  for (const std::string& giver : givers) {
    text += (text.empty() ? "" : ", ") + giver;
  }
  return text;
}

Reason OfRule(const SymbolTable& symbols, const Rule& rule) {
  const kconfig::Symbol& symbol = symbols[rule.symbol];
  SourceLoc where = DefinitionOf(symbols, rule.symbol);
  switch (rule.kind) {
    case Rule::Kind::kRequirement:
      return OfRequirement(symbols, rule);
    case Rule::Kind::kSelect:
      return OfSelect(symbols, rule);
    case Rule::Kind::kLimit:
      return {fmt::format("{} has a value only by {}", symbol.name,
                          Givers(symbol, symbols)),
              where};
    case Rule::Kind::kDefault:
      return {
          fmt::format("{} has its default where it has no prompt", symbol.name),
          where};
    case Rule::Kind::kChoice: {
      const auto& choice =
          symbols.tree().choices()[static_cast<size_t>(rule.choice)];
      return {"one member of a choice that can be seen is y, and no other",
              choice.where};
    }
    case Rule::Kind::kText:
      return {fmt::format("{} has only values in its range, and its default "
                          "where it has no prompt",
                          symbol.name),
              where};
    case Rule::Kind::kName:
    case Rule::Kind::kNoModules:
      break;
  }
  return {};
}

/// Comparisons with m that no bool can fulfil.
void FindBools(const SymbolTable& symbols, FormulaNo number,
               std::vector<Reason>& reasons) {
  const kconfig::Formula& formula = symbols.formulas()[number];
  using Op = kconfig::Expr::Op;
  if (formula.op == Op::kAnd || formula.op == Op::kOr) {
    FindBools(symbols, formula.left, reasons);
    FindBools(symbols, formula.right, reasons);
  } else if (formula.op == Op::kNot) {
    FindBools(symbols, formula.left, reasons);
  } else if (formula.op == Op::kEqual) {
    SymbolNo option = formula.left;
    if (formula.right != SymbolTable::kModule) return;
    if (symbols[option].type == kconfig::OptionType::kUnknown) {
      reasons.push_back({fmt::format("no Kconfig file of this architecture "
                                     "defines {}",
                                     symbols[option].name),
                         {}});
    } else if (symbols[option].type == kconfig::OptionType::kBool) {
      reasons.push_back(
          {fmt::format("{} is a bool: it is never m", symbols[option].name),
           DefinitionOf(symbols, option)});
    }
  }
}

}  // namespace

std::vector<Reason> FindReasons(const kconfig::ModelInputs& inputs,
                                std::span<const FormulaNo> conditions) {
  SwitchedModel model(inputs, conditions);
  std::vector<RuleNo> rules = FindContradiction(model);
  std::vector<Reason> reasons;
  if (rules.empty()) {
    for (FormulaNo condition : conditions) {
      FindBools(inputs.symbols, condition, reasons);
    }
  }
  for (RuleNo rule : rules) {
    reasons.push_back(OfRule(inputs.symbols, model.rules()[rule]));
  }
  return reasons;
}

}  // namespace kplace
