#include "kbuildparse/kconfig/condition_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>
#include <vector>

#include "kbuildparse/kconfig/expr_parser.h"
#include "kbuildparse/kconfig/lexer.h"
#include "support/near_names.h"
#include "support/text.h"

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

constexpr std::string_view kPrefix = "CONFIG_";

/// Without the prefixes, which the language does not have.
std::string WithoutPrefixes(std::string_view text) {
  std::string plain;
  bool in_word = false;
  while (!text.empty()) {
    if (!in_word && text.starts_with(kPrefix)) text.remove_prefix(7);
    if (text.empty()) break;
    char c = text[0];
    in_word = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c >= '0' && c <= '9');
    plain += c;
    text.remove_prefix(1);
  }
  return plain;
}

Error Undefined(std::string_view name, const SymbolTable& symbols) {
  std::vector<std::string> options;
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    const Symbol& symbol = symbols[number];
    if (symbol.kind != Symbol::Kind::kOption) continue;
    if (symbol.type != OptionType::kUnknown) options.emplace_back(symbol.name);
  }
  std::vector<std::string> near = NearNames(name, options);
  return {fmt::format(
      "no Kconfig file of this architecture defines {}{}",
      Printable(std::string(name)),
      near.empty() ? ""
                   : fmt::format("; did you mean {}?", fmt::join(near, ", ")))};
}

/// The first name in it that no file defines; null without any.
const Expr* FindUndefined(const Expr& expr, const SymbolTable& symbols) {
  if (expr.op == Op::kSymbol) {
    auto number = symbols.Find(expr.name);
    bool known = number && symbols[*number].type != OptionType::kUnknown;
    return known || IsNumber(expr.name) ? nullptr : &expr;
  }
  for (const ExprPtr& side : {expr.left, expr.right}) {
    if (side == nullptr) continue;
    if (const Expr* found = FindUndefined(*side, symbols)) return found;
  }
  return nullptr;
}

}  // namespace

Result<FormulaNo> ReadCondition(std::string_view text, SymbolTable& symbols) {
  // At the beginning of a line `A = y` would be an assignment.
  const std::string plain = "if " + WithoutPrefixes(text);
  const std::string shown = Printable(std::string(text));
  const std::map<std::string, std::string> no_variables;
  MacroTable macros(no_variables);
  DiagnosticSink sink;
  Lexer lexer({}, plain, macros, sink);
  if (!lexer.Next()) return Error{"'" + shown + "' is no condition"};
  TokenReader reader(lexer.tokens());
  ExprPtr expr = reader.ReadCondition();
  if (!reader.failed() && !reader.AtEnd()) {
    reader.Unexpected("an operator");
  }
  if (!reader.failed() && !sink.empty()) reader.Fail("it cannot be read");
  if (reader.failed()) {
    return Error{"'" + shown + "' is no condition: " + reader.error()};
  }
  if (const Expr* name = FindUndefined(*expr, symbols)) {
    return Undefined(name->name, symbols);
  }
  return symbols.AddCondition(expr);
}

}  // namespace kplace::kconfig
