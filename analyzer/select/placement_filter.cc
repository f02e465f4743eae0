#include "analyzer/select/placement_filter.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>

#include "analyzer/select/object_names.h"
#include "analyzer/select/path_pattern.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr size_t kKinds = 5;

/// A word made ready for many rows.
struct Word {
  const FilterWord* said;
  std::string name;
  PathPattern pattern;
  bool hit = false;
};

class Matcher {
 public:
  Matcher(const std::vector<FilterWord>& words, const BuildTree& tree,
          const ConditionStore& conditions, const PlacementTable& table)
      : tree_(tree), conditions_(conditions), table_(table) {
    for (const FilterWord& word : words) {
      std::string name = NameOf(word);
      PathPattern pattern(name);
      words_.push_back({&word, std::move(name), std::move(pattern)});
      asked_[Index(word)] = true;
    }
  }

  bool Passes(const Placement& row) {
    std::array<bool, kKinds> answered = {};
    for (Word& word : words_) {
      if (!Answers(word, row)) continue;
      word.hit = true;
      answered[Index(*word.said)] = true;
    }
    return answered == asked_;
  }

  /// Of a directory, or of a row that may have passed.
  bool Concerns(const PlacementUnknown& unknown,
                const std::set<std::string_view>& passed) const {
    if (!table_.RowsOf(unknown.subject).empty()) {
      return passed.contains(unknown.subject);
    }
    if (!asked_[static_cast<size_t>(FilterKind::kPath)]) return true;
    return std::any_of(words_.begin(), words_.end(), [&](const Word& word) {
      return word.said->kind == FilterKind::kPath &&
             word.pattern.Touches(NormalizePath(unknown.subject));
    });
  }

  std::vector<FilterWord> Misses() const {
    std::vector<FilterWord> misses;
    for (const Word& word : words_) {
      bool by_name = word.said->kind != FilterKind::kPlacement;
      if (by_name && !word.hit) misses.push_back(*word.said);
    }
    return misses;
  }

 private:
  static size_t Index(const FilterWord& word) {
    return static_cast<size_t>(word.kind);
  }

  std::string NameOf(const FilterWord& word) const {
    switch (word.kind) {
      case FilterKind::kPath:
        return ObjectNameOf(tree_, word.text);
      case FilterKind::kUnit:
        return UnitNameOf(tree_, word.text);
      case FilterKind::kOption:
        return OptionNameOf(word.text);
      case FilterKind::kModule:
        return ModuleNameOf(tree_, word.text);
      case FilterKind::kPlacement:
        break;
    }
    return word.text;
  }

  bool Answers(const Word& word, const Placement& row) {
    switch (word.said->kind) {
      case FilterKind::kPath:
        return word.pattern.Covers(row.object) ||
               word.pattern.Matches(row.composite) ||
               word.pattern.Matches(row.unit);
      case FilterKind::kUnit:
        return row.unit == word.name;
      case FilterKind::kModule:
        return MeansModule(word.name, row.unit);
      case FilterKind::kOption:
        return OptionsBehind(row).contains(word.name);
      case FilterKind::kPlacement:
        return Name(row.kind) == word.name;
    }
    return false;
  }

  const std::set<std::string>& OptionsBehind(const Placement& row) {
    uint32_t key =
        tree_.configured ? static_cast<uint32_t>(row.because) : row.when.id();
    auto [it, is_new] = options_.try_emplace(key);
    if (!is_new) return it->second;
    if (!tree_.configured) {
      for (std::string& option : conditions_.OptionsOf(row.when)) {
        it->second.insert(std::move(option));
      }
      return it->second;
    }
    AddOptions(row.because, it->second);
    for (ReasonId because : row.also) AddOptions(because, it->second);
    return it->second;
  }

  void AddOptions(ReasonId because, std::set<std::string>& options) const {
    for (const std::vector<Reason>& step : table_.Steps(because)) {
      for (const Reason& line : step) {
        for (const OptionSetting& option : line.options) {
          options.insert(option.name);
        }
      }
    }
  }

  const BuildTree& tree_;
  const ConditionStore& conditions_;
  const PlacementTable& table_;
  std::vector<Word> words_;
  std::array<bool, kKinds> asked_ = {};
  /// By reason or by condition.
  std::unordered_map<uint32_t, std::set<std::string>> options_;
};

}  // namespace

FilterMatch MatchPlacement(const std::vector<FilterWord>& words,
                           const BuildTree& tree,
                           const ConditionStore& conditions,
                           const PlacementTable& table) {
  Matcher matcher(words, tree, conditions, table);
  FilterMatch match;
  std::set<std::string_view> passed;
  for (const Placement& row : table.rows()) {
    match.rows.push_back(matcher.Passes(row));
    if (match.rows.back()) passed.insert(row.object);
  }
  for (const PlacementUnknown& unknown : table.unknowns()) {
    match.unknowns.push_back(matcher.Concerns(unknown, passed));
  }
  match.misses = matcher.Misses();
  return match;
}

}  // namespace kplace
