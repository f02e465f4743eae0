// header_guard.h - under which `#if` a header declares a function.
//
//   #if IS_ENABLED(CONFIG_IOMMUFD_DRIVER)
//   void iova_bitmap_free(struct iova_bitmap *bitmap);
//   #else
//   static inline void iova_bitmap_free(struct iova_bitmap *bitmap) {}
//   #endif
//
// The branch with the prototype is the one whose users need the symbol; the
// stub is not looked at.  The text is scanned, not preprocessed: what is asked
// is what the header says, for every configuration.

#ifndef KPLACE_ANALYZER_SOURCE_HEADER_GUARD_H_
#define KPLACE_ANALYZER_SOURCE_HEADER_GUARD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

struct HeaderGuard {
  uint32_t declared_at = 0;  ///< line of the prototype
  uint32_t line = 0;         ///< line of the directive, or 0: no guard
  std::string text;          ///< the directive, folded: "#if IS_ENABLED(…)"
  bool in_else = false;      ///< the prototype is in its #else branch
  std::vector<std::string> options;  ///< CONFIG_ options it mentions
};

/// The prototype of `symbol` in a header, with the innermost directive around
/// it that mentions a CONFIG_ option; nothing when there is no prototype.
std::optional<HeaderGuard> FindHeaderGuard(std::string_view header,
                                           std::string_view symbol);

/// What the guard does when `option` is m, as one clause:
/// "is true for m; IS_REACHABLE() is not".
std::string ExplainGuard(const HeaderGuard& guard, std::string_view option);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_HEADER_GUARD_H_
