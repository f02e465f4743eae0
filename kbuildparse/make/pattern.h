// pattern.h - words matched against `%` patterns.
//
// The first '%' that no backslash quotes stands for any text, the *stem*.  A
// backslash before '%' quotes it, two stand for one.  ("Functions for String
// Substitution and Analysis" in the manual.)

#ifndef KPLACE_KBUILDPARSE_MAKE_PATTERN_H_
#define KPLACE_KBUILDPARSE_MAKE_PATTERN_H_

#include <optional>
#include <string>
#include <string_view>

namespace kplace::make {

/// A text cut at its '%', unquoted.
class Pattern {
 public:
  explicit Pattern(std::string_view text);
  /// Without '%': `prefix` is all of it.
  Pattern(std::string prefix, std::string suffix)
      : prefix_(std::move(prefix)),
        suffix_(std::move(suffix)),
        has_percent_(true) {}

  bool has_percent() const { return has_percent_; }
  const std::string& prefix() const { return prefix_; }
  const std::string& suffix() const { return suffix_; }

  /// The stem when `word` matches; an empty one for a pattern without '%'.
  std::optional<std::string_view> Match(std::string_view word) const;

 private:
  std::string prefix_;
  std::string suffix_;
  bool has_percent_ = false;
};

}  // namespace kplace::make

#endif  // KPLACE_KBUILDPARSE_MAKE_PATTERN_H_
