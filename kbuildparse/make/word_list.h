// word_list.h - values as lists of words: building one, mapping one, and
// running functions of strings on values.

#ifndef KPLACE_KBUILDPARSE_MAKE_WORD_LIST_H_
#define KPLACE_KBUILDPARSE_MAKE_WORD_LIST_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/make/value.h"

namespace kplace::make {

/// Puts words into a value with a blank between any two that are both there.
///
/// Where a word may be the first one in some configurations and not in others,
/// the blank comes with it in all of them: word lists stay cheap to take apart,
/// and only a comparison of whole strings could tell (see IsWordList()).
class WordListBuilder {
 public:
  WordListBuilder(ConditionStore& store, Value* out)
      : store_(store), out_(out) {}

  void Add(Condition when, std::string_view text);
  void AddUnknown(Condition when, std::string_view reason);
  void Add(Condition when, const Value& value);

 private:
  void Separate(Condition when);

  ConditionStore& store_;
  Value* out_;
  Condition before_ = Condition::False();  ///< when there is a word already
  int merged_ = 0;                         ///< how often it was widened
};

/// A function of strings; `out` gets its result where `when` holds.
using StringFunction = std::function<void(
    Condition when, std::span<const std::string_view> arguments, Value* out)>;

/// Runs `function` once for every combination of what the arguments can be;
/// the result is unknown where one of them is, or when there are too many.
void ForCombinations(std::span<const Value> arguments, ConditionStore& store,
                     const StringFunction& function, Value* out);

/// As ForCombinations(), but `arguments[list]` goes through word by word
/// (f(a b) = f(a) f(b)); words under one condition go together.  Words that are
/// unknown stay what they are.
void ForWords(std::span<const Value> arguments, size_t list,
              ConditionStore& store, const StringFunction& function,
              Value* out);

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_WORD_LIST_H_
