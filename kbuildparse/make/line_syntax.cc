#include "kbuildparse/make/line_syntax.h"

#include "support/text.h"

namespace kplace::make {
namespace {

struct Operator {
  std::string_view spelling;
  AssignOp op;
};
constexpr Operator kOperators[] = {
    {"=", AssignOp::kRecursive}, {":=", AssignOp::kSimple},
    {"::=", AssignOp::kSimple},  {":::=", AssignOp::kImmediate},
    {"+=", AssignOp::kAppend},   {"?=", AssignOp::kIfUnset},
    {"!=", AssignOp::kShell},
};

const Operator* OperatorAt(std::string_view text) {
  for (const Operator& candidate : kOperators) {
    if (text.starts_with(candidate.spelling)) return &candidate;
  }
  return nullptr;
}

std::string_view TrimRight(std::string_view text) {
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

/// Sets the flag that `word` names, if it is a modifier.
bool TakeModifier(std::string_view word, Modifiers* modifiers) {
  if (word == "export") return modifiers->exported = true;
  if (word == "override") return modifiers->overriding = true;
  if (word == "private") return modifiers->is_private = true;
  return false;
}

/// Position of the ',' or ')' that ends a side of `(a,b)`, else npos.
size_t EndOfSide(std::string_view text, char end) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == end && depth <= 0) return i;
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
  }
  return std::string_view::npos;
}

std::optional<Comparison> FindParenthesized(std::string_view text) {
  Comparison sides;
  size_t comma = EndOfSide(text, ',');
  if (comma == std::string_view::npos) return std::nullopt;
  sides.left = TrimRight(text.substr(0, comma));
  text = SkipSpace(text.substr(comma + 1));
  size_t close = EndOfSide(text, ')');
  if (close == std::string_view::npos) return std::nullopt;
  sides.right = text.substr(0, close);
  sides.extra = SkipSpace(text.substr(close + 1));
  return sides;
}

/// Takes a quoted string off the front of `text`.
std::optional<std::string_view> TakeQuoted(std::string_view* text) {
  if (text->empty()) return std::nullopt;
  char quote = text->front();
  if (quote != '"' && quote != '\'') return std::nullopt;
  size_t end = text->find(quote, 1);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view inside = text->substr(1, end - 1);
  *text = SkipSpace(text->substr(end + 1));
  return inside;
}

}  // namespace

std::optional<AssignmentText> FindAssignment(std::string_view text) {
  text = SkipSpace(text);
  size_t i = 0;
  while (i < text.size()) {
    char c = text[i];
    if (c == '#') return std::nullopt;
    if (const Operator* found = OperatorAt(text.substr(i))) {
      return AssignmentText{TrimRight(text.substr(0, i)), found->op,
                            SkipSpace(text.substr(i + found->spelling.size()))};
    }
    if (c == ':') return std::nullopt;
    if (IsSpace(c)) {  // only an operator may follow
      while (i < text.size() && IsSpace(text[i])) ++i;
      if (i < text.size() && OperatorAt(text.substr(i)) == nullptr) {
        return std::nullopt;
      }
      continue;
    }
    i = c == '$' ? SkipReference(text, i) : i + 1;
  }
  return std::nullopt;
}

std::optional<VariableLine> FindVariableLine(std::string_view text,
                                             bool target_specific) {
  VariableLine line;
  for (text = SkipSpace(text); !text.empty();) {
    if (auto assignment = FindAssignment(text)) {
      line.assignment = *assignment;
      return line;
    }
    std::string_view word = FirstToken(text);
    text = SkipSpace(text.substr(word.size()));
    bool defines = !target_specific && word == "define";
    bool undefines = !target_specific && word == "undefine";
    if (defines || undefines) {
      line.kind =
          defines ? VariableLine::Kind::kDefine : VariableLine::Kind::kUndefine;
      line.rest = text;
      return line;
    }
    if (!TakeModifier(word, &line.modifiers)) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Comparison> FindComparison(std::string_view arguments) {
  if (arguments.starts_with('(')) return FindParenthesized(arguments.substr(1));
  auto left = TakeQuoted(&arguments);
  if (!left) return std::nullopt;
  auto right = TakeQuoted(&arguments);
  if (!right) return std::nullopt;
  return Comparison{*left, *right, arguments};
}

}  // namespace kplace::make
