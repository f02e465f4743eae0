#include "kbuildparse/kbuild/rewrite_kind.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "kbuildparse/make/functions.h"
#include "kbuildparse/make/parser.h"
#include "support/text.h"

namespace kplace {
namespace {

using make::Branch;
using make::Expr;
using make::Part;
using make::Statement;

constexpr std::array<std::pair<std::string_view, RewriteKind>, 6> kFunctions = {
    {{"subst", RewriteKind::kSubst},
     {"patsubst", RewriteKind::kPatsubst},
     {"if", RewriteKind::kIf},
     {"filter", RewriteKind::kFilter},
     {"or", RewriteKind::kOr},
     {"call", RewriteKind::kCall}}};

/// Whether `option` stands in `text`, and not as a part of a longer name.
bool Mentions(std::string_view text, std::string_view option) {
  auto in_name = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
  };
  for (size_t at = text.find(option); at != text.npos;
       at = text.find(option, at + 1)) {
    size_t end = at + option.size();
    bool starts = at == 0 || !in_name(text[at - 1]);
    if (starts && (end == text.size() || !in_name(text[end]))) return true;
  }
  return false;
}

RewriteKind KindOfFunction(const make::Function& function) {
  for (const auto& [name, kind] : kFunctions) {
    if (function.name == name) return kind;
  }
  return RewriteKind::kFunction;
}

/// What `expr` does to the option; nothing when it leaves it alone, as
/// `$(CONFIG_X)` does.
std::optional<RewriteKind> KindOfExpr(const Expr& expr,
                                      std::string_view option) {
  for (const Part& part : expr.parts) {
    if (const auto* change = std::get_if<make::Substitution>(&part.node)) {
      if (change->name.text == option) {
        return RewriteKind::kSubstitutionReference;
      }
    } else if (const auto* call = std::get_if<make::FunctionCall>(&part.node)) {
      for (const Expr& argument : call->arguments) {
        if (Mentions(argument.text, option)) {
          return KindOfFunction(*call->function);
        }
      }
    } else if (const auto* name =
                   std::get_if<make::ComputedReference>(&part.node)) {
      if (Mentions(name->inside.text, option)) return RewriteKind::kVariable;
    }
  }
  return std::nullopt;
}

/// `$(call f,…)` somewhere: what hides the option is a function.
bool Calls(const Expr& expr) {
  return std::any_of(expr.parts.begin(), expr.parts.end(), [](const Part& p) {
    const auto* call = std::get_if<make::FunctionCall>(&p.node);
    return call != nullptr &&
           KindOfFunction(*call->function) == RewriteKind::kCall;
  });
}

bool Mentions(const make::Test& test, std::string_view option) {
  return Mentions(test.left.text, option) || Mentions(test.right.text, option);
}

RewriteKind KindOfTest(const make::Test& test) {
  std::string_view left = Trim(test.left.text);
  std::string_view right = Trim(test.right.text);
  switch (test.kind) {
    case make::TestKind::kDefined:
      return RewriteKind::kIfdef;
    case make::TestKind::kNotEqual:
      if (left.empty() || right.empty()) return RewriteKind::kIfneqEmpty;
      break;
    case make::TestKind::kEqual:
      if (left == "m" || right == "m") return RewriteKind::kIfeqModule;
      break;
    default:
      break;
  }
  return RewriteKind::kConditional;
}

/// The innermost conditional around `statement` that asks for the option.
std::optional<RewriteSyntax> SyntaxOfConditional(const Statement& statement,
                                                 std::string_view option) {
  for (const Branch* branch = statement.enclosing; branch != nullptr;
       branch = branch->conditional->enclosing) {
    if (Mentions(branch->test, option)) {
      return RewriteSyntax{KindOfTest(branch->test), branch->where};
    }
    for (const auto& arm : branch->conditional->branches) {
      if (arm.get() == branch) break;
      if (!Mentions(arm->test, option)) continue;
      return RewriteSyntax{RewriteKind::kConditional, arm->where};
    }
  }
  return std::nullopt;
}

/// The assignment at `line`, or whatever else starts there.
const Statement* FindStatement(const make::Block& block, uint32_t line) {
  const Statement* found = nullptr;
  for (const auto& statement : block) {
    const auto* conditional =
        std::get_if<std::unique_ptr<make::Conditional>>(&statement->body);
    if (conditional != nullptr) {
      for (const auto& branch : (*conditional)->branches) {
        const Statement* inside = FindStatement(branch->body, line);
        if (inside != nullptr) return inside;
      }
    } else if (statement->where.line == line) {
      found = statement.get();
      if (std::holds_alternative<make::Assignment>(found->body)) break;
    }
  }
  return found;
}

RewriteSyntax SyntaxOfStatement(const Statement& statement,
                                std::string_view option) {
  const auto* assignment = std::get_if<make::Assignment>(&statement.body);
  bool calls = assignment == nullptr;  // an $(eval), mostly of a $(call)
  if (assignment != nullptr) {
    for (const Expr* expr : {&assignment->name, &assignment->value}) {
      if (auto kind = KindOfExpr(*expr, option)) return {*kind, {}};
    }
    calls = Calls(assignment->name) || Calls(assignment->value);
  }
  if (auto syntax = SyntaxOfConditional(statement, option)) return *syntax;
  return {calls ? RewriteKind::kCall : RewriteKind::kVariable, {}};
}

}  // namespace

const char* Name(RewriteKind kind) {
  switch (kind) {
    case RewriteKind::kSubst:
      return "subst";
    case RewriteKind::kSubstitutionReference:
      return "substitution-reference";
    case RewriteKind::kPatsubst:
      return "patsubst";
    case RewriteKind::kIf:
      return "if";
    case RewriteKind::kFilter:
      return "filter";
    case RewriteKind::kOr:
      return "or";
    case RewriteKind::kFunction:
      return "function";
    case RewriteKind::kCall:
      return "call";
    case RewriteKind::kIfneqEmpty:
      return "ifneq-empty";
    case RewriteKind::kIfdef:
      return "ifdef";
    case RewriteKind::kIfeqModule:
      return "ifeq-m";
    case RewriteKind::kConditional:
      return "conditional";
    case RewriteKind::kVariable:
      break;
  }
  return "variable";
}

RewriteSyntax SyntaxOfRewrite(const SourceFiles& sources, SourceLoc where,
                              std::string_view option) {
  auto file = make::ParseMakefile(std::string(sources.Text(where.file)),
                                  {where.file, 0});
  const Statement* statement = FindStatement(file->statements(), where.line);
  if (statement == nullptr) return {};
  return SyntaxOfStatement(*statement, option);
}

}  // namespace kplace
