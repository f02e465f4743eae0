// functions.h - the table of make's functions (functions.def) and what a
// function is to the parser and to the interpreter.

#ifndef KPLACE_KBUILDPARSE_MAKE_FUNCTIONS_H_
#define KPLACE_KBUILDPARSE_MAKE_FUNCTIONS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "kbuildparse/make/expr.h"
#include "kbuildparse/make/value.h"
#include "support/file_system.h"

namespace kplace::make {

class Interpreter;

/// What a function of strings gets.  A missing argument is empty.
struct PlainArguments {
  std::span<const std::string_view> texts;
  const FileSystem* files = nullptr;
  std::string_view directory;  ///< what file names are relative to

  std::string_view operator[](size_t index) const {
    return index < texts.size() ? texts[index] : std::string_view();
  }
};

/// Where a function of strings puts its result.  It takes `limit` bytes; what
/// is beyond them is dropped and makes it Overflowed(), so that no makefile
/// can ask for more memory than its evaluator may use.
class FunctionOutput {
 public:
  explicit FunctionOutput(size_t limit) : limit_(limit) {}

  void Append(std::string_view text);
  /// Appends a blank before every word but the first.
  void StartWord();
  void AppendWord(std::string_view word) {
    StartWord();
    Append(word);
  }
  /// The call is wrong, in make's words ("non-numeric first argument…").
  void Fail(std::string message) { error_ = std::move(message); }

  const std::string& text() const { return text_; }
  const std::string& error() const { return error_; }
  bool Overflowed() const { return overflowed_; }

 private:
  size_t limit_;
  std::string text_;
  std::string error_;
  bool any_word_ = false;
  bool overflowed_ = false;
};

/// More arguments than any function of strings takes.
inline constexpr size_t kMaxPlainArguments = 4;

using PlainFunction = void (*)(const PlainArguments&, FunctionOutput&);
using SpecialFunction = void (*)(Interpreter&, std::span<const Expr>, Value*);

enum class FunctionStyle : uint8_t { kWordwise, kString, kSpecial };
enum class TrimArguments : uint8_t { kNone, kFirst, kAll };

/// One line of functions.def.
struct Function {
  std::string_view name;
  uint8_t min_arguments;
  uint8_t max_arguments;  ///< 0: any number
  FunctionStyle style;
  uint8_t list_argument;  ///< of a wordwise function
  TrimArguments trim;
  bool lazy;     ///< expands arguments only when it needs them
  bool may_act;  ///< does more than give a value, or calls what may
  bool gives_words;
  PlainFunction plain;
  SpecialFunction special;

  bool Trims(size_t argument) const {
    return trim == TrimArguments::kAll ||
           (trim == TrimArguments::kFirst && argument == 0);
  }
};

/// All functions, in the order of functions.def.
std::span<const Function> AllFunctions();

/// The function that text after "$(" calls: its name and white space stand
/// there.  Null when the text is a variable reference.
const Function* FindCalledFunction(std::string_view inside);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_FUNCTIONS_H_
