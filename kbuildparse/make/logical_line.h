// logical_line.h - how GNU make cuts a makefile into lines.
//
// A logical line goes on while its physical lines end in an odd number of
// backslashes.  What then happens to the backslash depends on who looks:
//
//   makefile text   backslash-newline and the blanks around it become one blank
//   recipe          kept as it is (we never look)
//   define body     as makefile text, line by line
//
// Comments are removed after that, so a comment can go on to the next line.  A
// '#' inside $(...) or after a backslash is no comment.  This mirrors
// readline(), collapse_continuations() and remove_comments() as the manual
// describes them in "Splitting Long Lines" and "Makefile Contents".

#ifndef KPLACE_KBUILDPARSE_MAKE_LOGICAL_LINE_H_
#define KPLACE_KBUILDPARSE_MAKE_LOGICAL_LINE_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace kplace::make {

/// Texts that stand in no file as they are (folded lines, unquoted comments).
/// Views of them stay valid as long as the pool.
class TextPool {
 public:
  std::string_view Keep(std::string text) {
    return texts_.emplace_back(std::move(text));
  }

 private:
  std::deque<std::string> texts_;
};

struct LogicalLine {
  std::string_view raw;  ///< with inner backslash-newlines, without the last
  uint32_t number = 0;   ///< line of its first character, from 1
};

/// Gives the logical lines of a text one after the other.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  /// False at the end of the text.
  bool Next(LogicalLine* line);

  /// The line that the next call starts at.
  uint32_t next_number() const { return number_; }

 private:
  std::string_view rest_;
  uint32_t number_ = 1;
};

/// `raw` with its continuations folded.
std::string_view FoldContinuations(std::string_view raw, TextPool& pool);

/// `line` without its comment, and with "\#" turned into "#".
std::string_view RemoveComment(std::string_view line, TextPool& pool);

/// The position after the reference that starts at `line[dollar]`: parentheses
/// of the kind that opens it are counted, nothing else.
size_t SkipReference(std::string_view line, size_t dollar);

/// The first of `stops` outside references that no backslash quotes, else
/// npos.  Nothing is unquoted.
size_t FindUnquoted(std::string_view line, std::string_view stops);

/// Blanks as make sees them between tokens of one line.
constexpr bool IsBlank(char c) {
  return c == ' ' || c == '\t';
}

/// `text` without leading white space.
std::string_view SkipSpace(std::string_view text);

/// The first word of `text`, which must start with one.
std::string_view FirstToken(std::string_view text);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_LOGICAL_LINE_H_
