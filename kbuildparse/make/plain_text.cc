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

/// Replaces the words that are `from`; the white space stays.
void ReplaceWords(std::string_view text, const std::string& from,
                  const Pattern& to, FunctionOutput& out) {
  if (from.empty()) {  // found at the end, where it is a word of its own
    out.Append(text);
    bool alone = text.empty() || IsSpace(text.back());
    if (alone) AppendLiterally(to, out);
    return;
  }
  const char* copied = text.data();
  auto copy_until = [&](const char* end) {
    out.Append({copied, static_cast<size_t>(end - copied)});
  };
  for (std::string_view word : SplitWords(text)) {
    if (word != from) continue;
    copy_until(word.data());
    AppendLiterally(to, out);
    copied = word.data() + word.size();
  }
  copy_until(text.data() + text.size());
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
    out.StartWord();
    if (auto stem = from.Match(word)) {
      AppendWithStem(to, *stem, out);
    } else {
      out.Append(word);
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
