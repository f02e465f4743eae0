#include "kbuildparse/make/plain_text.h"

#include "support/text.h"

namespace kplace::make {
namespace {

void AppendWithStem(const Pattern& to, std::string_view stem,
                    FunctionOutput& out) {
  out.Append(to.prefix());
  if (!to.has_percent()) return;
  out.Append(stem);
  out.Append(to.suffix());
}

void AppendLiterally(const Pattern& to, FunctionOutput& out) {
  out.Append(to.prefix());
  if (to.has_percent()) out.Append("%" + to.suffix());
}

/// A word that is replaced by nothing leaves no blank behind.
bool IsEmptyWithStem(const Pattern& to, std::string_view stem) {
  return to.prefix().empty() &&
         (!to.has_percent() || (stem.empty() && to.suffix().empty()));
}

/// Whether text[begin, end) has white space or nothing on both sides.
bool IsDelimited(std::string_view text, size_t begin, size_t end) {
  return (begin == 0 || IsSpace(text[begin - 1])) &&
         (end == text.size() || IsSpace(text[end]));
}

/// Replaces `from` where it is a word; the white space stays.
void ReplaceWords(std::string_view text, const std::string& from,
                  const Pattern& to, FunctionOutput& out) {
  if (from.empty()) {  // found at the end, where it is a word of its own
    out.Append(text);
    if (IsDelimited(text, text.size(), text.size())) AppendLiterally(to, out);
    return;
  }
  size_t copied = 0;
  for (size_t begin = text.find(from);
       begin != std::string_view::npos && !out.Overflowed();
       begin = text.find(from, begin + 1)) {
    size_t end = begin + from.size();
    if (begin < copied || !IsDelimited(text, begin, end)) continue;
    out.Append(text.substr(copied, begin - copied));
    AppendLiterally(to, out);
    copied = end;
  }
  out.Append(text.substr(copied));
}

}  // namespace

void Replace(std::string_view text, std::string_view from, std::string_view to,
             FunctionOutput& out) {
  if (from.empty()) {
    out.Append(text);
    return out.Append(to);
  }
  size_t begin = 0;
  for (size_t found = text.find(from);
       found != std::string_view::npos && !out.Overflowed();
       found = text.find(from, begin)) {
    out.Append(text.substr(begin, found - begin));
    out.Append(to);
    begin = found + from.size();
  }
  out.Append(text.substr(begin));
}

void PatternReplace(std::string_view text, const Pattern& from,
                    const Pattern& to, FunctionOutput& out) {
  if (!from.has_percent()) return ReplaceWords(text, from.prefix(), to, out);
  for (std::string_view word : SplitWords(text)) {
    if (out.Overflowed()) return;
    auto stem = from.Match(word);
    if (!stem) {
      out.AppendWord(word);
    } else if (!IsEmptyWithStem(to, *stem)) {
      out.StartWord();
      AppendWithStem(to, *stem, out);
    }
  }
}

void SuffixReplace(std::string_view text, std::string_view from,
                   std::string_view to, FunctionOutput& out) {
  Pattern pattern(from);
  if (pattern.has_percent()) {
    return PatternReplace(text, pattern, Pattern(to), out);
  }
  PatternReplace(text, Pattern("", std::string(from)),
                 Pattern("", std::string(to)), out);
}

}  // namespace kplace::make
