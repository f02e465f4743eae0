#include "kbuildparse/make/word_list.h"

namespace kplace::make {
namespace {

/// More ways to combine arguments than this and nobody would read the answer.
constexpr size_t kMaxCombinations = 4096;

/// Beyond so many conditional words in a row, one of them is taken to be there.
constexpr int kMaxTracked = 32;

class Combinations {
 public:
  Combinations(std::span<const Value> arguments, ConditionStore& store,
               const StringFunction& function, Value* out)
      : store_(store), function_(function), out_(out) {
    for (const Value& argument : arguments) {
      choices_.push_back(Enumerate(argument, store));
    }
    texts_.resize(arguments.size());
  }

  void Run() {
    size_t count = 1;
    for (const Choices& choices : choices_) {
      count *= std::max<size_t>(choices.known.size(), 1);
      if (count > kMaxCombinations) {
        return out_->AppendUnknown(Condition::True(),
                                   "too many combinations of arguments");
      }
    }
    Descend(0, Condition::True());
  }

 private:
  void Descend(size_t index, Condition when) {
    if (when.IsFalse()) return;
    if (index == choices_.size()) return function_(when, texts_, out_);
    const Choices& choices = choices_[index];
    for (const Choice& choice : choices.known) {
      texts_[index] = choice.text;
      Descend(index + 1, store_.And(when, choice.when));
    }
    Condition unknown = store_.And(when, choices.unknown);
    if (!unknown.IsFalse()) out_->AppendUnknown(unknown, choices.reason);
  }

  ConditionStore& store_;
  const StringFunction& function_;
  Value* out_;
  std::vector<Choices> choices_;
  std::vector<std::string_view> texts_;
};

}  // namespace

void WordListBuilder::Separate(Condition when) {
  Condition blank = store_.And(when, before_);
  if (!blank.IsFalse()) out_->Append(when, " ");
  if (before_.IsTrue()) return;
  before_ =
      ++merged_ > kMaxTracked ? Condition::True() : store_.Or(before_, when);
}

void WordListBuilder::Add(Condition when, std::string_view text) {
  Separate(when);
  out_->Append(when, text);
}

void WordListBuilder::AddUnknown(Condition when, std::string_view reason) {
  Separate(when);
  out_->AppendUnknown(when, reason);
}

void WordListBuilder::Add(Condition when, const Value& value) {
  Separate(when);
  out_->Append(when, value, store_);
}

void ForCombinations(std::span<const Value> arguments, ConditionStore& store,
                     const StringFunction& function, Value* out) {
  Combinations(arguments, store, function, out).Run();
}

void ForWords(std::span<const Value> arguments, size_t list,
              ConditionStore& store, const StringFunction& function,
              Value* out) {
  WordListBuilder words(store, out);
  std::vector<Value> run(arguments.begin(), arguments.end());
  auto flush = [&](Condition when, const std::string& text) {
    if (text.empty()) return;
    run[list] = Value(text);
    Value result;
    ForCombinations(run, store, function, &result);
    if (!result.empty()) words.Add(when, result);
  };
  Condition when;
  std::string text;  // the words under `when` that came last
  for (const ValueWord& word : Words(arguments[list], store)) {
    if (word.unknown || word.when != when) {
      flush(when, text);
      text.clear();
    }
    if (word.unknown) {
      words.AddUnknown(word.when, word.text);
      continue;
    }
    when = word.when;
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  flush(when, text);
}

}  // namespace kplace::make
