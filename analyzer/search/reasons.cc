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
using kconfig::Symbol;
using kconfig::SymbolNo;
using kconfig::SymbolTable;

/// What can be left out, one by one: rules, and settings of the base.
struct Part {
  Literal on = kconfig::kTrue;
  const Rule* rule = nullptr;
  const kconfig::KeptSetting* kept = nullptr;

  /// What says least comes last: a whole limit where one line of it would do.
  int Plainness() const {
    if (kept != nullptr) return 4;
    switch (rule->kind) {
      case Rule::Kind::kRequirement:
        return rule->source != nullptr ? 0 : 1;
      case Rule::Kind::kSelect:
        return 0;
      case Rule::Kind::kLimit:
        return 3;
      default:
        return 2;
    }
  }
};

/// That there is no m without modules is no news to anybody.
bool CanBeSpared(const Rule& rule) {
  return rule.kind != Rule::Kind::kName && rule.kind != Rule::Kind::kNoModules;
}

/// The options in a condition.
void Collect(const SymbolTable& symbols, FormulaNo number,
             std::vector<SymbolNo>& found) {
  const kconfig::Formula& formula = symbols.formulas()[number];
  using Op = kconfig::Expr::Op;
  if (formula.op == Op::kSymbol) {
    found.push_back(formula.left);
  } else if (formula.op >= Op::kEqual) {
    found.insert(found.end(), {formula.left, formula.right});
  } else {
    Collect(symbols, formula.left, found);
    if (formula.op != Op::kNot) Collect(symbols, formula.right, found);
  }
}

/// The rules of a model with a switch each.
class SwitchedModel {
 public:
  SwitchedModel(const kconfig::ModelInputs& inputs,
                std::span<const FormulaNo> conditions, bool with_base)
      : symbols_(inputs.symbols), model_(inputs, true) {
    for (FormulaNo condition : conditions) {
      conditions_.push_back(model_.Holds(condition));
    }
    if (with_base) kept_ = model_.Keep();
    AddParts(conditions);
    solver_.SkipVariables(Switch(static_cast<RuleNo>(model_.rules().size())));
    std::vector<Literal> clause;
    model_.clauses().ForEach(
        [&](std::span<const Literal> literals, RuleNo rule) {
          clause.assign(literals.begin(), literals.end());
          if (CanBeSpared(model_.rules()[rule])) {
            clause.push_back(-Switch(rule));
          }
          solver_.Add(clause);
        });
  }

  const std::vector<Part>& parts() const { return parts_; }

  /// Some of `parts`, in their order, that contradict the conditions; nothing
  /// if they do not.
  std::optional<std::vector<Part>> Contradiction(
      const std::vector<Part>& parts) {
    std::vector<Literal> assumptions = conditions_;
    for (const Part& part : parts) assumptions.push_back(part.on);
    if (solver_.Solve(assumptions) != Answer::kNo) return std::nullopt;
    std::vector<Literal> failed = solver_.Failed();
    std::sort(failed.begin(), failed.end());
    std::vector<Part> needed;
    for (const Part& part : parts) {
      if (std::binary_search(failed.begin(), failed.end(), part.on)) {
        needed.push_back(part);
      }
    }
    return needed;
  }

 private:
  Literal Switch(RuleNo rule) const {
    return model_.clauses().variables() + 1 + static_cast<Literal>(rule);
  }

  void AddParts(std::span<const FormulaNo> conditions) {
    for (RuleNo number = 1; number < model_.rules().size(); ++number) {
      const Rule& rule = model_.rules()[number];
      if (CanBeSpared(rule)) parts_.push_back({Switch(number), &rule});
    }
    std::vector<SymbolNo> named;
    for (FormulaNo condition : conditions) Collect(symbols_, condition, named);
    for (const kconfig::KeptSetting& kept : kept_) {
      bool is_named = false;
      for (SymbolNo symbol : named) {
        is_named |= kept.choice < 0 ? kept.symbol == symbol
                                    : symbols_[symbol].choice == kept.choice;
      }
      if (!is_named) parts_.push_back({kept.kept, nullptr, &kept});
    }
  }

  const SymbolTable& symbols_;
  Model model_;
  Solver solver_;
  std::vector<kconfig::KeptSetting> kept_;
  std::vector<Part> parts_;
  std::vector<Literal> conditions_;
};

