#include "analyzer/search/reasons.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/search/reason_text.h"
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

std::optional<std::vector<KconfigReason>> Find(
    const kconfig::ModelInputs& inputs, std::span<const FormulaNo> conditions,
    bool with_base) {
  SwitchedModel model(inputs, conditions, with_base);
  std::optional<std::vector<Part>> parts = FindContradiction(model);
  if (!parts) return std::nullopt;
  std::vector<KconfigReason> reasons;
  if (parts->empty()) {
    for (FormulaNo condition : conditions) {
      TellNeverM(inputs.symbols, condition, reasons);
    }
  }
  for (const Part& part : *parts) {
    reasons.push_back(part.rule != nullptr
                          ? TellRule(inputs.symbols, *part.rule)
                          : TellKept(inputs, *part.kept));
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
