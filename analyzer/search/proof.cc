#include "analyzer/search/proof.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <iterator>
#include <vector>

namespace kplace {
namespace {

using kconfig::Symbol;
using kconfig::SymbolNo;

std::string Formula(const ClauseSet& clauses,
                    std::span<const Literal> conditions) {
  std::string text = fmt::format("p cnf {} {}\n", clauses.variables(),
                                 clauses.size() + conditions.size());
  auto out = std::back_inserter(text);
  clauses.ForEach([&](std::span<const Literal> clause, kconfig::RuleNo) {
    for (Literal literal : clause) fmt::format_to(out, "{} ", literal);
    text += "0\n";
  });
  for (Literal literal : conditions) fmt::format_to(out, "{} 0\n", literal);
  return text;
}

std::string Variables(const kconfig::SymbolTable& symbols,
                      kconfig::Model& model) {
  std::string text = "1 is true\n";
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    const Symbol& symbol = symbols[number];
    if (symbol.kind == Symbol::Kind::kConstant) continue;
    auto [set, yes] = model.Tristate(number);
    if (set <= kconfig::kTrue) continue;
    if (set == yes) {
      text += fmt::format("{} {} is y\n", yes, symbol.name);
    } else {
      text += fmt::format("{} {} is m or y\n{} {} is y\n", set, symbol.name,
                          yes, symbol.name);
    }
  }
  for (SymbolNo number : model.texts()) {
    for (const kconfig::PossibleText& possible : model.Texts(number)) {
      text += fmt::format("{} {} is {}\n", possible.when, symbols[number].name,
                          kconfig::Quote(possible.text));
    }
  }
  return text;
}

}  // namespace

Result<Proof> ProveImpossible(const kconfig::ModelInputs& inputs,
                              std::span<const kconfig::FormulaNo> conditions,
                              const std::string& path) {
  kconfig::Model model(inputs);
  std::vector<Literal> literals;
  for (kconfig::FormulaNo condition : conditions) {
    literals.push_back(model.Holds(condition));
  }
  Solver solver;
  if (!solver.WriteProof(path)) return Error{path + ": cannot be written"};
  solver.Load(model.clauses());
  for (Literal literal : literals) solver.Add(std::span(&literal, 1));
  Answer answer = solver.Solve({});
  solver.CloseProof();
  if (answer != Answer::kNo) {
    return Error{"there is nothing to prove: it is possible"};
  }
  return Proof{Formula(model.clauses(), literals),
               Variables(inputs.symbols, model)};
}

}  // namespace kplace
