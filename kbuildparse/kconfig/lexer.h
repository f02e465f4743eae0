// lexer.h - one statement of a Kconfig file as tokens.
//
// A statement is a line; a backslash before the end of the line joins the
// next.  Keywords mean something only where the grammar has a place for them,
// so here they are words.  What depends on the text around it is done here, as
// in scripts/kconfig/lexer.l: macros are expanded inside words and strings, the
// right side of an assignment is taken as it stands, and a help text ends where
// its indentation does.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_LEXER_H_
#define KPLACE_KBUILDPARSE_KCONFIG_LEXER_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kconfig/macro.h"
#include "support/diagnostic.h"
#include "support/source.h"

namespace kplace::kconfig {

struct Token {
  enum class Kind {
    kWord,    ///< letters, digits, _ and -; expanded
    kString,  ///< without its quotes; expanded
    kMacro,   ///< a word or string with a macro that is not known, as written
    kAnd,
    kOr,
    kNot,
    kOpen,
    kClose,
    kEqual,
    kUnequal,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kAssign,  ///< :=, += (the `=` of an assignment is kEqual)
    kRest,    ///< the right side of an assignment
    kEnd,     ///< of the statement
  };
  Kind kind = Kind::kEnd;
  std::string_view text;
};

/// Walks over the text of one file.  Texts and tokens are views that last as
/// long as the text and the lexer, or until the next statement.
class Lexer {
 public:
  Lexer(FileId file, std::string_view text, const MacroTable& macros,
        DiagnosticSink& sink);

  /// Goes to the next statement that has a token; false at the end.
  bool Next();

  /// The tokens of the statement; the last one is kEnd.
  const std::vector<Token>& tokens() const { return tokens_; }
  /// Where its first token stands.
  SourceLoc where() const { return {file_, statement_line_}; }
  SourceLoc here() const { return {file_, line_}; }

  /// Takes the lines after a `help` statement, with their indentation.
  std::string_view TakeHelp();

 private:
  void ScanStatement();
  void ScanToken();
  void ScanWord();
  void ScanString(char quote);
  bool ScanOperator();
  bool ScanAssignment();
  void ScanMacro(std::string& expanded, bool& known);
  bool SkipEscapedNewline();
  void SkipToLineEnd();
  bool AtLineEnd() const { return pos_ == text_.size() || Peek() == '\n'; }
  char Peek(size_t ahead = 0) const {
    return pos_ + ahead < text_.size() ? text_[pos_ + ahead] : '\0';
  }
  void Add(Token::Kind kind, std::string_view text) {
    if (tokens_.empty()) statement_line_ = line_;
    tokens_.push_back({kind, text});
  }
  std::string_view Keep(std::string text) {
    return kept_.emplace_back(std::move(text));
  }
  void Warn(std::string message);

  FileId file_;
  std::string_view text_;
  const MacroTable& macros_;
  DiagnosticSink& sink_;
  size_t pos_ = 0;
  uint32_t line_ = 1;
  uint32_t statement_line_ = 0;
  uint32_t warned_line_ = 0;  ///< one warning for a line is enough
  std::vector<Token> tokens_;
  std::deque<std::string> kept_;  ///< texts that differ from the source
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_LEXER_H_
