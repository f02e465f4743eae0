#include "analyzer/source/code_condition.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/source/c_text.h"

namespace kplace {
namespace {

/// A number, or nothing where it is not known.
using Value = std::optional<int64_t>;

constexpr int kMaxDepth = 200;

struct Operator {
  std::string_view spelling;
  int strength;
};

/// Longer ones before those that they begin with.
constexpr std::array<Operator, 18> kOperators = {{{"||", 1},
                                                  {"&&", 2},
                                                  {"==", 6},
                                                  {"!=", 6},
                                                  {"<<", 8},
                                                  {">>", 8},
                                                  {"<=", 7},
                                                  {">=", 7},
                                                  {"|", 3},
                                                  {"^", 4},
                                                  {"&", 5},
                                                  {"<", 7},
                                                  {">", 7},
                                                  {"+", 9},
                                                  {"-", 9},
                                                  {"*", 10},
                                                  {"/", 10},
                                                  {"%", 10}}};

/// As the preprocessor reckons, but for what is undefined there.
Value Arithmetic(std::string_view op, int64_t a, int64_t b) {
  const auto x = static_cast<uint64_t>(a);
  const auto y = static_cast<uint64_t>(b);
  auto number = [](uint64_t n) { return static_cast<int64_t>(n); };
  if (op == "==") return a == b;
  if (op == "!=") return a != b;
  if (op == "<") return a < b;
  if (op == ">") return a > b;
  if (op == "<=") return a <= b;
  if (op == ">=") return a >= b;
  if (op == "|") return a | b;
  if (op == "^") return a ^ b;
  if (op == "&") return a & b;
  if (op == "+") return number(x + y);
  if (op == "-") return number(x - y);
  if (op == "*") return number(x * y);
  if (op == "<<" || op == ">>") {
    if (b < 0 || b > 63) return std::nullopt;
    return op == "<<" ? number(x << y) : a >> b;
  }
  if (b == 0 || (a == std::numeric_limits<int64_t>::min() && b == -1)) {
    return std::nullopt;
  }
  return op == "/" ? a / b : a % b;
}

class ConditionReader {
 public:
  ConditionReader(std::string_view text, const CodeView& view)
      : text_(text), view_(view) {}

  Truth Read() {
    Value value = ReadChoice();
    SkipBlanks();
    if (failed_ || !text_.empty() || !value) return Truth::kUnknown;
    return *value != 0 ? Truth::kTrue : Truth::kFalse;
  }

  /// Of `#ifdef NAME`.
  Truth ReadDefined() {
    std::string_view name = TakeName();
    SkipBlanks();
    if (name.empty() || !text_.empty()) return Truth::kUnknown;
    Value value = IsDefined(name);
    if (!value) return Truth::kUnknown;
    return *value != 0 ? Truth::kTrue : Truth::kFalse;
  }

 private:
  /// `a ? b : c`
  Value ReadChoice() {
    if (++depth_ > kMaxDepth) failed_ = true;
    if (failed_) return std::nullopt;
    Value value = ReadBinary(1);
    if (Take("?")) {
      Value then = ReadChoice();
      if (!Take(":")) failed_ = true;
      Value otherwise = ReadChoice();
      if (value) {
        value = *value != 0 ? then : otherwise;
      } else if (then == otherwise) {
        value = then;
      }
    }
    --depth_;
    return value;
  }

  Value ReadBinary(int weakest) {
    Value left = ReadUnary();
    while (const Operator* op = PeekOperator()) {
      if (op->strength < weakest) break;
      text_.remove_prefix(op->spelling.size());
      left = Combine(op->spelling, left, ReadBinary(op->strength + 1));
    }
    return left;
  }

  static Value Combine(std::string_view op, Value left, Value right) {
    if (op == "&&") {
      if (left == 0 || right == 0) return 0;
      if (!left || !right) return std::nullopt;
      return 1;
    }
    if (op == "||") {
      if ((left && *left != 0) || (right && *right != 0)) return 1;
      if (!left || !right) return std::nullopt;
      return 0;
    }
    if (!left || !right) return std::nullopt;
    return Arithmetic(op, *left, *right);
  }

  Value ReadUnary() {
    if (++depth_ > kMaxDepth) failed_ = true;
    if (failed_) return std::nullopt;
    Value value;
    if (Take("!")) {
      value = ReadUnary();
      if (value) value = *value == 0;
    } else if (Take("-")) {
      value = ReadUnary();
      if (value) value = Arithmetic("-", 0, *value);
    } else if (Take("~")) {
      value = ReadUnary();
      if (value) value = ~*value;
    } else if (Take("+")) {
      value = ReadUnary();
    } else if (Take("(")) {
      value = ReadChoice();
      if (!Take(")")) failed_ = true;
    } else {
      value = ReadLeaf();
    }
    --depth_;
    return value;
  }

  Value ReadLeaf() {
    std::string_view word = TakeWord();
    if (word.empty()) {
      failed_ = true;
      return std::nullopt;
    }
    if (word[0] >= '0' && word[0] <= '9') return Number(word);
    if (word == "defined") return ReadDefinedOperand();
    if (Peek("(")) return ReadCall(word);
    return ValueOfName(word);
  }

