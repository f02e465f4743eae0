#include "analyzer/source/header_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/source/c_text.h"
#include "support/text.h"

namespace kplace {
namespace {

/// The CONFIG_ options that a directive mentions, each once; CONFIG_X_MODULE
/// is option X.
std::vector<std::string> OptionsIn(std::string_view text) {
  std::vector<std::string> options;
  for (size_t at = text.find("CONFIG_"); at != std::string_view::npos;
       at = text.find("CONFIG_", at + 1)) {
    if (at > 0 && IsWordChar(text[at - 1])) continue;
    size_t end = at;
    while (end < text.size() && IsWordChar(text[end])) ++end;
    std::string_view name = text.substr(at, end - at);
    if (name.ends_with("_MODULE")) name.remove_suffix(7);
    if (std::find(options.begin(), options.end(), name) == options.end()) {
      options.emplace_back(name);
    }
  }
  return options;
}

class HeaderScanner {
 public:
  HeaderScanner(std::string_view header, std::string_view symbol)
      : plain_(BlankOut(header)), symbol_(symbol) {}

  std::optional<HeaderGuard> Scan() {
    while (at_ < plain_.size()) {
      if (AtLineStart() && NextIsDirective()) {
        Directive();
      } else if (plain_[at_] == '{' || plain_[at_] == '}') {
        depth_ += plain_[at_] == '{' ? 1 : -1;
        Advance(1);
      } else if (depth_ == 0 && AtSymbol() && IsPrototype()) {
        return Guard();
      } else {
        Advance(1);
      }
    }
    return std::nullopt;
  }

 private:
  struct Condition {
    uint32_t line;
    std::string text;
    bool in_else;
    int depth;  ///< of braces at the #if: each branch starts there
  };

  bool AtLineStart() const { return at_ == 0 || plain_[at_ - 1] == '\n'; }

  bool NextIsDirective() const {
    size_t i = at_;
    while (i < plain_.size() && (plain_[i] == ' ' || plain_[i] == '\t')) ++i;
    return i < plain_.size() && plain_[i] == '#';
  }

  void Advance(size_t count) {
    for (; count > 0 && at_ < plain_.size(); --count, ++at_) {
      if (plain_[at_] == '\n') ++line_;
    }
  }

  /// Reads one directive with its continuation lines.
  void Directive() {
    uint32_t line = line_;
    size_t end = at_;
    do {
      end = std::min(plain_.find('\n', end), plain_.size() - 1) + 1;
    } while (end < plain_.size() && end >= 2 && plain_[end - 2] == '\\');
    std::string text(std::string_view(plain_).substr(at_, end - at_));
    std::replace(text.begin(), text.end(), '\\', ' ');
    Apply(FoldWhitespace(text), line);
    Advance(end - at_);
  }

  void Apply(std::string text, uint32_t line) {
    size_t name = text.find_first_not_of("# ");
    if (name == std::string::npos) return;
    std::string_view word = std::string_view(text).substr(name);
    if (word.starts_with("if")) {
      conditions_.push_back({line, std::move(text), false, depth_});
    } else if (conditions_.empty()) {
      return;
    } else if (word.starts_with("elif")) {
      depth_ = conditions_.back().depth;
      conditions_.back() = {line, std::move(text), false, depth_};
    } else if (word.starts_with("else")) {
      depth_ = conditions_.back().depth;
      conditions_.back().in_else = !conditions_.back().in_else;
    } else if (word.starts_with("endif")) {
      // Conditionals around half a function leave the braces of one branch.
      conditions_.pop_back();
    }
  }

  bool AtSymbol() const {
    if (plain_.compare(at_, symbol_.size(), symbol_) != 0) return false;
    size_t end = at_ + symbol_.size();
    return (at_ == 0 || !IsWordChar(plain_[at_ - 1])) &&
           (end >= plain_.size() || !IsWordChar(plain_[end]));
  }

  /// `symbol (…) … ;` and not `symbol (…) {`; or `extern type symbol;`.
  bool IsPrototype() const {
    size_t i = at_ + symbol_.size();
    int parentheses = 0;
    bool called = false;
    for (; i < plain_.size(); ++i) {
      char c = plain_[i];
      if (c == '(') {
        ++parentheses;
        called = true;
      } else if (c == ')') {
        if (--parentheses < 0) return false;
      } else if (parentheses == 0 && c == ';') {
        return called || DeclaredExtern();
      } else if (parentheses == 0 && (c == '{' || c == '=' || c == '#')) {
        return false;
      }
    }
    return false;
  }

  /// Whether the declaration that ends here starts with `extern`.
  bool DeclaredExtern() const {
    size_t begin = plain_.find_last_of(";{}#", at_);
    begin = begin == std::string::npos ? 0 : begin + 1;
    std::string_view before =
        std::string_view(plain_).substr(begin, at_ - begin);
    return before.find("extern") != std::string_view::npos;
  }

  HeaderGuard Guard() const {
    HeaderGuard guard;
    guard.declared_at = line_;
    for (auto it = conditions_.rbegin(); it != conditions_.rend(); ++it) {
      std::vector<std::string> options = OptionsIn(it->text);
      if (options.empty()) continue;
      guard.line = it->line;
      guard.text = it->text;
      guard.in_else = it->in_else;
      guard.options = std::move(options);
      break;
    }
    return guard;
  }

  std::string plain_;
  std::string_view symbol_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  int depth_ = 0;
  std::vector<Condition> conditions_;
};

}  // namespace

std::optional<HeaderGuard> FindHeaderGuard(std::string_view header,
                                           std::string_view symbol) {
  if (symbol.empty() || header.find(symbol) == std::string_view::npos) {
    return std::nullopt;
  }
  return HeaderScanner(header, symbol).Scan();
}

std::string ExplainGuard(const HeaderGuard& guard, std::string_view option) {
  if (guard.line == 0) {
    return "is declared under no CONFIG_ condition: nothing keeps built-in "
           "code from using it";
  }
  bool mentions = std::find(guard.options.begin(), guard.options.end(),
                            option) != guard.options.end();
  if (!mentions) {
    return fmt::format("does not ask for {}",
                       option.empty() ? "the module's option" : option);
  }
  auto calls = [&](std::string_view macro) {
    return guard.text.find(fmt::format("{}({})", macro, option)) !=
           std::string::npos;
  };
  std::string module = std::string(option) + "_MODULE";
  if (guard.in_else) return "has the prototype in its #else branch";
  if (calls("IS_REACHABLE")) {
    return "is false for m in built-in code: the reference does not come "
           "through this declaration";
  }
  if (calls("IS_ENABLED") || guard.text.find(module) != std::string::npos) {
    return "is true for m; IS_REACHABLE() is not";
  }
  return "is false for m: the reference does not come through this "
         "declaration";
}

}  // namespace kplace
