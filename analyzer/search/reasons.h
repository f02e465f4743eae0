// reasons.h - why something cannot be: a few Kconfig lines, and settings.
//
// The rules of the model are switched on one by one through literals of their
// own; those that the solver needs to say no are made fewer until none can be
// spared.

#ifndef KPLACE_ANALYZER_SEARCH_REASONS_H_
#define KPLACE_ANALYZER_SEARCH_REASONS_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/model/model.h"
#include "support/source.h"

namespace kplace {

struct KconfigReason {
  std::string text;  ///< "VFIO depends on IOMMUFD || !IOMMUFD"
  SourceLoc where;
};

/// Why no configuration has all `conditions`; nothing where one has.  None of
/// the reasons can be spared.
std::optional<std::vector<KconfigReason>> FindReasons(
    const kconfig::ModelInputs& inputs,
    std::span<const kconfig::FormulaNo> conditions);

/// The same where everything stays as `inputs.user` has it, but for the options
/// that the conditions name.
std::optional<std::vector<KconfigReason>> FindReasonsInBase(
    const kconfig::ModelInputs& inputs,
    std::span<const kconfig::FormulaNo> conditions);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_REASONS_H_
