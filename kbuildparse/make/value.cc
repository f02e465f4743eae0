#include "kbuildparse/make/value.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>
#include <unordered_map>

#include "support/text.h"

namespace kplace::make {
namespace {

/// Merges choices of equal text, each staying where the first of them is.
void MergeEqualTexts(std::vector<Choice>& choices, ConditionStore& store) {
  std::unordered_map<std::string_view, size_t> first;
  first.reserve(choices.size());
  std::vector<size_t> kept;
  for (size_t i = 0; i < choices.size(); ++i) {
    auto [place, is_new] = first.try_emplace(choices[i].text, i);
    if (is_new) {
      kept.push_back(i);
    } else {
      Choice& merged = choices[place->second];
      merged.when = store.Or(merged.when, choices[i].when);
    }
  }
  if (kept.size() == choices.size()) return;
  first.clear();  // its keys are about to move
  for (size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] != i) choices[i] = std::move(choices[kept[i]]);
  }
  choices.resize(kept.size());
}

Choices TooManyChoices() {
  Choices choices;
  choices.unknown = Condition::True();
  choices.reason = "value can be too many different strings";
  return choices;
}

constexpr size_t kNone = std::numeric_limits<size_t>::max();

/// How a piece can join its neighbours.
struct Shape {
  bool open_left = false;   ///< does not begin with white space
  bool open_right = false;  ///< does not end with white space
  bool solid = false;       ///< no white space at all, or unknown
};

Shape ShapeOf(const Piece& piece) {
  if (piece.unknown) return {true, true, true};
  Shape shape;
  shape.open_left = !IsSpace(piece.text.front());
  shape.open_right = !IsSpace(piece.text.back());
  shape.solid = true;
  for (char c : piece.text) shape.solid = shape.solid && !IsSpace(c);
  return shape;
}

std::string_view FirstWord(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && !IsSpace(text[end])) ++end;
  return text.substr(0, end);
}

/// Splits a value of several pieces.
///
/// Words that white space in their own piece delimits are there when the piece
/// is.  A word that touches an end of its piece can go on in a later one: from
/// each place where a word can start we follow every way in which it can go on
/// through pieces that are all white-space-free but the last.
class WordSplitter {
 public:
  WordSplitter(const std::vector<Piece>& pieces, ConditionStore& store);
  std::vector<ValueWord> Split() &&;

 private:
  /// A word so far: its last piece is `last`, or kNone when it is complete.
  struct Strand {
    size_t last;
    ValueWord word;
  };

  void SplitPiece(size_t index);
  std::optional<Condition> StartsWord(size_t index);
  void Follow(Strand start);
  bool Extend(const Strand& strand);
  void Emit(ValueWord word);
  void GiveUp(Condition when);
  void MergeNeighbours();

  /// False when the work gets out of hand, for one start or altogether.
  bool Spend(size_t steps) {
    steps_left_ -= std::min(steps, steps_left_);
    steps_of_start_left_ -= std::min(steps, steps_of_start_left_);
    return steps_left_ > 0 && steps_of_start_left_ > 0;
  }

  const std::vector<Piece>& pieces_;
  ConditionStore& store_;
  std::vector<Shape> shapes_;
  /// By piece: the next one to the right (left) that can be glued to, unless a
  /// piece that is always there comes first; else kNone.
  std::vector<size_t> right_;
  std::vector<size_t> left_;
  std::vector<Strand> open_;
  std::vector<ValueWord> words_;
  size_t words_of_start_ = 0;  // index of the first word of this start
  // Makefiles need a few dozen steps.
  static constexpr size_t kStepsOfStart = 4000;
  size_t steps_left_ = 5 * kStepsOfStart;
  size_t steps_of_start_left_ = kStepsOfStart;
};

WordSplitter::WordSplitter(const std::vector<Piece>& pieces,
                           ConditionStore& store)
    : pieces_(pieces), store_(store) {
  size_t count = pieces.size();
  shapes_.reserve(count);
  for (const Piece& piece : pieces) shapes_.push_back(ShapeOf(piece));
  left_.assign(count, kNone);
  right_.assign(count, kNone);
  for (size_t i = 1; i < count; ++i) {
    if (shapes_[i - 1].open_right) {
      left_[i] = i - 1;
    } else if (!pieces[i - 1].when.IsTrue()) {
      left_[i] = left_[i - 1];
    }
  }
  for (size_t i = count - 1; i > 0; --i) {
    if (shapes_[i].open_left) {
      right_[i - 1] = i;
    } else if (!pieces[i].when.IsTrue()) {
      right_[i - 1] = right_[i];
    }
  }
}

