// condition.h - presence conditions: under which configurations does it hold?
//
// A condition is a formula over what options are and over `unknown(R)`: what
// nobody can say without running something, with the reason R.  A tristate is
// `CONFIG_X=y`, `CONFIG_X=m` or neither; an option that is text or a number
// is `CONFIG_X="text"`, `CONFIG_X=16` or one of endlessly many others.  Of one
// option at most one atom holds.
//
//   true  false  CONFIG_X=y  CONFIG_X=m  CONFIG_X="text"  CONFIG_X=16
//   unknown("R")  !c  (c && c)  (c || c)
//
// Formulas are hash-consed: in one store equal formulas have equal ids, so
// comparing is comparing numbers and `true` and `false` cost nothing.  With a
// complete configuration every atom but unknown() folds away and nearly
// everything in this folder stays unused.
//
// Inside there is only "and": the lowest bit of an id negates, so Not() flips a
// bit and a disjunction is a negated conjunction of negations.  Negation is
// therefore only ever written in front of an atom.
//
// Simplification is local, not a decision procedure: formulas that are
// equivalent may have different ids, and one that no configuration satisfies
// may not be `false`.  What it does depends on the formulas alone, never on the
// order in which threads made them, so texts are reproducible.

#ifndef KPLACE_KBUILDPARSE_CONDITION_CONDITION_H_
#define KPLACE_KBUILDPARSE_CONDITION_CONDITION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

/// A formula of the ConditionStore that made it.
class Condition {
 public:
  constexpr Condition() = default;  // true
  static constexpr Condition True() { return Condition(1); }
  static constexpr Condition False() { return Condition(0); }

  constexpr bool IsTrue() const { return id_ == 1; }
  constexpr bool IsFalse() const { return id_ == 0; }
  constexpr uint32_t id() const { return id_; }

  friend constexpr bool operator==(Condition, Condition) = default;

 private:
  friend class ConditionStore;
  constexpr explicit Condition(uint32_t id) : id_(id) {}
  uint32_t id_ = 1;
};

/// What an atom is under one configuration.
enum class Truth : uint8_t { kFalse, kTrue, kUnknown };

/// What a tristate atom asks for.
enum class OptionValue : uint8_t { kYes, kModule };

struct ConditionShape;

/// Owns the formulas.  Safe to use from several threads.
class ConditionStore {
 public:
  ConditionStore();
  ~ConditionStore();
  ConditionStore(const ConditionStore&) = delete;
  ConditionStore& operator=(const ConditionStore&) = delete;

  /// `CONFIG_X=y` or `CONFIG_X=m`; `option` is "CONFIG_X".
  Condition Atom(std::string_view option, OptionValue value);

  /// `CONFIG_X="text"`.  The empty text is that of an option without a line as
  /// well, also of one that is a number.
  Condition AtomText(std::string_view option, std::string_view text);

  /// `CONFIG_X=16` or `CONFIG_X=0x10`, with the digits as `.config` has them.
  Condition AtomNumber(std::string_view option, std::string_view digits);

  /// Something that only running a program would tell, and why.
  Condition Unknown(std::string_view reason);

  /// Conjunction, disjunction, negation, simplified: constants fold, equal and
  /// opposite operands cancel, two values of an option exclude each other, `a
  /// || (a && b)` is `a`,
  /// `(a && b) || (a && !b)` is `a`, what one operand settles is dropped from
  /// the others, operands are sorted.
  ///
  /// A formula of more than kMaxTerms atoms (Linux 6.12 has one of 445) or
  /// kMaxDepth levels becomes an unknown() that says so: hostile input must not
  /// exhaust memory or stack.
  Condition And(Condition a, Condition b) {
    if (a.IsTrue() || a == b) return b;
    if (b.IsTrue()) return a;
    if (a.IsFalse() || b.IsFalse() || a == Not(b)) return Condition::False();
    return Conjoin(a, b);
  }
  Condition Or(Condition a, Condition b) { return Not(And(Not(a), Not(b))); }
  Condition Not(Condition a) const { return Condition(a.id_ ^ 1); }
  Condition AndNot(Condition a, Condition b) { return And(a, Not(b)); }

  static constexpr uint32_t kMaxTerms = 4000;
  static constexpr uint32_t kMaxDepth = 250;

  /// The formula in the grammar above, what several operands have in common
  /// written once.  Control characters, and in names of
  /// options everything but letters, digits, '_', '-' and '.', appear as \xNN;
  /// in texts and reasons `"` and `\` have a backslash in front.
  std::string ToText(Condition condition) const;

  /// The formula's truth when each option is what `value_of` says: "y", "m" or
  /// anything else, or the text, empty when there is none.  Unknown atoms make
  /// it kUnknown unless the rest decides.
  Truth Evaluate(
      Condition condition,
      const std::function<std::string_view(std::string_view)>& value_of) const;

  /// The condition where `option` is "y", "m" or anything else (which counts
  /// as n): what is left of it to ask of the other options.
  Condition Cofactor(Condition condition, std::string_view option,
                     std::string_view value);

  /// The reasons of all unknown() atoms in it, each once, in the
  /// order of ToText().
  std::vector<std::string> UnknownReasons(Condition condition) const;

  /// The options in it, sorted, each once.
  std::vector<std::string> OptionsOf(Condition condition) const;

  /// Its outermost level.
  ConditionShape ShapeOf(Condition condition) const;

 private:
  struct Impl;
  Condition Conjoin(Condition a, Condition b);
  std::unique_ptr<Impl> impl_;
};

/// One level of a formula, for whoever walks one.
struct ConditionShape {
  enum class Kind : uint8_t {
    kTrue,
    kFalse,
    kAtom,  ///< `CONFIG_X=y`, `CONFIG_X=m`
    kText,  ///< `CONFIG_X="text"`, `CONFIG_X=16`
    kUnknown,
    kAnd,
    kOr
  };
  Kind kind = Kind::kTrue;
  bool negated = false;   ///< of kAtom, kText and kUnknown
  std::string_view text;  ///< the option, or the reason; the store's
  OptionValue value = OptionValue::kYes;  ///< of kAtom
  std::string_view content;  ///< of kText: what the option is; the store's
  std::vector<Condition> operands;  ///< of kAnd and kOr, sorted
};

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_CONDITION_CONDITION_H_
