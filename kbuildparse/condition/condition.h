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
  /// opposite operands cancel, `X=y && X=m` is false, operands are sorted.
  Condition And(Condition a, Condition b);
  Condition Or(Condition a, Condition b);
  Condition Not(Condition a);
  Condition AndNot(Condition a, Condition b) { return And(a, Not(b)); }

  /// The formula in the grammar above.
  std::string ToText(Condition condition) const;

  /// The formula's truth when each option is what `value_of` says ("y", "m" or
  /// anything else).  Unknown atoms make it kUnknown unless the rest decides.
  Truth Evaluate(
      Condition condition,
      const std::function<std::string_view(std::string_view)>& value_of) const;

  /// The reasons of all unknown() atoms in it, each once, in order.
  std::vector<std::string> UnknownReasons(Condition condition) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_CONDITION_CONDITION_H_
