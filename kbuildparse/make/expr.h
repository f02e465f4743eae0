// expr.h - make text as an expression tree.
//
//   lib-$(CONFIG_X).o     Literal "lib-", Reference "CONFIG_X", Literal ".o"
//   $(srcs:.c=.o)         Substitution "srcs", ".c", ".o"
//   $(obj-$(v):.c=.o)     ComputedReference of [Literal "obj-", Reference "v",
//                         Literal ":.c=.o"]
//   $(if $(A),b)          FunctionCall if, [Reference "A"], [Literal "b"]
//
// This is tricky: make looks for the colon of a substitution in the *expanded*
// text between the parentheses.  So a reference whose inside contains a '$'
// keeps its whole inside as one expression, and what kind of reference it is
// comes out when it is evaluated.
//
// Parsing never fails.  What make would complain about when it expands the
// text becomes a BadReference in its place, because a variable that nobody
// expands may contain anything.
//
// Names are hashed here, once, so that looking up `$(FOO)` for the thousandth
// directory costs no hashing.  All texts are views into what was parsed.

#ifndef KPLACE_KBUILDPARSE_MAKE_EXPR_H_
#define KPLACE_KBUILDPARSE_MAKE_EXPR_H_

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kplace::make {

struct Function;  // functions.h
struct Part;

/// A variable's name with its hash.
struct Name {
  std::string_view text;
  size_t hash = 0;

  Name() = default;
  explicit Name(std::string_view name)
      : text(name), hash(std::hash<std::string_view>{}(name)) {}
  friend bool operator==(const Name& a, const Name& b) {
    return a.hash == b.hash && a.text == b.text;
  }
};

/// Parts whose expansions stand one after the other.
struct Expr {
  std::string_view text;  ///< as written
  std::vector<Part> parts;
};

struct Literal {
  std::string_view text;
};
/// `$(NAME)`, `${NAME}`, `$N`.
struct Reference {
  Name name;
};
/// `$(NAME:FROM=TO)`.
struct Substitution {
  Name name;
  std::string_view from;
  std::string_view to;
};
/// `$(…$…)` that is no function call.
struct ComputedReference {
  Expr inside;
};
struct FunctionCall {
  const Function* function = nullptr;
  std::vector<Expr> arguments;
};
/// Something make stops at when it expands it, in make's words.
struct BadReference {
  std::string message;
};

struct Part {
  std::variant<Literal, Reference, Substitution, ComputedReference,
               FunctionCall, BadReference>
      node;
};

/// The expression in `text`, which must outlive the result.
Expr ParseExpr(std::string_view text);

/// True when expanding `expr` may do more than give a string: it calls `eval`,
/// `error` and their like, or a user's function, which may.
bool MayAct(const Expr& expr);

/// Whether the expansion is a word list with single blanks: `expr` is one call
/// of a function such as `filter` or `strip`.
bool IsWordList(const Expr& expr);

/// The tree in one line, for tests: `lib-$(CONFIG_X)`, `$(if [$(A)] [b])`.
std::string ToText(const Expr& expr);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_EXPR_H_
