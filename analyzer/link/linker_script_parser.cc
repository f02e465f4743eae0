// The text of a linker script -> LinkerScript.
//
// The grammar (binutils manual, "Linker Scripts") is used only as far as the
// questions need it: what stands before a single `=` gets a value; a name in an
// expression must have one; `F(S …)` inside an output section's braces takes
// sections S of files F.

#include <algorithm>
#include <array>

#include "analyzer/link/linker_script.h"
#include "support/text.h"

namespace kplace {
namespace {

struct Token {
  std::string_view text;
  uint32_t line = 0;
  bool quoted = false;

  bool Is(std::string_view mark) const { return !quoted && text == mark; }
};

template <size_t kSize>
bool IsOneOf(std::string_view word,
             const std::array<std::string_view, kSize>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Functions whose argument is a statement of its own.
bool IsTransparent(std::string_view word) {
  constexpr std::array<std::string_view, 4> kWords = {
      "KEEP", "PROVIDE", "PROVIDE_HIDDEN", "HIDDEN"};
  return IsOneOf(word, kWords);
}

bool IsSort(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords = {
      "SORT",      "SORT_BY_NAME",          "SORT_BY_ALIGNMENT",
      "SORT_NONE", "SORT_BY_INIT_PRIORITY", "REVERSE"};
  return IsOneOf(word, kWords);
}

/// Functions whose argument is the name of a section, region or constant, or
/// one that may be undefined.
bool TakesNoSymbol(std::string_view word) {
  constexpr std::array<std::string_view, 9> kWords = {
      "ADDR",     "LOADADDR", "SIZEOF", "ALIGNOF",      "DEFINED",
      "CONSTANT", "ORIGIN",   "LENGTH", "SEGMENT_START"};
  return IsOneOf(word, kWords);
}

/// Statements that put a value into an output section.
bool IsData(std::string_view word) {
  constexpr std::array<std::string_view, 5> kWords = {"BYTE", "SHORT", "LONG",
                                                      "QUAD", "SQUAD"};
  return IsOneOf(word, kWords);
}

bool IsPunctuation(char c) {
  return std::string_view("(){};,=").find(c) != std::string_view::npos;
}

bool IsOperator(char c) {
  return std::string_view("+-*/%&|^~!<>?:").find(c) != std::string_view::npos;
}

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

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> Run() {
    while (at_ < text_.size()) Step();
    return std::move(tokens_);
  }

 private:
  void Step() {
    if (IsSpace(text_[at_])) {
      Advance(at_ + 1);
    } else if (text_.substr(at_, 2) == "/*") {
      size_t end = text_.find("*/", at_ + 2);
      Advance(end == std::string_view::npos ? text_.size() : end + 2);
    } else if (text_[at_] == '"') {
      size_t end = std::min(text_.find('"', at_ + 1), text_.size());
      Add(at_ + 1, end, true);
      Advance(std::min(end + 1, text_.size()));
    } else if (IsPunctuation(text_[at_])) {
      Add(at_, at_ + 1, false);
      Advance(at_ + 1);
    } else {
      size_t end = at_;
      while (end < text_.size() && !IsSpace(text_[end]) && text_[end] != '"' &&
             !IsPunctuation(text_[end]) && text_.substr(end, 2) != "/*") {
        ++end;
      }
      Add(at_, end, false);
      Advance(end);
    }
  }

  void Add(size_t begin, size_t end, bool quoted) {
    tokens_.push_back({text_.substr(begin, end - begin), line_, quoted});
  }

  void Advance(size_t to) {
    line_ += static_cast<uint32_t>(
        std::count(text_.begin() + static_cast<ptrdiff_t>(at_),
                   text_.begin() + static_cast<ptrdiff_t>(to), '\n'));
    at_ = to;
  }

  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

/// Walks the tokens once.
class LinkerScriptParser {
 public:
  LinkerScriptParser(std::string_view text, LinkerScript& script)
      : tokens_(Tokenizer(text).Run()), script_(script) {}

  void Run() {
    while (at_ < tokens_.size()) Step();
  }

 private:
  using Files = std::vector<std::string>;

  const Token& Peek(size_t ahead = 0) const {
    static constexpr Token kEnd;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : kEnd;
  }
  bool PeekCall() const { return Peek(1).Is("("); }

  void Step() {
    const Token& token = Peek();
    if (token.Is("MEMORY") && Peek(1).Is("{")) {
      while (at_ < tokens_.size() && !Peek().Is("}")) ++at_;
    } else if (token.Is("{")) {
      Open();
    } else if (token.Is("}")) {
      Close();
    } else if (token.Is(")")) {
      keep_ = false;
      provide_ = false;
    } else if (token.Is(";")) {
      first_ = {};
    } else if (Peek(1).Is("=") && !Peek(2).Is("=")) {
      Assignment();
      return;
    } else if (!token.quoted && PeekCall() && Call(token.text)) {
      return;
    } else {
      Header(token);
    }
    ++at_;
  }

  void Open() {
    ++depth_;
    if (depth_ != kOutputSection) return;
    output_ = first_;
    ++output_number_;
    script_.output_sections_.emplace(output_);
  }

  void Close() {
    if (depth_ > 0) --depth_;
    first_ = {};
    after_section_ = true;
  }

  /// The first word of an output section statement is its name.  Before it may
  /// stand what belongs to the section before: `} > ram AT> rom :text =0xcc`.
  void Header(const Token& token) {
    bool tail = after_section_ && !token.quoted &&
                (token.text.starts_with(':') || token.text.starts_with('>') ||
                 token.text.starts_with('=') || token.text == "AT>");
    if (tail) {
      if (token.text.size() == 1 || token.text == "AT>") ++at_;
      return;
    }
    after_section_ = false;
    if (depth_ != 1 || !first_.empty()) return;
    first_ = token.text;
    if (first_.ends_with(':')) first_.remove_suffix(1);
  }

  /// True when the call was read.
  bool Call(std::string_view word) {
    if (word == "ENTRY" || word == "EXTERN") {
      Wanted();
    } else if (word == "ASSERT") {
      at_ += 2;
      asserts_ = true;
      Expression({});
      asserts_ = false;
    } else if (IsTransparent(word)) {
      keep_ = word == "KEEP";
      provide_ = word.starts_with("PROVIDE");
      at_ += 2;
    } else if (depth_ >= kOutputSection) {
      if (IsData(word)) {
        script_.filled_sections_.insert(output_number_);
        at_ += 2;
        Expression({});
        return true;
      }
      InputStatement();
    } else {
      return false;
    }
    return true;
  }

  void Wanted() {
    for (at_ += 2; at_ < tokens_.size() && !Peek().Is(")"); ++at_) {
      if (!Peek().Is(",")) script_.wanted_.emplace_back(Peek().text);
    }
  }

  /// `name = expression ;`, also inside PROVIDE( ).  A fill value (`} :text
  /// =0xcc`) has no name before it and no `;` behind it.
  void Assignment() {
    std::string_view name = Peek().text;
    // `. += 8`
    if (name.size() == 1 && IsOperator(name[0]) && at_ > 0) {
      name = tokens_[at_ - 1].text;
    }
    at_ += 2;
    if (name.starts_with(":") || name.starts_with(">")) {
      ++at_;  // the value
      return;
    }
    if (IsSymbolName(name)) {
      script_.symbols_.emplace(name);
      if (!provide_) script_.assigned_.emplace(name);
    }
    if (name == "." && depth_ >= kOutputSection) {
      script_.filled_sections_.insert(output_number_);
    }
    Expression(provide_ ? name : std::string_view());
    first_ = {};
  }

  /// Notes the names of an expression, up to what ends it.
  void Expression(std::string_view provides) {
    int parentheses = 0;
    branches_ = false;
    for (; at_ < tokens_.size(); ++at_) {
      const Token& token = Peek();
      if (token.Is("(")) ++parentheses;
      if (token.Is(")") && --parentheses < 0) return;
      if (token.Is(",") && parentheses == 0) break;
      if (token.Is(";") || token.Is("{") || token.Is("}")) return;
      if (!token.quoted) {
        Names(token.text, provides, token.line);
      } else if (!branches_) {
        AddNeed(token.text, provides, token.line);
      }
    }
    while (at_ < tokens_.size() && !Peek().Is(")") && !Peek().Is(";")) ++at_;
  }

  /// The names of one word: "_end-_text" has two.  The last may be that of a
  /// function.
  void Names(std::string_view word, std::string_view provides, uint32_t line) {
    std::string_view rest = word;
    while (!rest.empty()) {
      auto end = static_cast<size_t>(
          std::find_if(rest.begin(), rest.end(), IsOperator) - rest.begin());
      std::string_view name = rest.substr(0, end);
      if (end == rest.size() && PeekCall()) {
        if (TakesNoSymbol(name)) SkipCall();
        return;
      }
      if (!branches_) AddNeed(name, provides, line);
      // Of `A ? B : C` only one of B and C is evaluated.
      if (end < rest.size() && rest[end] == '?') branches_ = true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void AddNeed(std::string_view name, std::string_view provides,
               uint32_t line) {
    if (!IsSymbolName(name) || name == "SIZEOF_HEADERS") return;
    script_.needs_.push_back(
        {std::string(name), line, std::string(provides), asserts_});
  }

  /// From the name of a function to its closing parenthesis.
  void SkipCall() {
    int parentheses = 0;
    for (++at_; at_ < tokens_.size(); ++at_) {
      if (Peek().Is("(")) ++parentheses;
      if (Peek().Is(")") && --parentheses == 0) return;
    }
  }

  /// `EXCLUDE_FILE ( F … )`, from that word to the parenthesis.
  Files ExcludedFiles() {
    Files files;
    for (at_ += 2; at_ < tokens_.size() && !Peek().Is(")"); ++at_) {
      if (!Peek().Is(",")) files.emplace_back(Peek().text);
    }
    return files;
  }

  /// `F(S1 SORT(S2) …)`, `EXCLUDE_FILE(G) F(S)`, `SORT(F)(S)`.  Words of other
  /// functions (LONG(8)) look the same and match no file.
  void InputStatement() {
    Files excluded;
    bool gnu = script_.flavour_ == LinkerFlavour::kGnuLd;
    if (gnu && Peek().Is("EXCLUDE_FILE")) {
      excluded = ExcludedFiles();
      ++at_;
    }
    std::string file(Peek().text);
    if (IsSort(file)) {
      file = Peek(2).text;
      at_ += 3;
    }
    ++at_;
    if (!Peek().Is("(")) return;
    ++at_;
    ++statement_;
    Sections(file, excluded);
  }

  /// EXCLUDE_FILE inside of the parentheses holds for the next pattern (GNU
  /// ld), or up to the next EXCLUDE_FILE (ld.lld).
  void Sections(const std::string& file, const Files& always_excluded) {
    bool gnu = script_.flavour_ == LinkerFlavour::kGnuLd;
    Files excluded;
    bool sorted = false;
    int parentheses = 1;
    for (; at_ < tokens_.size() && parentheses > 0; ++at_) {
      const Token& token = Peek();
      if (token.Is("{") || token.Is("}") || token.Is(";")) return;
      if (token.Is("EXCLUDE_FILE") && PeekCall()) {
        excluded = ExcludedFiles();
      } else if (token.Is("(")) {
        ++parentheses;
      } else if (token.Is(")")) {
        --parentheses;
        sorted = false;
      } else if (PeekCall() && (token.Is("SORT") || token.Is("SORT_BY_NAME"))) {
        sorted = true;
      } else if ((token.quoted || !PeekCall()) && !token.Is(",") &&
                 !token.Is("=")) {
        InputPattern pattern;
        pattern.file = file;
        pattern.excluded = always_excluded;
        pattern.excluded.insert(pattern.excluded.end(), excluded.begin(),
                                excluded.end());
        pattern.section = token.text;
        pattern.output = output_;
        pattern.output_number = output_number_;
        pattern.statement = statement_;
        pattern.sorted = sorted;
        pattern.discard = output_ == "/DISCARD/";
        pattern.keep = keep_;
        script_.patterns_.push_back(std::move(pattern));
        if (gnu) excluded.clear();
      }
    }
  }

  static constexpr int kOutputSection = 2;  ///< SECTIONS { name : { here } }

  std::vector<Token> tokens_;
  LinkerScript& script_;
  size_t at_ = 0;
  int depth_ = 0;
  std::string_view first_;   ///< word of the statement in SECTIONS
  std::string_view output_;  ///< the output section we are in
  uint32_t output_number_ = 0;
  uint32_t statement_ = 0;  ///< of input sections
  bool asserts_ = false;    ///< in an ASSERT
  bool branches_ = false;   ///< behind the `?` of an expression
  bool after_section_ = false;
  bool keep_ = false;
  bool provide_ = false;
};

LinkerScript LinkerScript::Parse(std::string_view text, LinkerFlavour flavour) {
  LinkerScript script;
  script.flavour_ = flavour;
  LinkerScriptParser(text, script).Run();
  return script;
}

}  // namespace kplace
