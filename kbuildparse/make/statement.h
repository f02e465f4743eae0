// statement.h - the syntax tree of a makefile.
//
//   obj-$(CONFIG_X) += a.o    Assignment obj-$(CONFIG_X), append, "a.o"
//   ifeq ($(A),y) … endif     Conditional with a branch per ifeq/else
//   include $(srctree)/x      Include
//   all: a b                  Rule; its recipe is dropped
//   $(call f,x)               Line: make expands it and looks at the result
//
// Why the language is hard, and what follows for the tree:
//
//  1. Whether a line that starts with a tab belongs to a recipe depends on the
//     line before, and that line's meaning can depend on its expansion.  Where
//     the text does not decide, the statement is marked `if_not_recipe`: the
//     evaluator runs it only when no rule is open.
//  2. Errors in a branch that is not taken are no errors.  So a syntax error is
//     a statement, and reporting it is what running it does.
//  3. A variable's text may stand for anything until it is expanded, so
//     expressions have their errors inside as well (expr.h).

#ifndef KPLACE_KBUILDPARSE_MAKE_STATEMENT_H_
#define KPLACE_KBUILDPARSE_MAKE_STATEMENT_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "kbuildparse/make/expr.h"
#include "kbuildparse/make/logical_line.h"
#include "kbuildparse/make/parsed_file.h"
#include "support/source.h"

namespace kplace::make {

using Block = std::vector<std::unique_ptr<Statement>>;
struct Conditional;

enum class AssignOp : uint8_t {
  kRecursive,  ///< =
  kSimple,     ///< := and ::=
  kImmediate,  ///< :::=
  kAppend,     ///< +=
  kIfUnset,    ///< ?=
  kShell,      ///< !=
};

/// Words before an assignment.
struct Modifiers {
  bool exported = false;
  bool overriding = false;
  bool is_private = false;
};

/// `name op value`, also by `define`.
struct Assignment {
  Modifiers modifiers;
  Expr name;
  AssignOp op = AssignOp::kRecursive;
  Expr value;
};

/// `undefine name`.
struct Undefine {
  Modifiers modifiers;
  Expr name;
};

/// `include`, `-include`, `sinclude`.
struct Include {
  Expr files;
  bool optional = false;
};

/// `export …` or `unexport …` without an assignment; no names: all variables.
struct Export {
  Expr names;
  bool exporting = true;
};

/// A rule as its text shows it.  `acts` is set when expanding the line could
/// do more than give targets; otherwise nobody expands it.
struct Rule {
  Expr targets;
  Expr prerequisites;
  bool acts = false;
};

/// `target: NAME = value`.  It says nothing about the variables of a makefile.
struct TargetVariable {
  Expr targets;
  std::string_view assignment;
};

/// A line that has to be expanded before anybody can say what it is.
struct Line {
  Expr text;
};

/// What make would stop at, in its words.
struct SyntaxError {
  std::string message;
};
/// What make complains about and goes on.
struct SyntaxWarning {
  std::string message;
};

enum class TestKind : uint8_t {
  kEqual,
  kNotEqual,
  kDefined,
  kNotDefined,
  kElse
};

/// `ifeq (left,right)`, `ifdef left`; a malformed one has an `error` instead.
struct Test {
  TestKind kind = TestKind::kElse;
  Expr left;
  Expr right;
  bool extra_text = false;  ///< something stands behind it
  std::string error;
};

/// One arm of a conditional: from its `ifeq` or `else` to the next.
struct Branch {
  SourceLoc where;
  Test test;
  const Conditional* conditional = nullptr;  ///< the one it is an arm of
  Block body;
};

struct Conditional {
  const Branch* enclosing = nullptr;
  std::vector<std::unique_ptr<Branch>> branches;
};

struct Statement {
  SourceLoc where;
  const Branch* enclosing = nullptr;  ///< null outside conditionals
  bool if_not_recipe = false;
  std::variant<Assignment, Undefine, Include, Export, Rule, TargetVariable,
               Line, SyntaxError, SyntaxWarning, std::unique_ptr<Conditional>>
      body;
};

/// A makefile's text and its tree.  Immutable once parsed.
class ParsedFile {
 public:
  const Block& statements() const { return statements_; }

 private:
  friend class Parser;
  std::string text_;
  TextPool pool_;
  Block statements_;
};

/// The tree as text, one statement a line, for tests.
std::string ToText(const ParsedFile& file);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_STATEMENT_H_
