#include "kbuildparse/kconfig/model/symbol_literals.h"

#include <algorithm>
#include <utility>

#include "kbuildparse/kconfig/number_text.h"

namespace kplace::kconfig {
namespace {

bool IsText(const Symbol& symbol) {
  return symbol.kind == Symbol::Kind::kOption &&
         (symbol.type == OptionType::kString ||
          symbol.type == OptionType::kInt || symbol.type == OptionType::kHex);
}

/// A set of texts in the order in which they were added.
class Domains {
 public:
  void Add(const std::string& text, std::optional<SymbolNo> macro = {}) {
    for (const PossibleText& known : texts_) {
      if (known.text == text && known.macro == macro) return;
    }
    texts_.push_back({text, kFalse, macro});
  }
  std::vector<PossibleText> Take() { return std::move(texts_); }

 private:
  std::vector<PossibleText> texts_;
};

}  // namespace

SymbolLiterals::SymbolLiterals(const SymbolTable& symbols,
                               const MacroAnswers& macros,
                               const UserValues& user, ClauseSet& clauses)
    : symbols_(symbols),
      macros_(macros),
      user_(user),
      clauses_(clauses),
      tristates_(symbols.size()),
      texts_(symbols.size()),
      being_made_(symbols.size()),
      compared_(symbols.size()) {
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    switch (symbols[number].kind) {
      case Symbol::Kind::kConstant:
        if (number == SymbolTable::kYes) tristates_[number] = {kTrue, kTrue};
        if (number == SymbolTable::kModule)
          tristates_[number] = {kTrue, kFalse};
        break;
      case Symbol::Kind::kMacro:
        MakeMacro(number);
        break;
      default:
        if (IsTristateType(symbols[number].type)) MakeTristate(number);
    }
  }
  FindComparedTexts();
}

void SymbolLiterals::MakeTristate(SymbolNo number) {
  Literal set = clauses_.NewVariable();
  if (symbols_[number].type == OptionType::kBool) {
    tristates_[number] = {set, set};
    return;
  }
  Literal yes = clauses_.NewVariable();
  clauses_.Add({-yes, set});
  tristates_[number] = {set, yes};
}

void SymbolLiterals::MakeMacro(SymbolNo number) {
  auto answer = macros_.find(symbols_[number].name);
  if (answer != macros_.end()) {
    if (answer->second == "y") tristates_[number] = {kTrue, kTrue};
    if (answer->second == "m") tristates_[number] = {kTrue, kFalse};
    return;
  }
  Literal yes = clauses_.NewVariable();
  tristates_[number] = {yes, yes};
  open_.push_back({number, -yes});
}

void SymbolLiterals::FindComparedTexts() {
  auto add = [this](SymbolNo to, SymbolNo from) {
    if (!IsText(symbols_[to])) return;
    const Symbol& other = symbols_[from];
    if (other.kind == Symbol::Kind::kConstant ||
        other.type == OptionType::kUnknown) {
      compared_[to].emplace_back(other.name);
    }
  };
  const FormulaStore& formulas = symbols_.formulas();
  for (FormulaNo number = 0; number < formulas.size(); ++number) {
    const Formula& formula = formulas[number];
    if (formula.op < Expr::Op::kEqual) continue;
    add(formula.left, formula.right);
    add(formula.right, formula.left);
  }
}

std::vector<PossibleText> SymbolLiterals::TextsOfTristate(
    SymbolNo number) const {
  const auto [set, yes] = tristates_[number];
  if (set == yes) return {{"n", -set, {}}, {"y", yes, {}}};
  return {
      {"n", -set, {}}, {"m", clauses_.And({set, -yes}), {}}, {"y", yes, {}}};
}

const std::vector<PossibleText>& SymbolLiterals::Texts(SymbolNo number) {
  std::vector<PossibleText>& texts = texts_[number];
  if (!texts.empty() || being_made_[number]) return texts;
  const Symbol& symbol = symbols_[number];
  if (symbol.kind == Symbol::Kind::kMacro) {
    auto answer = macros_.find(symbol.name);
    texts = {answer == macros_.end() ? PossibleText{"", kTrue, number}
                                     : PossibleText{answer->second, kTrue, {}}};
  } else if (IsText(symbol)) {
    being_made_[number] = true;
    std::vector<PossibleText> domain = Domain(number);
    being_made_[number] = false;
    std::vector<Literal> all;
    for (PossibleText& possible : domain) {
      possible.when = domain.size() == 1 ? kTrue : clauses_.NewVariable();
      all.push_back(possible.when);
    }
    clauses_.Add(all);
    clauses_.AtMostOne(all);
    texts = std::move(domain);
    asked_for_.push_back(number);
  } else if (symbol.kind != Symbol::Kind::kConstant &&
             IsTristateType(symbol.type)) {
    texts = TextsOfTristate(number);
  } else {
    texts = {{std::string(symbol.name), kTrue, {}}};
  }
  return texts;
}

/// Every text that it can come to.  A user could type others, but nothing would
/// depend on which.
std::vector<PossibleText> SymbolLiterals::Domain(SymbolNo number) {
  const Symbol& symbol = symbols_[number];
  Domains domain;
  domain.Add(symbol.type == OptionType::kString ||
                     symbols_.dialect().empty_numbers
                 ? ""
             : symbol.type == OptionType::kInt ? "0"
                                               : "0x0");
  auto add_all = [&](SymbolNo from) {
    for (const PossibleText& possible : Texts(from)) {
      domain.Add(possible.text, possible.macro);
    }
  };
  for (const ConditionalProperty& property : symbol.defaults) {
    if (property.is_symbol) add_all(property.low);
  }
  for (const ConditionalProperty& range : symbol.ranges) {
    add_all(range.low);
    add_all(range.high);
  }
  if (symbol.prompts.empty()) return domain.Take();
  for (const std::string& text : compared_[number]) {
    if (!IsValidText(symbol.type, text)) continue;
    domain.Add(text);
    if (symbol.type == OptionType::kString) continue;
    // So that "less" and "greater" can come true.
    domain.Add(NumberBeside(symbol.type, text, -1));
    domain.Add(NumberBeside(symbol.type, text, 1));
  }
  if (symbol.type == OptionType::kString) domain.Add("other");
  if (user_[number]) domain.Add(user_[number]->text);
  return domain.Take();
}

std::vector<SymbolNo> SymbolLiterals::TakeAskedFor() {
  return std::exchange(asked_for_, {});
}

Literal SymbolLiterals::OpenComparison(SymbolNo macro, bool assumed) {
  Literal answer = clauses_.NewVariable();
  open_.push_back({macro, assumed ? answer : -answer});
  return answer;
}

}  // namespace kplace::kconfig
