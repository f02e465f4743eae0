// filter_misses.h - why no row answers to a word of a filter.
//
// A name can be right and the object nowhere in this build; or nothing in the
// tree has the name, and somebody should be told before a script takes "no
// rows" for an answer.

#ifndef KPLACE_ANALYZER_SELECT_FILTER_MISSES_H_
#define KPLACE_ANALYZER_SELECT_FILTER_MISSES_H_

#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/select/placement_filter.h"

namespace kplace {

struct FilterMiss {
  bool exists = false;  ///< the tree has something of that name
  std::string message;  ///< one sentence, with the way out
  /// It is an object, said by its path, that is in no unit.
  bool is_object = false;
};

/// One for each of `misses`, or one for all objects that are nowhere when they
/// are many.  `input` has the placement before the filter; what a .config
/// leaves out is looked for with every option open, which takes a second or
/// two.
std::vector<FilterMiss> ExplainMisses(const AnalysisInput& input,
                                      const std::vector<FilterWord>& misses);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SELECT_FILTER_MISSES_H_
