// value.h - what a make expression stands for: one string per configuration.
//
// A Value is a sequence of pieces.  In a given configuration the string is the
// concatenation of the pieces whose condition holds there:
//
//   obj-y := a.o               "a.o"  [true]
//   obj-$(CONFIG_B) += b.o     " b.o" [CONFIG_B=y]
//
// With a complete configuration there is nearly always one piece, under
// `true`, and the class is a std::string with a little ceremony.  A piece may
// be *unknown*: text that only a shell could tell.  It carries the reason and
// is never mistaken for an empty string.

#ifndef KPLACE_KBUILDPARSE_MAKE_VALUE_H_
#define KPLACE_KBUILDPARSE_MAKE_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbuildparse/condition/condition.h"

namespace kplace::make {

/// How an unknown piece stands for the text of an option (option_text.h), which
/// it then names.
enum class OptionText : uint8_t {
  kNone,    ///< it does not
  kText,    ///< the text of a `string`
  kWords,   ///< its words, with a blank between two
  kQuoted,  ///< the text in quotes
  kInt,     ///< the digits of an `int` or a `hex`
  kHex,
};

struct Piece {
  Condition when;  ///< never `false`
  bool unknown = false;
  std::string text;  ///< the text, not empty; for an unknown piece the reason
  OptionText option = OptionText::kNone;

  friend bool operator==(const Piece&, const Piece&) = default;
};

/// One of the strings a value can be, and when.
struct Choice {
  Condition when;
  std::string text;
};

class Value {
 public:
  Value() = default;
  explicit Value(std::string text) {
    if (text.empty()) return;
    pieces_.push_back({Condition::True(), false, std::move(text), {}});
  }
  /// Text that is unknown in every configuration.
  static Value Unknown(std::string reason);

  /// Appends text that is there under `when`; joins it to the last piece when
  /// the conditions are equal.
  void Append(Condition when, std::string_view text);
  void AppendUnknown(Condition when, std::string_view reason);
  /// Appends the text of an option, `CONFIG_X`, whose value is not given.
  void AppendOption(Condition when, std::string_view name, OptionText kind);
  /// Appends all of `other`, each piece also under `when`.
  void Append(Condition when, const Value& other, ConditionStore& store);

  const std::vector<Piece>& pieces() const { return pieces_; }
  bool empty() const { return pieces_.empty(); }

  /// True when the value is one known string in every configuration.
  bool IsPlain() const;
  /// That string.  Requires: IsPlain().
  std::string_view Plain() const;

  /// The first reason among the unknown pieces, or nothing.
  std::string_view UnknownReason() const;

 private:
  std::vector<Piece> pieces_;
};

/// The strings that `value` can be, each once, with disjoint conditions that
/// cover every configuration in which the value is known; `unknown` gets the
/// condition of the rest and `reason` why.  Gives up, all unknown, beyond 4096
/// strings or 32 MiB.
struct Choices {
  std::vector<Choice> known;
  Condition unknown = Condition::False();
  std::string reason;
};
Choices Enumerate(const Value& value, ConditionStore& store);

/// A word of a word list and when it is there.
struct ValueWord {
  Condition when;
  bool unknown = false;  ///< then `text` is the reason
  std::string text;
};

/// The words of `value`: in each configuration, those that are there make the
/// words of the string in their order.
///
///   "foo-" [true]  "x " [A]  "bar" [true]   foo-x [A]  bar [A]  foo-bar [!A]
///
/// An unknown piece is taken for one word, or with text glued to it for a part
/// of one, which is then unknown altogether.  A word that can be too many
/// different strings is unknown too.
std::vector<ValueWord> Words(const Value& value, ConditionStore& store);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_VALUE_H_
