// line_syntax.h - what one makefile line looks like: an assignment, the
// arguments of a conditional.  Pure functions from text to views of it.

#ifndef KPLACE_KBUILDPARSE_MAKE_LINE_SYNTAX_H_
#define KPLACE_KBUILDPARSE_MAKE_LINE_SYNTAX_H_

#include <optional>
#include <string_view>

#include "kbuildparse/make/statement.h"

namespace kplace::make {

/// `NAME op VALUE`; the name has no blanks outside references.
struct AssignmentText {
  std::string_view name;
  AssignOp op = AssignOp::kRecursive;
  std::string_view value;
};

/// The assignment in `text`, if it is one.  This mirrors the rule of the
/// manual: the first operator outside references decides, and a second word
/// before it makes the line something else.
std::optional<AssignmentText> FindAssignment(std::string_view text);

/// A line that sets or unsets a variable, with the words before it.
struct VariableLine {
  enum class Kind : uint8_t { kAssign, kDefine, kUndefine };
  Kind kind = Kind::kAssign;
  Modifiers modifiers;
  AssignmentText assignment;  ///< of kAssign
  std::string_view rest;      ///< after the word `define` or `undefine`
};

/// For target-specific lines `define` and `undefine` are no such words.
std::optional<VariableLine> FindVariableLine(std::string_view text,
                                             bool target_specific = false);

/// The two sides of an ifeq, and what stands behind them.
struct Comparison {
  std::string_view left;
  std::string_view right;
  std::string_view extra;
};

/// `(a,b)`, `"a" "b"`, `'a' "b"` …; nothing when it is malformed.
std::optional<Comparison> FindComparison(std::string_view arguments);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_LINE_SYNTAX_H_
