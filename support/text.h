// text.h - small questions about text that every part asks.

#ifndef KPLACE_SUPPORT_TEXT_H_
#define KPLACE_SUPPORT_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

/// Blank, tab, newline, carriage return, vertical tab, form feed; in the C
/// locale whatever the user's is.
constexpr bool IsSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// `text` without white space at both ends.
std::string_view Trim(std::string_view text);

/// The words of `text`: maximal runs without white space.  The views point
/// into `text`.
std::vector<std::string_view> SplitWords(std::string_view text);

/// The lines of `text`, without their ends; a last empty line is left out.
std::vector<std::string_view> SplitLines(std::string_view text);

/// Words joined by one blank.
std::string FoldWhitespace(std::string_view text);

/// At most `limit` characters (UTF-8 sequences stay whole), "…" for the rest.
std::string Elide(std::string_view text, size_t limit);

/// `text` with control characters and invalid UTF-8 written as \xNN, so that
/// hostile names cannot drive a terminal.
std::string Printable(std::string_view text);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_TEXT_H_
