#include "analyzer/search/reason_text.h"

#include <fmt/core.h>

#include <string_view>

namespace kplace {

using kconfig::FormulaNo;
using kconfig::Rule;
using kconfig::Symbol;
using kconfig::SymbolNo;
using kconfig::SymbolTable;

namespace {

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

}  // namespace

KconfigReason TellRule(const SymbolTable& symbols, const Rule& rule) {
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

void TellNeverM(const SymbolTable& symbols, FormulaNo number,
                std::vector<KconfigReason>& reasons) {
  const kconfig::Formula& formula = symbols.formulas()[number];
  using Op = kconfig::Expr::Op;
  if (formula.op == Op::kAnd || formula.op == Op::kOr) {
    TellNeverM(symbols, formula.left, reasons);
    TellNeverM(symbols, formula.right, reasons);
  } else if (formula.op == Op::kNot) {
    TellNeverM(symbols, formula.left, reasons);
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

KconfigReason TellKept(const kconfig::ModelInputs& inputs,
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

}  // namespace kplace
