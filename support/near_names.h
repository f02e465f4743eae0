// near_names.h - what somebody who mistyped a name may have meant.

#ifndef KPLACE_SUPPORT_NEAR_NAMES_H_
#define KPLACE_SUPPORT_NEAR_NAMES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kplace {

/// How many letters have to be added, dropped, replaced or swapped with their
/// neighbour to make `a` into `b`; `limit` + 1 when it is more than `limit`.
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

/// Those of `candidates` that are nearest to `name`, nearest first, each once:
/// at most `most`, none that is farther than the nearest and one letter, and
/// none that has little in common with it (a third of the letters, six at
/// most).  In paths the same last component counts as near.
std::vector<std::string> NearNames(std::string_view name,
                                   std::span<const std::string> candidates,
                                   size_t most = 3);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_NEAR_NAMES_H_
