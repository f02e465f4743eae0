// nearest.h - the smallest change of a configuration that makes a formula true.
//
//   .config    CONFIG_A=y  CONFIG_B=n  CONFIG_C=n
//   formula    (CONFIG_A=y && (CONFIG_B=y || (CONFIG_C=y && !CONFIG_A=y)))
//   nearest    CONFIG_B=y
//
// Smallest is: the fewest options whose value changes.  What other options the
// changed ones would pull along is Kconfig's business and not looked at.

#ifndef KPLACE_KBUILDPARSE_CONDITION_NEAREST_H_
#define KPLACE_KBUILDPARSE_CONDITION_NEAREST_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"

namespace kplace {

struct OptionChange {
  std::string option;  ///< "CONFIG_X"
  std::string from;    ///< "y", "m", "n"
  std::string to;

  friend bool operator==(const OptionChange&, const OptionChange&) = default;
};

struct NearestChange {
  std::vector<OptionChange> changes;  ///< by option
  /// What has to be in its favour as well: reasons of unknown() atoms, and atoms
  /// of texts and numbers that do not hold.
  std::vector<std::string> unknowns;
};

/// The nearest configuration in which `condition` holds; with no change at all
/// when it holds already.  Nothing when there is none, or none within the
/// bounds of the search (sixteen changes, some thousand steps).  `value_of`
/// gives "y", "m" or a text; of an option that is not set, nothing.
std::optional<NearestChange> FindNearest(
    const ConditionStore& store, Condition condition,
    const std::function<std::string_view(std::string_view)>& value_of);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_CONDITION_NEAREST_H_
