#include "analyzer/source/live_code.h"

#include <algorithm>
#include <vector>

#include "analyzer/source/c_text.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr int kMaxDepth = 100;

Truth Not(Truth truth) {
  if (truth == Truth::kUnknown) return truth;
  return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

/// The first `op` outside of brackets.
size_t FindOutside(std::string_view text, std::string_view op) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '{' || c == '[') {
      i = AfterBracket(text, i) - 1;
    } else if (text.substr(i).starts_with(op)) {
      return i;
    }
  }
  return std::string_view::npos;
}

Truth Holds(std::string_view text, const CodeView& view, int depth) {
  text = Trim(text);
  if (depth > kMaxDepth || text.empty()) return Truth::kUnknown;
  for (std::string_view op : {"?", "||", "&&"}) {
    const size_t at = FindOutside(text, op);
    if (at == std::string_view::npos) continue;
    if (op == "?") return Truth::kUnknown;
    Truth left = Holds(text.substr(0, at), view, depth + 1);
    Truth right = Holds(text.substr(at + 2), view, depth + 1);
    const Truth decides = op == "||" ? Truth::kTrue : Truth::kFalse;
    if (left == decides || right == decides) return decides;
    return left == right ? left : Truth::kUnknown;
  }
  if (text[0] == '!') return Not(Holds(text.substr(1), view, depth + 1));
  if (text[0] == '(' && AfterBracket(text, 0) == text.size()) {
    return Holds(text.substr(1, text.size() - 2), view, depth + 1);
  }
  if (!text.starts_with("IS_") && text != "0" && text != "1") {
    return Truth::kUnknown;
  }
  return HoldsInCode("#if " + std::string(text), view);
}

/// Follows the statements of a function to one place.
class Walk {
 public:
  Walk(std::string_view code, size_t place, const CodeView& view)
      : code_(code), place_(place), view_(view) {}

  std::optional<size_t> Run(size_t body) {
    Block(body);
    return dead_;
  }

 private:
  /// `at` is that of a "{".  What follows is not looked at.
  void Block(size_t at) {
    if (++depth_ > kMaxDepth) return;
    const size_t end = AfterBracket(code_, at);
    for (++at; at < end && !dead_;) {
      at = SkipSpace(at);
      if (at + 1 >= end) break;
      const size_t next = StatementEnd(at);
      if (place_ < next) {
        Statement(at, next);
        break;
      }
      RefuseIfItLeaves(at);
      at = std::max(next, at + 1);
    }
    --depth_;
  }

  /// The place is in the statement from `at` to `end`.
  void Statement(size_t at, size_t end) {
    if (++depth_ > kMaxDepth) return;
    if (code_[at] == '{') {
      Block(at);
    } else if (IsWord(at, "if")) {
      If(at);
    } else if (size_t open = Loop(at); open != 0) {
      const size_t body = SkipSpace(AfterBracket(code_, open));
      if (place_ >= body) Statement(body, end);
    } else if (IsWord(at, "do") || IsWord(at, "else")) {
      Statement(SkipSpace(at + (code_[at] == 'd' ? 2 : 4)), end);
    } else {
      Expression(at, place_);
    }
    --depth_;
  }

  void If(size_t at) {
    const size_t open = SkipSpace(at + 2);
    const size_t close = AfterBracket(code_, open);
    if (place_ < close) return Expression(open + 1, place_);
    const Truth truth = TruthOf(open);
    const size_t then = SkipSpace(close);
    const size_t then_end = StatementEnd(then);
    if (place_ < then_end) {
      if (truth == Truth::kFalse) dead_ = open;
      return Statement(then, then_end);
    }
    const size_t otherwise = SkipSpace(then_end);
    if (truth == Truth::kTrue) dead_ = open;
    Statement(SkipSpace(otherwise + 4), StatementEnd(otherwise));
  }

  /// `if (true) return;` before the place.
  void RefuseIfItLeaves(size_t at) {
    if (!IsWord(at, "if")) return;
    const size_t open = SkipSpace(at + 2);
    if (TruthOf(open) != Truth::kTrue) return;
    const size_t then = SkipSpace(AfterBracket(code_, open));
    if (Leaves(then)) dead_ = open;
  }

  bool Leaves(size_t at, int depth = 0) const {
    if (at >= code_.size() || depth > kMaxDepth) return false;
    if (code_[at] == '{') {
      const size_t end = AfterBracket(code_, at) - 1;
      size_t last = SkipSpace(at + 1);
      for (size_t next = last; next < end; next = SkipSpace(StatementEnd(next)))
        last = next;
      return last < end && Leaves(last, depth + 1);
    }
    for (std::string_view word : {"return", "goto", "continue", "break"}) {
      if (IsWord(at, word)) return true;
    }
    return false;
  }

