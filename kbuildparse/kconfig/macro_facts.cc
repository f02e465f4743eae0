#include "kbuildparse/kconfig/macro_facts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace kplace::kconfig {
namespace {

/// More open macros than these in one option are not tried out together.
constexpr size_t kMostTogether = 8;

class FactFinder {
 public:
  FactFinder(const SymbolTable& symbols, const Configuration& config,
             MacroAnswers known)
      : symbols_(symbols),
        config_(config),
        user_(UserValuesOf(symbols, config)),
        values_(symbols, user_, tried_) {
    facts_.answers = std::move(known);
    values_.Believe(config);
  }

  MacroFacts Find() {
    CollectMacros();
    size_t known = 0;
    do {
      known = facts_.answers.size();
      for (const auto& [option, macros] : macros_of_) Try(option, macros);
    } while (facts_.answers.size() != known);
    for (SymbolNo number = 0; number < symbols_.size(); ++number) {
      if (symbols_[number].kind != Symbol::Kind::kMacro) continue;
      std::string name(symbols_[number].name);
      if (!facts_.answers.contains(name)) facts_.open.push_back(name);
    }
    std::sort(facts_.open.begin(), facts_.open.end());
    return std::move(facts_);
  }

 private:
  void CollectMacros() {
    for (SymbolNo number = 0; number < symbols_.size(); ++number) {
      const Symbol& symbol = symbols_[number];
      if (symbol.kind != Symbol::Kind::kOption) continue;
      std::set<SymbolNo> macros;
      auto collect = [&](const std::vector<ConditionalProperty>& properties) {
        for (const ConditionalProperty& property : properties) {
          Collect(property.condition, macros);
          Collect(property.value, macros);
        }
      };
      collect(symbol.prompts);
      collect(symbol.defaults);
      if (symbol.direct) Collect(*symbol.direct, macros);
      if (!macros.empty()) {
        macros_of_.emplace_back(number,
                                std::vector(macros.begin(), macros.end()));
      }
    }
  }

  void Collect(FormulaNo number, std::set<SymbolNo>& macros) const {
    const Formula& formula = symbols_.formulas()[number];
    auto add = [&](SymbolNo symbol) {
      if (symbols_[symbol].kind == Symbol::Kind::kMacro) macros.insert(symbol);
    };
    switch (formula.op) {
      case Expr::Op::kSymbol:
        add(formula.left);
        break;
      case Expr::Op::kNot:
        Collect(formula.left, macros);
        break;
      case Expr::Op::kAnd:
      case Expr::Op::kOr:
        Collect(formula.left, macros);
        Collect(formula.right, macros);
        break;
      default:
        add(formula.left);
        add(formula.right);
    }
  }

  /// A macro that is the whole default of a text has that text as its answer.
  void TryText(SymbolNo option, const std::vector<SymbolNo>& macros) {
    const Symbol& symbol = symbols_[option];
    const auto* setting = config_.Find("CONFIG_" + std::string(symbol.name));
    if (setting == nullptr || !symbol.prompts.empty()) return;
    for (SymbolNo macro : macros) {
      std::string name(symbols_[macro].name);
      if (facts_.answers.contains(name)) continue;
      MacroAnswers tried = facts_.answers;
      tried[name] = setting->value;
      if (Fits(option, tried) && !Fits(option, With(name, "?"))) {
        facts_.answers = std::move(tried);
      }
    }
  }

  MacroAnswers With(const std::string& name, const char* answer) const {
    MacroAnswers tried = facts_.answers;
    tried[name] = answer;
    return tried;
  }

  void Try(SymbolNo option, const std::vector<SymbolNo>& macros) {
    OptionType type = symbols_[option].type;
    if (!IsTristateType(type)) {
      TryText(option, macros);
    }
    std::vector<std::string> open;
    for (SymbolNo macro : macros) {
      std::string name(symbols_[macro].name);
      if (!facts_.answers.contains(name)) open.push_back(name);
    }
    if (open.empty() || open.size() > kMostTogether) return;
    // By macro: whether n fits, whether y does.
    std::vector<std::pair<bool, bool>> fits(open.size());
    for (size_t bits = 0; bits < size_t{1} << open.size(); ++bits) {
      MacroAnswers tried = facts_.answers;
      for (size_t i = 0; i < open.size(); ++i) {
        tried[open[i]] = (bits >> i & 1) != 0 ? "y" : "n";
      }
      if (!Fits(option, tried)) continue;
      for (size_t i = 0; i < open.size(); ++i) {
        ((bits >> i & 1) != 0 ? fits[i].second : fits[i].first) = true;
      }
    }
    for (size_t i = 0; i < open.size(); ++i) {
      if (fits[i].first == fits[i].second) continue;
      facts_.answers[open[i]] = fits[i].second ? "y" : "n";
    }
  }

  /// Whether the option comes out as it is in the .config.
  bool Fits(SymbolNo option, MacroAnswers answers) {
    tried_ = std::move(answers);
    const auto* setting =
        config_.Find("CONFIG_" + std::string(symbols_[option].name));
    if (symbols_[option].choice >= 0) {
      // Which member is y is no matter of one of them alone.
      values_.ForgetMacros();
      return (values_.Visible(option) != Tristate::kNo) == (setting != nullptr);
    }
    values_.Recompute(option);
    bool fits =
        values_.IsWritten(option) == (setting != nullptr) &&
        (setting == nullptr || values_.TextOf(option) == setting->value);
    values_.Believe(config_, option);
    return fits;
  }

  static UserValues UserValuesOf(const SymbolTable& symbols,
                                 const Configuration& config) {
    DiagnosticSink unheard;
    return ReadUserValues(symbols, config, unheard);
  }

  const SymbolTable& symbols_;
  const Configuration& config_;
  UserValues user_;
  MacroAnswers tried_;
  Values values_;
  std::vector<std::pair<SymbolNo, std::vector<SymbolNo>>> macros_of_;
  MacroFacts facts_;
};

}  // namespace

MacroFacts FindMacroFacts(const SymbolTable& symbols,
                          const Configuration& config, MacroAnswers known) {
  return FactFinder(symbols, config, std::move(known)).Find();
}

}  // namespace kplace::kconfig
