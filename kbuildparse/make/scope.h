// scope.h - variables, and what they are in which configuration.
//
// A variable is a list of *guarded chunks*.  Where make would have one string,
// we have the pieces that assignments contributed and when:
//
//   obj-y := a.o            chunk "a.o"   when true
//   ifeq (…A…)
//   obj-y += b.o            chunk "b.o"   when A, after a blank
//   else
//   obj-y := c.o            all others now also under !(!A); "c.o" when !A
//   endif
//
// Every chunk knows its statement, which is where the provenance of words
// (Evaluator::WordsOf) comes from.  A chunk is either an expression, expanded
// whenever the variable is, or a finished value.
//
// Scopes are layers: an evaluator writes into its own and reads through to the
// frozen one below.  A variable that is changed is copied up first.

#ifndef KPLACE_KBUILDPARSE_MAKE_SCOPE_H_
#define KPLACE_KBUILDPARSE_MAKE_SCOPE_H_

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/make/expr.h"
#include "kbuildparse/make/statement.h"
#include "kbuildparse/make/value.h"

namespace kplace::make {

/// What one assignment put into a variable.
struct Chunk {
  Condition when;
  /// When a blank stands before it: something came before.
  Condition after_blank = Condition::False();
  const Statement* by = nullptr;
  const Expr* expression = nullptr;  ///< null: `value` is it
  Value value;
};

class Variable {
 public:
  explicit Variable(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  const std::vector<Chunk>& chunks() const { return chunks_; }

  Origin origin = Origin::kUndefined;
  /// The flavour of the last `=` or `:=`: what `+=` and $(flavor) go by.
  bool recursive = true;

  /// When it is defined, possibly as empty.
  Condition defined() const { return defined_; }
  /// When it is defined and not empty before expansion.
  Condition not_empty() const { return not_empty_; }

  /// Makes `chunk` the value where `chunk.when` holds.
  void Assign(Chunk chunk, ConditionStore& store);
  /// Adds `chunk`, after a blank where there is something before it.
  void Append(Chunk chunk, ConditionStore& store);
  /// Makes it undefined where `when` holds.
  void Remove(Condition when, ConditionStore& store);

 private:
  void Add(Chunk chunk, ConditionStore& store);

  std::string name_;
  std::vector<Chunk> chunks_;
  Condition defined_ = Condition::False();
  Condition not_empty_ = Condition::False();
};

/// When the text of `value` is not empty.  An unknown piece is not empty under
/// its unknown() condition.
Condition NotEmpty(const Value& value, ConditionStore& store);

class Scope {
 public:
  explicit Scope(const Scope* base = nullptr) : base_(base) {}

  /// The variable in this layer or below, null when there is none.
  const Variable* Find(const Name& name) const;

  /// The variable in this layer, copied up or made when needed.
  Variable& ForUpdate(const Name& name);

  /// Names of defined variables in all layers that start with `prefix`, sorted.
  std::vector<std::string> NamesWithPrefix(std::string_view prefix) const;

  /// Names of this layer's variables that came from the environment.
  std::vector<std::string> ChangedEnvironment() const;

  /// Keeps what chunks point into.
  void KeepAlive(std::shared_ptr<const ParsedFile> file) {
    alive_.push_back(std::move(file));
  }

 private:
  struct PassHash {
    size_t operator()(const Name& name) const { return name.hash; }
  };

  const Scope* base_;
  /// Keys are views of the variables' own names.
  std::unordered_map<Name, std::unique_ptr<Variable>, PassHash> variables_;
  std::vector<std::shared_ptr<const ParsedFile>> alive_;
};

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_SCOPE_H_