std::vector<ValueWord> WordSplitter::Split() && {
  for (size_t i = 0; i < pieces_.size(); ++i) SplitPiece(i);
  MergeNeighbours();
  return std::move(words_);
}

/// `x` under A, then `x` under !A: one word.
void WordSplitter::MergeNeighbours() {
  size_t kept = 0;
  for (size_t i = 0; i < words_.size(); ++i) {
    if (kept > 0) {
      ValueWord& last = words_[kept - 1];
      if (last.text == words_[i].text && last.unknown == words_[i].unknown &&
          store_.And(last.when, words_[i].when).IsFalse()) {
        last.when = store_.Or(last.when, words_[i].when);
        continue;
      }
    }
    if (kept != i) words_[kept] = std::move(words_[i]);
    ++kept;
  }
  words_.resize(kept);
}

void WordSplitter::GiveUp(Condition when) {
  words_.push_back({when, true, "word can be too many different strings"});
}

void WordSplitter::Emit(ValueWord word) {
  if (word.when.IsFalse()) return;
  for (size_t i = words_of_start_; i < words_.size(); ++i) {
    ValueWord& other = words_[i];
    if (other.unknown == word.unknown && other.text == word.text) {
      other.when = store_.Or(other.when, word.when);
      return;
    }
  }
  words_.push_back(std::move(word));
}

void WordSplitter::SplitPiece(size_t index) {
  const Piece& piece = pieces_[index];
  const Shape& shape = shapes_[index];
  std::vector<std::string_view> texts = {piece.text};
  if (!shape.solid) texts = SplitWords(piece.text);
  for (size_t i = 0; i < texts.size(); ++i) {
    bool first = i == 0 && shape.open_left;
    std::optional<Condition> when = first ? StartsWord(index) : piece.when;
    if (!when) {
      GiveUp(piece.when);
      continue;
    }
    if (when->IsFalse()) continue;
    ValueWord word{*when, piece.unknown, std::string(texts[i])};
    if (i + 1 == texts.size() && shape.open_right) {
      Follow({index, std::move(word)});
    } else {
      words_.push_back(std::move(word));
    }
  }
}

/// When the piece is there and nothing is glued to its left.
std::optional<Condition> WordSplitter::StartsWord(size_t index) {
  Condition start = pieces_[index].when;
  if (left_[index] == kNone) return start;
  steps_of_start_left_ = kStepsOfStart;
  Condition rest = start;  // … and nothing between is there
  for (size_t i = index; i-- > 0 && !rest.IsFalse();) {
    if (!Spend(1)) return std::nullopt;
    Condition there = pieces_[i].when;
    if (shapes_[i].open_right) {
      start = store_.AndNot(start, store_.And(rest, there));
    }
    if (left_[i] == kNone) break;
    rest = store_.AndNot(rest, there);
  }
  return start;
}

void WordSplitter::Follow(Strand start) {
  words_of_start_ = words_.size();
  if (right_[start.last] == kNone) {
    words_.push_back(std::move(start.word));
    return;
  }
  steps_of_start_left_ = kStepsOfStart;
  Condition when = start.word.when;
  open_.clear();
  open_.push_back(std::move(start));
  for (size_t i = 0; i < open_.size(); ++i) {
    Strand strand = std::move(open_[i]);
    if (strand.last == kNone) {
      Emit(std::move(strand.word));
    } else if (!Extend(strand)) {
      words_.resize(words_of_start_);
      GiveUp(when);
      return;
    }
  }
}

/// Emits `strand` for when nothing is glued to its right, and opens one strand
/// for each piece that can be.  False when this gets out of hand.
bool WordSplitter::Extend(const Strand& strand) {
  Condition ends = strand.word.when;
  Condition rest = ends;  // … and nothing between is there
  for (size_t i = strand.last + 1; i < pieces_.size() && !rest.IsFalse(); ++i) {
    if (!Spend(1)) return false;
    const Piece& piece = pieces_[i];
    if (shapes_[i].open_left) {
      Condition glued = store_.And(rest, piece.when);
      ends = store_.AndNot(ends, glued);
      if (!glued.IsFalse()) {
        ValueWord word{glued, true, {}};
        if (strand.word.unknown) {
          word.text = strand.word.text;  // the first reason
        } else if (piece.unknown) {
          word.text = piece.text;
        } else {
          word.unknown = false;
          word.text = strand.word.text;
          word.text += FirstWord(piece.text);
        }
        if (!Spend(word.text.size() / 256)) return false;
        bool open = shapes_[i].solid && right_[i] != kNone;
        open_.push_back({open ? i : kNone, std::move(word)});
      }
    }
    if (right_[i] == kNone) break;
    rest = store_.AndNot(rest, piece.when);
  }
  Emit({ends, strand.word.unknown, strand.word.text});
  return true;
}

}  // namespace

