#include "analyzer/search/assignment.h"

#include <fmt/core.h>

#include <limits>

namespace kplace {

using kconfig::Symbol;
using kconfig::SymbolNo;

std::string TextOf(SymbolNo number, const kconfig::SymbolTable& symbols,
                   kconfig::Model& model, const Solver& solver) {
  if (kconfig::IsTristateType(symbols[number].type)) {
    auto [set, yes] = model.Tristate(number);
    return solver.Holds(yes) ? "y" : solver.Holds(set) ? "m" : "n";
  }
  for (const kconfig::PossibleText& text : model.Texts(number)) {
    if (solver.Holds(text.when)) return text.text;
  }
  return {};
}

kconfig::UserValue AsUserValue(const Symbol& symbol, const std::string& text) {
  kconfig::UserValue value;
  value.order = std::numeric_limits<uint32_t>::max();
  if (kconfig::IsTristateType(symbol.type)) {
    value.tristate = kconfig::TristateOf(text);
  } else {
    value.text = text;
  }
  return value;
}

std::string Difference(const kconfig::ModelInputs& inputs,
                       kconfig::Values& values, kconfig::Model& model,
                       const Solver& solver) {
  for (SymbolNo number = 0; number < inputs.symbols.size(); ++number) {
    const Symbol& symbol = inputs.symbols[number];
    if (symbol.kind != Symbol::Kind::kOption ||
        !kconfig::IsTristateType(symbol.type)) {
      continue;
    }
    std::string found = TextOf(number, inputs.symbols, model, solver);
    std::string made = values.TextOf(number);
    if (made == found) continue;
    return fmt::format("the model says {}={}, but conf's rules make {} of it",
                       symbol.name, found, made);
  }
  return {};
}

}  // namespace kplace