  Value ReadDefinedOperand() {
    bool parenthesis = Take("(");
    std::string_view name = TakeName();
    if (name.empty() || (parenthesis && !Take(")"))) failed_ = true;
    return IsDefined(name);
  }

  /// IS_ENABLED(CONFIG_X), or a macro that is not known.
  Value ReadCall(std::string_view macro) {
    Take("(");
    std::string_view rest = text_;
    std::string_view name = TakeName();
    if (name.starts_with("CONFIG_") && Take(")")) {
      const bool yes = Is(name, "y") || Is(name, "1");  // __is_defined()
      const bool module = Is(name, "m");
      if (macro == "IS_BUILTIN") return yes;
      if (macro == "IS_MODULE") return module;
      if (macro == "IS_ENABLED") return yes || module;
      if (macro == "IS_REACHABLE") return yes || (module && view_.is_module);
      return std::nullopt;
    }
    text_ = rest;
    for (int open = 1; open > 0; text_.remove_prefix(1)) {
      if (text_.empty()) {
        failed_ = true;
        break;
      }
      if (text_[0] == '(') ++open;
      if (text_[0] == ')') --open;
    }
    return std::nullopt;
  }

  bool Is(std::string_view option, std::string_view value) const {
    return view_.value_of(option) == value;
  }

  /// Whether autoconf.h, or make, defines a name; nothing where the code may.
  Value IsDefined(std::string_view name) const {
    if (name == "MODULE") return view_.is_module;
    if (name == "__KERNEL__") return 1;
    if (!name.starts_with("CONFIG_")) return std::nullopt;
    if (name.ends_with("_MODULE") && Is(name.substr(0, name.size() - 7), "m")) {
      return 1;
    }
    std::string_view value = view_.value_of(name);
    return !value.empty() && value != "n" && value != "m";
  }

  /// 0 where it is not defined.
  Value ValueOfName(std::string_view name) const {
    Value defined = IsDefined(name);
    if (!defined || *defined == 0) return defined;
    if (!name.starts_with("CONFIG_")) {
      return name == "__KERNEL__" ? Value(1) : std::nullopt;
    }
    std::string_view value = view_.value_of(name);
    // Of CONFIG_X_MODULE it is the value of another option, or none.
    if (value.empty() || value == "y" || value == "n") return 1;
    return Number(value);
  }

  static Value Number(std::string_view word) {
    // Unsigned numbers (0x10UL) compare differently, and are not known here.
    while (word.ends_with('l') || word.ends_with('L')) word.remove_suffix(1);
    const bool negative = word.starts_with('-');
    if (negative) word.remove_prefix(1);
    int base = 10;
    if (word.starts_with("0x") || word.starts_with("0X")) {
      base = 16;
      word.remove_prefix(2);
    } else if (word.size() > 1 && word[0] == '0') {
      base = 8;
    }
    int64_t number = 0;
    auto [end, error] =
        std::from_chars(word.data(), word.data() + word.size(), number, base);
    if (error != std::errc() || end != word.data() + word.size()) {
      return std::nullopt;
    }
    return negative ? -number : number;
  }

  void SkipBlanks() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\t')) {
      text_.remove_prefix(1);
    }
  }
  bool Peek(std::string_view what) {
    SkipBlanks();
    return text_.starts_with(what);
  }
  bool Take(std::string_view what) {
    if (!Peek(what)) return false;
    text_.remove_prefix(what.size());
    return true;
  }
  const Operator* PeekOperator() {
    for (const Operator& op : kOperators) {
      if (Peek(op.spelling)) return &op;
    }
    return nullptr;
  }
  std::string_view TakeWord() {
    SkipBlanks();
    size_t size = 0;
    while (size < text_.size() && IsWordChar(text_[size])) ++size;
    std::string_view word = text_.substr(0, size);
    text_.remove_prefix(size);
    return word;
  }
  std::string_view TakeName() {
    std::string_view word = TakeWord();
    return !word.empty() && word[0] >= '0' && word[0] <= '9'
               ? std::string_view()
               : word;
  }

  std::string_view text_;
  const CodeView& view_;
  int depth_ = 0;
  bool failed_ = false;
};

Truth Not(Truth truth) {
  if (truth == Truth::kUnknown) return truth;
  return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

}  // namespace

Truth HoldsInCode(std::string_view directive, const CodeView& view) {
  size_t begin = directive.find_first_not_of(" \t#");
  if (begin == std::string_view::npos) return Truth::kUnknown;
  directive.remove_prefix(begin);
  size_t end = 0;
  while (end < directive.size() && IsWordChar(directive[end])) ++end;
  std::string_view word = directive.substr(0, end);
  ConditionReader reader(directive.substr(end), view);
  if (word == "if" || word == "elif") return reader.Read();
  if (word == "ifdef" || word == "elifdef") return reader.ReadDefined();
  if (word == "ifndef" || word == "elifndef") return Not(reader.ReadDefined());
  return Truth::kUnknown;
}

}  // namespace kplace