/// With the lines of those options of which a whole limit is needed: one may be
/// enough.
std::vector<Part> WithLines(const SwitchedModel& model,
                            const std::vector<Part>& needed) {
  std::vector<Part> with_lines = needed;
  for (const Part& part : model.parts()) {
    if (part.rule == nullptr || part.rule->kind != Rule::Kind::kRequirement) {
      continue;
    }
    bool is_there = false, is_wanted = false;
    for (const Part& other : needed) {
      is_there |= other.on == part.on;
      is_wanted |=
          other.rule != nullptr && other.rule->symbol == part.rule->symbol;
    }
    if (is_wanted && !is_there) with_lines.push_back(part);
  }
  return with_lines;
}

/// Parts that contradict the conditions, none of which can be spared.
std::optional<std::vector<Part>> FindContradiction(SwitchedModel& model) {
  std::optional<std::vector<Part>> needed = model.Contradiction(model.parts());
  if (!needed) return std::nullopt;
  for (size_t before = needed->size() + 1; needed->size() < before;) {
    before = needed->size();
    if (auto fewer = model.Contradiction(*needed)) needed = std::move(fewer);
  }
  std::vector<Part> kept = WithLines(model, *needed);
  std::stable_sort(kept.begin(), kept.end(), [](const Part& a, const Part& b) {
    return a.Plainness() > b.Plainness();
  });
  for (size_t i = 0; i < kept.size();) {
    std::vector<Part> without = kept;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (auto fewer = model.Contradiction(without)) {
      kept = std::move(*fewer);
    } else {
      ++i;
    }
  }
  // Rules in the order of the files, then settings.
  std::sort(kept.begin(), kept.end(), [](const Part& a, const Part& b) {
    if ((a.kept == nullptr) != (b.kept == nullptr)) return a.kept == nullptr;
    return a.on < b.on;
  });
  return kept;
}

SourceLoc DefinitionOf(const SymbolTable& symbols, SymbolNo symbol) {
  auto definitions = symbols.tree().DefinitionsOf(symbols[symbol].name);
  return definitions.empty() ? SourceLoc() : definitions.front()->where;
}

KconfigReason OfRequirement(const SymbolTable& symbols, const Rule& rule) {
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

KconfigReason OfSelect(const SymbolTable& symbols, const Rule& rule) {
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
std::string Givers(const Symbol& symbol, const SymbolTable& symbols) {
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

KconfigReason OfRule(const SymbolTable& symbols, const Rule& rule) {
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
               std::vector<KconfigReason>& reasons) {
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

KconfigReason OfKept(const kconfig::ModelInputs& inputs,
                     const kconfig::KeptSetting& kept) {
  if (kept.choice >= 0) {
    const auto& choice =
        inputs.symbols.tree().choices()[static_cast<size_t>(kept.choice)];
    return {"the choice stays as it is", choice.where};
  }
  const Symbol& symbol = inputs.symbols[kept.symbol];
  SourceLoc where = DefinitionOf(inputs.symbols, kept.symbol);
  const auto& asked = inputs.user[kept.symbol];
  if (!asked) {
    return {fmt::format("nothing is said of {}, so it has its default",
                        symbol.name),
            where};
  }
  return {fmt::format("{} is set to {} (line {} of the base)", symbol.name,
                      kconfig::IsTristateType(symbol.type)
                          ? std::string(1, Letter(asked->tristate))
                          : asked->text,
                      asked->order),
          where};
}

std::optional<std::vector<KconfigReason>> Find(
    const kconfig::ModelInputs& inputs, std::span<const FormulaNo> conditions,
    bool with_base) {
  SwitchedModel model(inputs, conditions, with_base);
  std::optional<std::vector<Part>> parts = FindContradiction(model);
  if (!parts) return std::nullopt;
  std::vector<KconfigReason> reasons;
  if (parts->empty()) {
    for (FormulaNo condition : conditions) {
      FindBools(inputs.symbols, condition, reasons);
    }
  }
  for (const Part& part : *parts) {
    reasons.push_back(part.rule != nullptr ? OfRule(inputs.symbols, *part.rule)
                                           : OfKept(inputs, *part.kept));
  }
  return reasons;
}

}  // namespace

std::optional<std::vector<KconfigReason>> FindReasons(
    const kconfig::ModelInputs& inputs, std::span<const FormulaNo> conditions) {
  return Find(inputs, conditions, false);
}

std::optional<std::vector<KconfigReason>> FindReasonsInBase(
    const kconfig::ModelInputs& inputs, std::span<const FormulaNo> conditions) {
  return Find(inputs, conditions, true);
}

}  // namespace kplace