Value Value::Unknown(std::string reason) {
  Value value;
  value.pieces_.push_back({Condition::True(), true, std::move(reason), {}});
  return value;
}

void Value::Append(Condition when, std::string_view text) {
  if (text.empty() || when.IsFalse()) return;
  if (!pieces_.empty() && pieces_.back().when == when &&
      !pieces_.back().unknown) {
    pieces_.back().text += text;
  } else {
    pieces_.push_back({when, false, std::string(text), {}});
  }
}

void Value::AppendUnknown(Condition when, std::string_view reason) {
  AppendOption(when, reason, OptionText::kNone);
}

void Value::AppendOption(Condition when, std::string_view name,
                         OptionText kind) {
  if (when.IsFalse()) return;
  pieces_.push_back({when, true, std::string(name), kind});
}

void Value::Append(Condition when, const Value& other, ConditionStore& store) {
  if (when.IsFalse()) return;
  if (&other == this) {
    Append(when, Value(other), store);
    return;
  }
  if (when.IsTrue() && pieces_.empty()) {
    pieces_ = other.pieces_;
    return;
  }
  for (const Piece& piece : other.pieces_) {
    Condition both = store.And(when, piece.when);
    if (piece.unknown) {
      AppendOption(both, piece.text, piece.option);
    } else {
      Append(both, piece.text);
    }
  }
}

bool Value::IsPlain() const {
  return pieces_.empty() || (pieces_.size() == 1 && !pieces_[0].unknown &&
                             pieces_[0].when.IsTrue());
}

std::string_view Value::Plain() const {
  assert(IsPlain());
  return pieces_.empty() ? std::string_view() : pieces_[0].text;
}

std::string_view Value::UnknownReason() const {
  for (const Piece& piece : pieces_) {
    if (piece.unknown) return piece.text;
  }
  return {};
}

Choices Enumerate(const Value& value, ConditionStore& store) {
  constexpr size_t kMaxChoices = 4096;
  constexpr size_t kMaxBytes = size_t{32} << 20;
  Choices result;
  std::vector<Choice>& choices = result.known;
  if (value.IsPlain()) {
    choices.push_back({Condition::True(), std::string(value.Plain())});
    return result;
  }
  for (const Piece& piece : value.pieces()) {
    if (piece.unknown) result.unknown = store.Or(result.unknown, piece.when);
  }
  result.reason = value.UnknownReason();
  if (result.unknown.IsTrue()) return result;
  choices.push_back({store.Not(result.unknown), {}});
  size_t merge_at = 64;
  for (const Piece& piece : value.pieces()) {
    if (piece.unknown) continue;
    size_t count = choices.size();
    size_t bytes = 0;
    for (size_t i = 0; i < count; ++i) {
      bytes += choices[i].text.size();
      Condition with = store.And(choices[i].when, piece.when);
      if (with.IsFalse()) continue;
      Condition without = store.AndNot(choices[i].when, piece.when);
      if (!without.IsFalse()) {
        bytes += choices[i].text.size();
        choices.push_back({without, choices[i].text});
      }
      choices[i].when = with;
      choices[i].text += piece.text;
      bytes += piece.text.size();
      if (bytes > kMaxBytes) return TooManyChoices();
    }
    if (choices.size() > merge_at) {
      MergeEqualTexts(choices, store);
      merge_at = choices.size() * 2;
    }
    if (choices.size() > kMaxChoices) return TooManyChoices();
  }
  MergeEqualTexts(choices, store);
  return result;
}

std::vector<ValueWord> Words(const Value& value, ConditionStore& store) {
  if (!value.IsPlain()) return WordSplitter(value.pieces(), store).Split();
  std::vector<ValueWord> words;
  for (std::string_view text : SplitWords(value.Plain())) {
    words.push_back({Condition::True(), false, std::string(text)});
  }
  return words;
}

}  // namespace kplace::make
