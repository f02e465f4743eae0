// condition.h - presence conditions: under which configurations does it hold?
//
// A condition is a formula over two kinds of atoms, `CONFIG_X=y` and
// `CONFIG_X=m` (both can be false, never both true), and over `unknown(R)`:
// what nobody can say without running something, with the reason R.
//
//   true  false  CONFIG_X=y  CONFIG_X=m  unknown("R")  !c  (c && c)  (c || c)
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

/// Owns the formulas.  Safe to use from several threads.
class ConditionStore {
 public:
  ConditionStore();
  ~ConditionStore();
  ConditionStore(const ConditionStore&) = delete;
  ConditionStore& operator=(const ConditionStore&) = delete;

  /// `CONFIG_X=y` or `CONFIG_X=m`; `option` is "CONFIG_X".
  Condition Atom(std::string_view option, OptionValue value);

  /// Something that only running a program would tell, and why.
  Condition Unknown(std::string_view reason);

  /// Conjunction, disjunction, negation, simplified: constants fold, equal and
  /// opposite operands cancel, `X=y && X=m` is false, `a || (a && b)` is `a`,
  /// `(a && b) || (a && !b)` is `a`, what one operand settles is dropped from
  /// the others, operands are sorted.
  ///
  /// A formula of more than kMaxTerms atoms or kMaxDepth levels, which no
  /// kernel has, becomes an unknown() that says so: hostile input must not
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

  static constexpr uint32_t kMaxTerms = 100'000;
  static constexpr uint32_t kMaxDepth = 250;

  /// The formula in the grammar above.  Control characters, and in names of
  /// options everything but letters, digits, '_', '-' and '.', appear as \xNN;
  /// in reasons `"` and `\` have a backslash in front.
  std::string ToText(Condition condition) const;

  /// The formula's truth when each option is what `value_of` says ("y", "m" or
  /// anything else).  Unknown atoms make it kUnknown unless the rest decides.
  Truth Evaluate(
      Condition condition,
      const std::function<std::string_view(std::string_view)>& value_of) const;

  /// The condition where `option` is "y", "m" or anything else (which counts
  /// as n): what is left of it to ask of the other options.
  Condition Cofactor(Condition condition, std::string_view option,
                     std::string_view value);

  /// The options in it, each once, in the order of ToText().
  std::vector<std::string> Options(Condition condition) const;

  /// The reasons of all unknown() atoms in it, each once, in the
  /// order of ToText().
  std::vector<std::string> UnknownReasons(Condition condition) const;

 private:
  struct Impl;
  Condition Conjoin(Condition a, Condition b);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_CONDITION_CONDITION_H_
