// c_text.h - the little that is asked of C source as text.
//
// Guards and definitions are looked up without preprocessing: what is wanted is
// what a file says for every configuration.

#ifndef KPLACE_ANALYZER_SOURCE_C_TEXT_H_
#define KPLACE_ANALYZER_SOURCE_C_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace kplace {

/// A character of an identifier.
constexpr bool IsWordChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

/// The text with comments and strings blanked; every newline stays, so places
/// stay.
std::string BlankOut(std::string_view text);

/// The end of the line at `begin`, with those that a backslash joins to it.
size_t LogicalLineEnd(std::string_view text, size_t begin);

/// Just after the bracket that closes the one at `open`, counting those of its
/// kind: (), {} or [].  The end of the text where none does.
size_t AfterBracket(std::string_view text, size_t open);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_C_TEXT_H_