  /// What has to hold in an expression, from `at` on, for `place` to be
  /// evaluated.
  void Expression(size_t at, size_t place) {
    struct Level {
      size_t begin;
      std::vector<std::pair<std::string_view, Truth>> required;
    };
    std::vector<Level> levels = {{at, {}}};
    auto require = [&](size_t i, Truth truth) {
      Level& level = levels.back();
      level.required.emplace_back(code_.substr(level.begin, i - level.begin),
                                  truth);
    };
    for (size_t i = at; i < place; ++i) {
      const std::string_view rest = code_.substr(i);
      if (rest[0] == '(' || rest[0] == '{' || rest[0] == '[') {
        levels.push_back({i + 1, {}});
      } else if (rest[0] == ')' || rest[0] == '}' || rest[0] == ']') {
        if (levels.size() > 1) levels.pop_back();
      } else if (rest.starts_with("&&")) {
        require(i++, Truth::kTrue);
        levels.back().begin = i + 1;
      } else if (rest.starts_with("||")) {
        require(i++, Truth::kFalse);
        // `a && b || c`: what `a` is says nothing of c.
        std::erase_if(levels.back().required,
                      [](const auto& r) { return r.second == Truth::kTrue; });
        levels.back().begin = i + 1;
      } else if (rest[0] == '?') {
        require(i, Truth::kTrue);
        levels.back().begin = i + 1;
      } else if (rest[0] == ':') {
        auto& required = levels.back().required;
        if (!required.empty())
          required.back().second = Not(required.back().second);
        levels.back().begin = i + 1;
      } else if (rest[0] == ',' || rest[0] == ';' ||
                 (rest[0] == '=' && !rest.starts_with("=="))) {
        levels.back() = {i + 1, {}};
      } else if (rest.starts_with("return") && IsWord(i, "return")) {
        levels.back() = {i + 6, {}};
      }
    }
    for (const Level& level : levels) {
      for (const auto& [text, truth] : level.required) {
        Truth known = HoldsInExpression(text, view_);
        if (known != Truth::kUnknown && known != truth) {
          dead_ = static_cast<size_t>(text.data() - code_.data());
        }
      }
    }
  }

  Truth TruthOf(size_t open) const {
    const size_t close = AfterBracket(code_, open);
    if (close <= open + 1) return Truth::kUnknown;
    return HoldsInExpression(code_.substr(open + 1, close - open - 2), view_);
  }

  /// The "(" of `for (…)`, `while (…)`, `switch (…)` or list_for_each(…) {, or
  /// 0.
  size_t Loop(size_t at) const {
    size_t end = at;
    while (end < code_.size() && IsWordChar(code_[end])) ++end;
    const size_t open = SkipSpace(end);
    if (end == at || open >= code_.size() || code_[open] != '(') return 0;
    for (std::string_view word : {"for", "while", "switch"}) {
      if (IsWord(at, word)) return open;
    }
    const size_t after = SkipSpace(AfterBracket(code_, open));
    return after < code_.size() && code_[after] == '{' ? open : 0;
  }

  /// Just after the statement at `at`; a label is one of its own.
  size_t StatementEnd(size_t at, int depth = 0) const {
    if (at >= code_.size() || depth > kMaxDepth) return code_.size();
    if (code_[at] == '{') return AfterBracket(code_, at);
    if (IsWord(at, "if")) {
      const size_t end = SubStatementEnd(SkipSpace(at + 2), depth);
      const size_t next = SkipSpace(end);
      return IsWord(next, "else") ? StatementEnd(next, depth + 1) : end;
    }
    if (IsWord(at, "else")) return StatementEnd(SkipSpace(at + 4), depth + 1);
    if (size_t open = Loop(at); open != 0) return SubStatementEnd(open, depth);
    for (size_t i = at; i < code_.size(); ++i) {
      const char c = code_[i];
      if (c == ';') return i + 1;
      if (c == '}') return i;
      if (c == '(' || c == '{' || c == '[') i = AfterBracket(code_, i) - 1;
      if (c == '?') return std::min(code_.find(';', i), code_.size() - 1) + 1;
      if (c == ':') return i + 1;
    }
    return code_.size();
  }

  size_t SubStatementEnd(size_t open, int depth) const {
    return StatementEnd(SkipSpace(AfterBracket(code_, open)), depth + 1);
  }

  bool IsWord(size_t at, std::string_view word) const {
    return at < code_.size() && code_.substr(at).starts_with(word) &&
           (at == 0 || !IsWordChar(code_[at - 1])) &&
           (at + word.size() >= code_.size() ||
            !IsWordChar(code_[at + word.size()]));
  }

  size_t SkipSpace(size_t at) const {
    while (at < code_.size() && IsSpace(code_[at])) ++at;
    return at;
  }

  std::string_view code_;
  size_t place_;
  const CodeView& view_;
  std::optional<size_t> dead_;
  int depth_ = 0;
};

}  // namespace

Truth HoldsInExpression(std::string_view expression, const CodeView& view) {
  return Holds(expression, view, 0);
}

std::optional<size_t> DeadBecauseOf(std::string_view code, size_t body,
                                    size_t place, const CodeView& view) {
  return Walk(code, place, view).Run(body);
}

}  // namespace kplace
