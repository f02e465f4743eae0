#include "kbuildparse/kconfig/lexer.h"

#include <fmt/core.h>

#include <utility>

#include "support/text.h"

namespace kplace::kconfig {
namespace {

using Kind = Token::Kind;

bool IsWordChar(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Columns of white space at the front of `line`; a tab goes to the next
/// multiple of eight.
size_t Indentation(std::string_view line) {
  size_t columns = 0;
  for (char c : line) {
    if (c == '\t') {
      columns = (columns & ~size_t{7}) + 8;
    } else if (c == ' ') {
      ++columns;
    } else {
      break;
    }
  }
  return columns;
}

}  // namespace

Lexer::Lexer(FileId file, std::string_view text, const MacroTable& macros,
             DiagnosticSink& sink)
    : file_(file), text_(text), macros_(macros), sink_(sink) {}

void Lexer::Warn(std::string message) {
  if (warned_line_ == line_) return;
  warned_line_ = line_;
  sink_.Add(Severity::kWarning, here(), std::move(message));
}

bool Lexer::Next() {
  tokens_.clear();
  kept_.clear();
  while (tokens_.empty() && pos_ < text_.size()) ScanStatement();
  if (tokens_.empty()) return false;
  Add(Kind::kEnd, {});
  return true;
}

/// Reads to the end of the line, and over it.
void Lexer::ScanStatement() {
  while (!AtLineEnd()) {
    char c = Peek();
    if (c == ' ' || c == '\t' || c == '\r') {
      ++pos_;
    } else if (c == '#') {
      SkipToLineEnd();
    } else if (c == '\\' && SkipEscapedNewline()) {
      continue;
    } else {
      ScanToken();
    }
  }
  if (pos_ < text_.size()) {
    ++pos_;
    ++line_;
  }
}

void Lexer::SkipToLineEnd() {
  pos_ = text_.find('\n', pos_);
  if (pos_ == std::string_view::npos) pos_ = text_.size();
}

bool Lexer::SkipEscapedNewline() {
  size_t length = Peek(1) == '\r' ? 3 : 2;
  if (Peek(length - 1) != '\n') return false;
  pos_ += length;
  ++line_;
  return true;
}

void Lexer::ScanToken() {
  char c = Peek();
  if (IsWordChar(c) || c == '$') {
    ScanWord();
  } else if (c == '"' || c == '\'') {
    ScanString(c);
  } else if (!ScanAssignment() && !ScanOperator()) {
    Warn(fmt::format("unsupported character '{}' is ignored", c));
    ++pos_;
  }
}

/// A reference at the front, expanded when it is known, else as it stands.
void Lexer::ScanMacro(std::string& expanded, bool& known) {
  size_t line_end = text_.find('\n', pos_);
  std::string_view rest = text_.substr(pos_, line_end - pos_);
  size_t length = ReferenceLength(rest);
  if (length == 0) {
    if (!rest.starts_with("$(")) {
      expanded += '$';
      ++pos_;
      return;
    }
    Warn("'$(' has no closing parenthesis");
    length = rest.size();
  }
  std::string_view reference = rest.substr(0, length);
  pos_ += length;
  if (auto value = macros_.Expand(reference)) {
    expanded += *value;
  } else {
    expanded += reference;
    known = false;
  }
}

void Lexer::ScanWord() {
  size_t begin = pos_;
  while (IsWordChar(Peek())) ++pos_;
  if (Peek() != '$') {
    Add(Kind::kWord, text_.substr(begin, pos_ - begin));
    return;
  }
  std::string expanded(text_.substr(begin, pos_ - begin));
  bool known = true;
  while (IsWordChar(Peek()) || Peek() == '$') {
    if (Peek() == '$') {
      ScanMacro(expanded, known);
    } else {
      expanded += text_[pos_++];
    }
  }
  if (!known) {
    Add(Kind::kMacro, text_.substr(begin, pos_ - begin));
  } else if (!expanded.empty()) {  // an empty expansion is no token at all
    Add(Kind::kWord, Keep(std::move(expanded)));
  }
}

void Lexer::ScanString(char quote) {
  size_t begin = ++pos_;
  std::string value;
  bool known = true;
  while (!AtLineEnd() && Peek() != quote) {
    if (Peek() == '$') {
      ScanMacro(value, known);
    } else if (Peek() == '\\' && Peek(1) == '\n') {
      ++pos_;  // ends the line, and with it the string
    } else {
      if (Peek() == '\\' && pos_ + 1 < text_.size()) ++pos_;
      value += text_[pos_++];
    }
  }
  std::string_view raw = text_.substr(begin, pos_ - begin);
  if (AtLineEnd()) {
    Warn("the string has no closing quote on its line");
  } else {
    ++pos_;
  }
  if (!known) {
    Add(Kind::kMacro, raw);
  } else {
    Add(Kind::kString, value == raw ? raw : Keep(std::move(value)));
  }
}

/// `name =`, `name :=` and `name +=`, when they begin a statement.
bool Lexer::ScanAssignment() {
  if (tokens_.size() != 1 || tokens_[0].kind != Kind::kWord) return false;
  size_t length = Peek() == '=' ? 1 : 2;
  std::string_view spelling = text_.substr(pos_, length);
  if (spelling != "=" && spelling != ":=" && spelling != "+=") return false;
  Add(length == 1 ? Kind::kEqual : Kind::kAssign, spelling);
  pos_ += length;
  while (Peek() == ' ' || Peek() == '\t') ++pos_;
  size_t begin = pos_;
  SkipToLineEnd();
  std::string_view value = text_.substr(begin, pos_ - begin);
  if (value.ends_with('\r')) value.remove_suffix(1);
  Add(Kind::kRest, value);
  return true;
}

bool Lexer::ScanOperator() {
  struct Operator {
    std::string_view spelling;
    Kind kind;
  };
  static constexpr Operator kOperators[] = {
      {"&&", Kind::kAnd},          {"||", Kind::kOr},
      {"!=", Kind::kUnequal},      {"<=", Kind::kLessEqual},
      {">=", Kind::kGreaterEqual}, {"=", Kind::kEqual},
      {"<", Kind::kLess},          {">", Kind::kGreater},
      {"!", Kind::kNot},           {"(", Kind::kOpen},
      {")", Kind::kClose},
  };
  std::string_view rest = text_.substr(pos_, 2);
  for (const Operator& op : kOperators) {
    if (!rest.starts_with(op.spelling)) continue;
    Add(op.kind, op.spelling);
    pos_ += op.spelling.size();
    return true;
  }
  return false;
}

/// The first line with text gives the indentation; the help ends before a line
/// that has less, or none.
std::string_view Lexer::TakeHelp() {
  size_t begin = pos_;
  size_t end = pos_;
  size_t indentation = 0;
  bool any = false;
  while (pos_ < text_.size()) {
    size_t line_end = text_.find('\n', pos_);
    if (line_end == std::string_view::npos) line_end = text_.size();
    std::string_view line = text_.substr(pos_, line_end - pos_);
    if (!Trim(line).empty()) {
      size_t columns = Indentation(line);
      // conf takes the line right behind `help` even when it is not indented.
      bool first = pos_ == begin;
      if (!first && (columns == 0 || columns < indentation)) break;
      if (!any) indentation = columns;
      any = true;
      end = line_end;
    }
    pos_ = line_end < text_.size() ? line_end + 1 : line_end;
    if (line_end < text_.size()) ++line_;
  }
  return text_.substr(begin, end - begin);
}

}  // namespace kplace::kconfig
