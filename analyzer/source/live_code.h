// live_code.h - whether a place in a function can be reached under a
// configuration.
//
//   if (IS_REACHABLE(CONFIG_X))          if (!IS_ENABLED(CONFIG_X))
//     x_start(device);                     return -EOPNOTSUPP;
//
// The compiler drops what a constant condition leaves out, and with it the
// reference.  Statements are read, not understood: only `if`, `return` and its
// like, `&&`, `||` and `?:` count, and of conditions the IS_ENABLED() family.

#ifndef KPLACE_ANALYZER_SOURCE_LIVE_CODE_H_
#define KPLACE_ANALYZER_SOURCE_LIVE_CODE_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "analyzer/source/code_condition.h"

namespace kplace {

/// `code` is a file without comments, strings and directives; `body` the offset
/// of the `{` of a function, and `place` one in it.  The offset of a condition
/// that is known not to hold there, or nothing.
std::optional<size_t> DeadBecauseOf(std::string_view code, size_t body,
                                    size_t place, const CodeView& view);

/// The truth of a C expression; what is no option is not known.
Truth HoldsInExpression(std::string_view expression, const CodeView& view);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_LIVE_CODE_H_
