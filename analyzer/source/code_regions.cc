#include "analyzer/source/code_regions.h"

#include <algorithm>
#include <utility>

#include "analyzer/source/c_text.h"
#include "analyzer/source/option_condition.h"
#include "support/text.h"

namespace kplace {
namespace {

/// "if" of "#  if X"; empty where the line is no directive.
std::string_view DirectiveWord(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with('#')) return {};
  line = Trim(line.substr(1));
  size_t size = 0;
  while (size < line.size() && IsWordChar(line[size])) ++size;
  return line.substr(0, size);
}

std::string Folded(std::string_view line) {
  std::string joined(line);
  std::replace(joined.begin(), joined.end(), '\\', ' ');
  return FoldWhitespace(joined);
}

}  // namespace

CodeRegions::CodeRegions(std::string_view plain) : plain_(plain) {
  std::vector<size_t> open;  // the last region of each group that is open
  uint32_t line = 1;
  for (size_t begin = 0; begin < plain.size();) {
    const size_t end = LogicalLineEnd(plain, begin);
    std::string_view text = plain.substr(begin, end - begin);
    std::string_view word = DirectiveWord(text);
    const bool starts = word.starts_with("if");
    const bool ends = word == "endif";
    if (starts || ends || word.starts_with("el")) {
      directives_.emplace_back(begin, end);
      CodeRegion region{line, Folded(text), end, plain.size(), {}, {}};
      if (!starts && !open.empty()) {
        CodeRegion& last = regions_[open.back()];
        last.end = begin;
        region.around = last.around;
        region.earlier = last.earlier;
        region.earlier.push_back(open.back());
        open.pop_back();
      } else if (!open.empty()) {
        region.around = open.back();
      }
      if (!ends) {
        open.push_back(regions_.size());
        regions_.push_back(std::move(region));
      }
    }
    line += static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
    ++line;
    begin = end + 1;
  }
}

std::optional<size_t> CodeRegions::At(size_t offset) const {
  auto after = std::upper_bound(
      regions_.begin(), regions_.end(), offset,
      [](size_t place, const CodeRegion& r) { return place < r.begin; });
  // Of those that begin before, one may have ended; what is around it has not.
  while (after != regions_.begin()) {
    --after;
    if (offset < after->end) {
      return static_cast<size_t>(after - regions_.begin());
    }
  }
  return std::nullopt;
}

bool CodeRegions::IsLeftOut(const CodeRegion& region,
                            const CodeView& view) const {
  if (HoldsInCode(region.directive, view) == Truth::kFalse) return true;
  return std::any_of(
      region.earlier.begin(), region.earlier.end(), [&](size_t i) {
        return HoldsInCode(regions_[i].directive, view) == Truth::kTrue;
      });
}

std::optional<size_t> CodeRegions::HiddenBy(size_t offset,
                                            const CodeView& view) const {
  for (auto at = At(offset); at; at = regions_[*at].around) {
    if (IsLeftOut(regions_[*at], view)) return at;
  }
  return std::nullopt;
}

std::optional<std::string> CodeRegions::ConditionOf(size_t region) const {
  std::optional<std::string> all =
      DirectiveCondition(regions_[region].directive);
  for (size_t earlier : regions_[region].earlier) {
    auto other = DirectiveCondition(regions_[earlier].directive);
    if (!all || !other) return std::nullopt;
    *all = "(" + *all + ") && !(" + *other + ")";
  }
  return all;
}

std::string CodeRegions::Visible(const CodeView& view) const {
  std::string text(plain_);
  auto blank = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (text[i] != '\n') text[i] = ' ';
    }
  };
  for (const auto& [begin, end] : directives_) blank(begin, end);
  for (const CodeRegion& region : regions_) {
    if (IsLeftOut(region, view)) blank(region.begin, region.end);
  }
  return text;
}

}  // namespace kplace
