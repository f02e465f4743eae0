// code_regions.h - which lines of a source file are compiled under a
// configuration.
//
// The file is not preprocessed: macros that are no options are not known, and a
// condition that hangs on one hides nothing.

#ifndef KPLACE_ANALYZER_SOURCE_CODE_REGIONS_H_
#define KPLACE_ANALYZER_SOURCE_CODE_REGIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/code_condition.h"

namespace kplace {

/// What stands between a directive and the next of its group.
struct CodeRegion {
  uint32_t line = 0;      ///< of the directive
  std::string directive;  ///< folded: "#if IS_ENABLED(CONFIG_X)", "#else"
  size_t begin = 0;       ///< offsets in the text: after the directive,
  size_t end = 0;         ///< and before the next
  std::optional<size_t> around;  ///< the region that the group is in
  std::vector<size_t> earlier;   ///< those of the group before it
};

class CodeRegions {
 public:
  /// `plain` is a file without comments and strings (BlankOut()); it must
  /// outlive this.
  explicit CodeRegions(std::string_view plain);

  const std::vector<CodeRegion>& regions() const { return regions_; }

  /// The innermost region around a place.
  std::optional<size_t> At(size_t offset) const;

  /// The region that is left out under `view` and takes the place at `offset`
  /// with it; nothing where the place is compiled, as far as is known.
  std::optional<size_t> HiddenBy(size_t offset, const CodeView& view) const;

  /// When a region is compiled, what is around it apart, in the language of
  /// Kconfig; nothing where that does not hang on options alone.
  std::optional<std::string> ConditionOf(size_t region) const;

  /// The text with all that is left out, and all conditions, blanked.
  std::string Visible(const CodeView& view) const;

 private:
  bool IsLeftOut(const CodeRegion& region, const CodeView& view) const;

  std::string_view plain_;
  std::vector<CodeRegion> regions_;                    ///< in order of `begin`
  std::vector<std::pair<size_t, size_t>> directives_;  ///< all conditions
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_CODE_REGIONS_H_
