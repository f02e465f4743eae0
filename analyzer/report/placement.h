// placement.h - the placement table as text and as JSON.

#ifndef KPLACE_ANALYZER_REPORT_PLACEMENT_H_
#define KPLACE_ANALYZER_REPORT_PLACEMENT_H_

#include <string>

#include "analyzer/explain/explain.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// For people: one unit after the other, its objects below it, each with its
/// condition where `conditions` is given.
std::string PlacementText(const PlacementTable& table,
                          const ConditionStore* conditions = nullptr);

/// For programs: every row with its chain, and what is not known.
std::string PlacementJson(const PlacementTable& table, const BuildTree& tree,
                          const SourceFiles& sources,
                          const ConditionStore* conditions = nullptr);

/// "2850 objects in vmlinux, 13 in 9 modules, 41 in archives".  With
/// `every_configuration` it counts what can be there, else what is.
std::string PlacementSummary(const PlacementTable& table,
                             bool every_configuration = false);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_PLACEMENT_H_
