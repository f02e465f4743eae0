// reasons.h - why something holds in no configuration: a few Kconfig lines.
//
// The rules of the model are switched on one by one through literals of their
// own; those that the solver needs to say no are made fewer until none can be
// spared.

#ifndef KPLACE_ANALYZER_SEARCH_REASONS_H_
#define KPLACE_ANALYZER_SEARCH_REASONS_H_

#include <span>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/model/model.h"
#include "support/source.h"

namespace kplace {

struct Reason {
  std::string text;  ///< "VFIO depends on IOMMUFD || !IOMMUFD"
  SourceLoc where;
};

/// Why no configuration has all `conditions`, which must be so.  None of the
/// reasons can be spared; those of an option that the conditions name come
/// first.
std::vector<Reason> FindReasons(const kconfig::ModelInputs& inputs,
                                std::span<const kconfig::FormulaNo> conditions);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_REASONS_H_
