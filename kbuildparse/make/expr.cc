#include "kbuildparse/make/expr.h"

#include <algorithm>

#include "kbuildparse/make/functions.h"
#include "kbuildparse/make/logical_line.h"
#include "support/text.h"

namespace kplace::make {
namespace {

/// References nest no deeper than this in text that people write; beyond it
/// lies only what wants to exhaust our stack.
constexpr int kMaxNesting = 200;

Expr ParseNested(std::string_view text, int depth);

class ExprParser {
 public:
  ExprParser(std::string_view text, int depth) : text_(text), depth_(depth) {}

  Expr Parse() {
    expr_.text = text_;
    while (position_ < text_.size()) {
      size_t dollar = text_.find('$', position_);
      if (dollar == std::string_view::npos || dollar + 1 == text_.size()) {
        AddLiteral(text_.substr(position_));
        break;
      }
      AddLiteral(text_.substr(position_, dollar - position_));
      ParseDollar(dollar);
    }
    return std::move(expr_);
  }

 private:
  void ParseDollar(size_t dollar) {
    char next = text_[dollar + 1];
    position_ = dollar + 2;
    if (next == '$') return AddLiteral(text_.substr(dollar, 1));
    if (next == '(' || next == '{') return ParseParenthesized(next);
    Add(Reference{Name(text_.substr(dollar + 1, 1))});
  }

  /// At the text after "$(".
  void ParseParenthesized(char open) {
    char close = open == '(' ? ')' : '}';
    if (depth_ >= kMaxNesting) return AddBad("references nested too deeply");
    std::string_view inside = text_.substr(position_);
    if (const Function* function = FindCalledFunction(inside)) {
      return ParseCall(*function, open, close);
    }
    size_t first_close = inside.find(close);
    if (first_close == std::string_view::npos) {
      return AddBad("unterminated variable reference");
    }
    std::string_view simple = inside.substr(0, first_close);
    if (simple.find('$') == std::string_view::npos) {
      position_ += first_close + 1;
      return AddNamed(simple);
    }
    if (!IsBalanced(inside, open, close)) {
      // `$($(a)`: a variable with that name, and make ends the text there.
      position_ = text_.size();
      return AddNamed(simple);
    }
    size_t end = SkipReference(text_, position_ - 2);
    std::string_view whole = text_.substr(position_, end - 1 - position_);
    position_ = end;
    Add(ComputedReference{ParseNested(whole, depth_ + 1)});
  }

  static bool IsBalanced(std::string_view inside, char open, char close) {
    int depth = 1;
    for (char c : inside) {
      if (c == open) ++depth;
      if (c == close && --depth == 0) return true;
    }
    return false;
  }

  /// `name` or `name:from=to`, nothing in it to expand.
  void AddNamed(std::string_view inside) {
    size_t colon = inside.find(':');
    size_t equals = colon == std::string_view::npos ? std::string_view::npos
                                                    : inside.find('=', colon);
    if (equals == std::string_view::npos) return Add(Reference{Name(inside)});
    Add(Substitution{Name(inside.substr(0, colon)),
                     inside.substr(colon + 1, equals - colon - 1),
                     inside.substr(equals + 1)});
  }

  void ParseCall(const Function& function, char open, char close) {
    size_t begin = position_ + function.name.size();
    while (begin < text_.size() && IsSpace(text_[begin])) ++begin;
    size_t end = begin;
    std::vector<size_t> commas;
    for (int depth = 0; end < text_.size(); ++end) {
      char c = text_[end];
      if (c == open) ++depth;
      if (c == close && --depth < 0) break;
      if (c == ',' && depth == 0) commas.push_back(end);
    }
    if (end == text_.size()) {
      return AddBad("unterminated call to function '" +
                    std::string(function.name) + "': missing '" + close + "'");
    }
    position_ = end + 1;
    AddCall(function, text_.substr(begin, end - begin), begin, commas);
  }

  void AddCall(const Function& function, std::string_view all, size_t begin,
               const std::vector<size_t>& commas) {
    FunctionCall call{&function, {}};
    size_t from = 0;
    for (size_t comma : commas) {
      if (call.arguments.size() + 1u == function.max_arguments) break;
      size_t to = comma - begin;
      AddArgument(call, all.substr(from, to - from));
      from = to + 1;
    }
    AddArgument(call, all.substr(from));
    size_t count = call.arguments.size();
    if (count < function.min_arguments) {
      return AddBad("insufficient number of arguments (" +
                    std::to_string(count) + ") to function '" +
                    std::string(function.name) + "'");
    }
    Add(std::move(call));
  }

  void AddArgument(FunctionCall& call, std::string_view argument) {
    size_t index = call.arguments.size();
    if (call.function->Trims(index)) argument = Trim(argument);
    call.arguments.push_back(ParseNested(argument, depth_ + 1));
  }

  template <typename Node>
  void Add(Node node) {
    expr_.parts.push_back(Part{std::move(node)});
  }

  void AddLiteral(std::string_view literal) {
    if (!literal.empty()) Add(Literal{literal});
  }

  /// A reference that make stops at; what follows it is never looked at.
  void AddBad(std::string message) {
    position_ = text_.size();
    Add(BadReference{std::move(message)});
  }

  std::string_view text_;
  size_t position_ = 0;
  int depth_;
  Expr expr_;
};

Expr ParseNested(std::string_view text, int depth) {
  return ExprParser(text, depth).Parse();
}

bool MayAct(const Part& part) {
  if (const auto* computed = std::get_if<ComputedReference>(&part.node)) {
    return MayAct(computed->inside);
  }
  const auto* call = std::get_if<FunctionCall>(&part.node);
  if (call == nullptr) return false;
  return call->function->may_act ||
         std::any_of(call->arguments.begin(), call->arguments.end(),
                     [](const Expr& argument) { return MayAct(argument); });
}

struct PartToText {
  std::string operator()(const Literal& part) const {
    return std::string(part.text == "$" ? "$$" : part.text);
  }
  std::string operator()(const Reference& part) const {
    return "$(" + std::string(part.name.text) + ")";
  }
  std::string operator()(const Substitution& part) const {
    return "$(" + std::string(part.name.text) + ":" + std::string(part.from) +
           "=" + std::string(part.to) + ")";
  }
  std::string operator()(const ComputedReference& part) const {
    return "$([" + ToText(part.inside) + "])";
  }
  std::string operator()(const FunctionCall& part) const {
    std::string text = "$(" + std::string(part.function->name);
    for (const Expr& argument : part.arguments) {
      text += " [" + ToText(argument) + "]";
    }
    return text + ")";
  }
  std::string operator()(const BadReference& part) const {
    return "<" + part.message + ">";
  }
};

}  // namespace

Expr ParseExpr(std::string_view text) {
  return ParseNested(text, 0);
}

bool MayAct(const Expr& expr) {
  return std::any_of(expr.parts.begin(), expr.parts.end(),
                     [](const Part& part) { return MayAct(part); });
}

bool IsWordList(const Expr& expr) {
  if (expr.parts.size() != 1) return false;
  const auto* call = std::get_if<FunctionCall>(&expr.parts[0].node);
  return call != nullptr && call->function->gives_words;
}

std::string ToText(const Expr& expr) {
  std::string text;
  for (const Part& part : expr.parts)
    text += std::visit(PartToText{}, part.node);
  return text;
}

}  // namespace kplace::make
