// path_pattern.h - `drivers/hv`, `drivers/hv/hv_common.o`, `drivers/net/*.o`:
// which paths of the tree a word of the command line means.

#ifndef KPLACE_ANALYZER_SELECT_PATH_PATTERN_H_
#define KPLACE_ANALYZER_SELECT_PATH_PATTERN_H_

#include <string>
#include <string_view>
#include <vector>

namespace kplace {

class PathPattern {
 public:
  /// `path` is relative to the tree and normalised; "." means all of it.
  explicit PathPattern(std::string_view path);

  /// It means exactly this.
  bool Matches(std::string_view path) const;

  /// It means this or a directory above it.
  bool Covers(std::string_view path) const;

  /// It covers this, or something below it.
  bool Touches(std::string_view path) const;

 private:
  struct Part {
    std::string text;
    bool glob = false;
  };
  /// How many leading components of `path` match; `*components` is how many it
  /// has.
  size_t CountMatching(std::string_view path, size_t* components) const;

  std::vector<Part> parts_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SELECT_PATH_PATTERN_H_
