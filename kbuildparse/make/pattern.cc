#include "kbuildparse/make/pattern.h"

namespace kplace::make {

Pattern::Pattern(std::string_view text) {
  size_t begin = 0;
  for (size_t percent = text.find('%'); percent != std::string_view::npos;
       percent = text.find('%', percent + 1)) {
    size_t backslashes = 0;
    while (backslashes < percent - begin &&
           text[percent - 1 - backslashes] == '\\') {
      ++backslashes;
    }
    prefix_ += text.substr(begin, percent - begin - backslashes);
    prefix_.append(backslashes / 2, '\\');
    begin = percent;
    if (backslashes % 2 == 0) {
      has_percent_ = true;
      suffix_ = text.substr(percent + 1);
      return;
    }
  }
  prefix_ += text.substr(begin);
}

std::optional<std::string_view> Pattern::Match(std::string_view word) const {
  if (!has_percent_) {
    if (word != prefix_) return std::nullopt;
    return std::string_view();
  }
  if (word.size() < prefix_.size() + suffix_.size() ||
      !word.starts_with(prefix_) || !word.ends_with(suffix_)) {
    return std::nullopt;
  }
  word.remove_prefix(prefix_.size());
  word.remove_suffix(suffix_.size());
  return word;
}

}  // namespace kplace::make
