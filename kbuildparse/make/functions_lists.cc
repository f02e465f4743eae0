// functions_lists.cc - functions of word lists whose result depends on which
// words are there, done without looking at every combination of them.

#include <algorithm>
#include <map>
#include <unordered_map>

#include "kbuildparse/make/function_handlers.h"
#include "kbuildparse/make/interpreter.h"
#include "kbuildparse/make/pattern.h"
#include "kbuildparse/make/word_list.h"
#include "support/text.h"

namespace kplace::make::special {
namespace {

/// The patterns of `filter`, and when each is there.
class PatternSet {
 public:
  PatternSet(const Value& list, ConditionStore& store) : store_(store) {
    for (const ValueWord& word : Words(list, store)) Add(word);
  }

  /// When `word` matches one of the known patterns.
  Condition Matches(const std::string& word) const {
    Condition matches = Condition::False();
    if (auto found = literals_.find(word); found != literals_.end()) {
      matches = found->second;
    }
    for (const auto& [pattern, when] : patterns_) {
      if (matches.IsTrue()) break;
      if (pattern.Match(word)) matches = store_.Or(matches, when);
    }
    return matches;
  }

  /// When there are patterns that nobody knows, and why.
  Condition unknown() const { return unknown_; }
  const std::string& reason() const { return reason_; }

 private:
  void Add(const ValueWord& word) {
    if (word.unknown) {
      unknown_ = store_.Or(unknown_, word.when);
      if (reason_.empty()) reason_ = word.text;
      return;
    }
    Pattern pattern(word.text);
    if (pattern.has_percent()) {
      patterns_.emplace_back(std::move(pattern), word.when);
      return;
    }
    auto [entry, is_new] = literals_.try_emplace(pattern.prefix(), word.when);
    if (!is_new) entry->second = store_.Or(entry->second, word.when);
  }

  ConditionStore& store_;
  std::unordered_map<std::string, Condition> literals_;
  std::vector<std::pair<Pattern, Condition>> patterns_;
  Condition unknown_ = Condition::False();
  std::string reason_;
};

/// `filter` where `keep` is true, else `filter-out`.
void KeepMatching(Interpreter& run, std::span<const Expr> args, bool keep,
                  Value* out) {
  ConditionStore& store = run.conditions();
  PatternSet patterns(run.Expand(args[0]), store);
  Value result;
  WordListBuilder kept(store, &result);
  for (const ValueWord& word : Words(run.Expand(args[1]), store)) {
    if (word.unknown) {
      kept.AddUnknown(word.when, word.text);
      continue;
    }
    Condition matches = patterns.Matches(word.text);
    Condition when = store.And(word.when, keep ? matches : store.Not(matches));
    // What no known pattern decides hangs on the unknown ones.
    Condition open =
        store.And(store.AndNot(word.when, matches), patterns.unknown());
    when = store.AndNot(when, open);
    if (!when.IsFalse()) kept.Add(when, word.text);
    if (!open.IsFalse()) kept.AddUnknown(open, patterns.reason());
  }
  run.AppendValue(result, out);
}

/// The words of a plain text, sorted, each once.
void SortPlain(Interpreter& run, std::string_view text, Value* out) {
  std::vector<std::string_view> words = SplitWords(text);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  FunctionOutput output(run.bytes_left());
  for (std::string_view word : words) output.AppendWord(word);
  run.AppendOutput(Condition::True(), output, out);
}

/// The first word that is there, going from `begin` to `end`.
template <typename Iterator>
void TakeFirst(Interpreter& run, Iterator begin, Iterator end, Value* out) {
  ConditionStore& store = run.conditions();
  Condition open = Condition::True();
  for (; begin != end && !open.IsFalse(); ++begin) {
    if (begin->unknown) {  // it may stand for no word at all
      return out->AppendUnknown(open, begin->text);
    }
    Condition when = store.And(open, begin->when);
    if (!when.IsFalse()) out->Append(when, begin->text);
    open = store.AndNot(open, begin->when);
  }
}

}  // namespace

void Filter(Interpreter& run, std::span<const Expr> args, Value* out) {
  KeepMatching(run, args, true, out);
}

void FilterOut(Interpreter& run, std::span<const Expr> args, Value* out) {
  KeepMatching(run, args, false, out);
}

void Sort(Interpreter& run, std::span<const Expr> args, Value* out) {
  Value list = run.Expand(args[0]);
  if (list.IsPlain()) return SortPlain(run, list.Plain(), out);
  ConditionStore& store = run.conditions();
  std::map<std::string, Condition> sorted;
  std::vector<ValueWord> unknown;
  for (ValueWord& word : Words(list, store)) {
    if (word.unknown) {
      unknown.push_back(std::move(word));
      continue;
    }
    auto [entry, is_new] = sorted.try_emplace(word.text, word.when);
    if (!is_new) entry->second = store.Or(entry->second, word.when);
  }
  WordListBuilder words(store, out);
  for (const auto& [text, when] : sorted) words.Add(when, text);
  for (const ValueWord& word : unknown) words.AddUnknown(word.when, word.text);
}

void FirstWord(Interpreter& run, std::span<const Expr> args, Value* out) {
  std::vector<ValueWord> words = Words(run.Expand(args[0]), run.conditions());
  TakeFirst(run, words.begin(), words.end(), out);
}

void LastWord(Interpreter& run, std::span<const Expr> args, Value* out) {
  std::vector<ValueWord> words = Words(run.Expand(args[0]), run.conditions());
  TakeFirst(run, words.rbegin(), words.rend(), out);
}

}  // namespace kplace::make::special
