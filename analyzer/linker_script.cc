#include "analyzer/linker_script.h"

#include <algorithm>

#include "support/glob.h"
#include "support/text.h"

namespace kplace {
namespace {

bool IsSymbolName(std::string_view word) {
  auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '$' || c == '.';
  };
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (word.empty() || word == "." || !is_letter(word[0])) return false;
  return std::all_of(word.begin(), word.end(),
                     [&](char c) { return is_letter(c) || is_digit(c); });
}

/// Functions whose argument is a statement of its own.
bool IsTransparent(std::string_view word) {
  return word == "KEEP" || word == "PROVIDE" || word == "PROVIDE_HIDDEN" ||
         word == "HIDDEN";
}

bool IsPunctuation(char c) {
  return std::string_view("(){};,=").find(c) != std::string_view::npos;
}

/// Words and single punctuation marks; comments and strings are left out.
std::vector<std::string_view> Tokens(std::string_view text) {
  std::vector<std::string_view> tokens;
  size_t i = 0;
  while (i < text.size()) {
    if (IsSpace(text[i])) {
      ++i;
    } else if (text.substr(i, 2) == "/*") {
      size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 2;
    } else if (text[i] == '"') {
      size_t end = text.find('"', i + 1);
      i = end == std::string_view::npos ? text.size() : end + 1;
    } else if (IsPunctuation(text[i])) {
      tokens.push_back(text.substr(i++, 1));
    } else {
      size_t begin = i;
      while (i < text.size() && !IsSpace(text[i]) && text[i] != '"' &&
             !IsPunctuation(text[i]) && text.substr(i, 2) != "/*") {
        ++i;
      }
      tokens.push_back(text.substr(begin, i - begin));
    }
  }
  return tokens;
}

}  // namespace

/// Walks the tokens once.  The grammar is used only as far as the two
/// questions need it: a name before a single `=` is an assignment; `F(S …)`
/// inside an output section's braces takes sections S of files F.
class LinkerScriptParser {
 public:
  LinkerScriptParser(std::string_view text, LinkerScript& script)
      : tokens_(Tokens(text)), script_(script) {}

  void Run() {
    while (at_ < tokens_.size()) Step();
  }

 private:
  std::string_view Peek(size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead]
                                        : std::string_view();
  }

  void Step() {
    std::string_view token = Peek();
    if (token == "{") {
      ++depth_;
      if (depth_ == kOutputSection) discard_ = next_is_discard_;
      next_is_discard_ = false;
    } else if (token == "}") {
      if (depth_ > 0) --depth_;
      if (depth_ < kOutputSection) discard_ = false;
    } else if (token.starts_with("/DISCARD/")) {
      next_is_discard_ = true;
    } else if (Peek(1) == "=" && Peek(2) != "=") {
      Assignment(token);
      return;
    } else if (depth_ >= kOutputSection && Peek(1) == "(" &&
               !IsPunctuation(token[0]) && !IsTransparent(token)) {
      InputStatement(token);
      return;
    }
    ++at_;
  }

  /// `name = expression ;`, also inside PROVIDE( ).  A fill value (`} :text
  /// =0xcc`) has no name before it and no `;` behind it.
  void Assignment(std::string_view name) {
    at_ += 2;
    if (name.starts_with(":")) return;
    if (IsSymbolName(name)) script_.symbols_.emplace(name);
    int parentheses = 0;
    for (; at_ < tokens_.size(); ++at_) {
      std::string_view token = Peek();
      if (token == "(") ++parentheses;
      if (token == ")" && --parentheses < 0) return;
      if (token == ";" || token == "{" || token == "}") return;
    }
  }

  /// `F(S1 SORT(S2) …)`.  Words of other functions (ALIGN(8)) look the same
  /// and match no file.
  void InputStatement(std::string_view file) {
    at_ += 2;
    int parentheses = 1;
    for (; at_ < tokens_.size() && parentheses > 0; ++at_) {
      std::string_view token = Peek();
      if (token == "{" || token == "}" || token == ";") return;
      if (token == "EXCLUDE_FILE" && Peek(1) == "(") {
        while (at_ < tokens_.size() && Peek() != ")") ++at_;
      } else if (token == "(") {
        ++parentheses;
      } else if (token == ")") {
        --parentheses;
      } else if (Peek(1) != "(" && token != "," && token != "=") {
        script_.inputs_.push_back(
            {std::string(file), std::string(token), discard_});
      }
    }
  }

  static constexpr int kOutputSection = 2;  ///< SECTIONS { name : { here } }

  std::vector<std::string_view> tokens_;
  LinkerScript& script_;
  size_t at_ = 0;
  int depth_ = 0;
  bool discard_ = false;
  bool next_is_discard_ = false;
};

LinkerScript LinkerScript::Parse(std::string_view text) {
  LinkerScript script;
  LinkerScriptParser(text, script).Run();
  return script;
}

LinkerScript LinkerScript::Fallback() {
  return Parse(
      "SECTIONS { /DISCARD/ : { *(.exitcall.exit) *(.discard) *(.discard.*)\n"
      "*(.export_symbol) *(.modinfo) *(.gnu.version*) } }");
}

bool LinkerScript::Defines(std::string_view symbol) const {
  return symbols_.contains(symbol);
}

bool LinkerScript::Discards(std::string_view object,
                            std::string_view section) const {
  for (const InputPattern& input : inputs_) {
    if (MatchesWildcard(section, input.section) &&
        MatchesWildcard(object, input.file)) {
      return input.discard;
    }
  }
  return false;
}

std::vector<std::string> LinkerScript::Symbols() const {
  std::vector<std::string> names(symbols_.begin(), symbols_.end());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace kplace
