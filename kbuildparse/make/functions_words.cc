// functions_words.cc - functions of words and of positions in word lists.

#include <algorithm>
#include <charconv>
#include <optional>

#include "kbuildparse/make/function_handlers.h"
#include "kbuildparse/make/pattern.h"
#include "kbuildparse/make/plain_text.h"
#include "support/text.h"

namespace kplace::make {
namespace {

/// A position argument of `function`; reports what is wrong with it.
std::optional<int64_t> Position(std::string_view text, const char* which,
                                const char* function, FunctionOutput& out) {
  std::string_view digits = Trim(text);
  int64_t number = 0;
  auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc() && end == digits.data() + digits.size()) {
    return number;
  }
  out.Fail(std::string("non-numeric ") + which + " argument to '" + function +
           "' function: '" + std::string(text) + "'");
  return std::nullopt;
}

}  // namespace

void Strip(const PlainArguments& arguments, FunctionOutput& out) {
  for (std::string_view word : SplitWords(arguments[0])) out.AppendWord(word);
}

void Patsubst(const PlainArguments& arguments, FunctionOutput& out) {
  PatternReplace(arguments[2], Pattern(arguments[0]), Pattern(arguments[1]),
                 out);
}

void Join(const PlainArguments& arguments, FunctionOutput& out) {
  auto left = SplitWords(arguments[0]);
  auto right = SplitWords(arguments[1]);
  for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    out.StartWord();
    if (i < left.size()) out.Append(left[i]);
    if (i < right.size()) out.Append(right[i]);
  }
}

void Word(const PlainArguments& arguments, FunctionOutput& out) {
  auto position = Position(arguments[0], "first", "word", out);
  if (!position) return;
  if (*position <= 0) {
    return out.Fail("first argument to 'word' function must be greater than 0");
  }
  auto words = SplitWords(arguments[1]);
  auto index = static_cast<uint64_t>(*position) - 1;
  if (index < words.size()) out.Append(words[index]);
}

void WordList(const PlainArguments& arguments, FunctionOutput& out) {
  auto first = Position(arguments[0], "first", "wordlist", out);
  if (!first) return;
  auto last = Position(arguments[1], "second", "wordlist", out);
  if (!last) return;
  if (*first <= 0) {
    return out.Fail("invalid first argument to 'wordlist' function: '" +
                    std::string(arguments[0]) + "'");
  }
  // The words as they stand, white space between them included.
  auto words = SplitWords(arguments[2]);
  auto end = std::min<int64_t>(*last, static_cast<int64_t>(words.size()));
  if (*first > end) return;
  std::string_view front = words[static_cast<size_t>(*first - 1)];
  std::string_view back = words[static_cast<size_t>(end - 1)];
  auto length = static_cast<size_t>(back.data() - front.data()) + back.size();
  out.Append(std::string_view(front.data(), length));
}

void CountWords(const PlainArguments& arguments, FunctionOutput& out) {
  out.Append(std::to_string(SplitWords(arguments[0]).size()));
}

void FindString(const PlainArguments& arguments, FunctionOutput& out) {
  if (arguments[1].find(arguments[0]) != std::string_view::npos) {
    out.Append(arguments[0]);
  }
}

}  // namespace kplace::make
