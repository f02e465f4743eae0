// parts.h - from rows of the placement to the parts of a story.
//
// Private to the files that tell stories.

#ifndef KPLACE_ANALYZER_EXPLAIN_PARTS_H_
#define KPLACE_ANALYZER_EXPLAIN_PARTS_H_

#include <string>
#include <vector>

#include "analyzer/explain/explain.h"

namespace kplace {

StoryPart PartOf(const AnalysisInput& input, const Placement& row);

/// vmlinux first, then the other units by name; in a unit the order stays.
void SortByUnit(std::vector<StoryPart>& parts);

/// "3 objects in vmlinux, 12 in 2 modules, 1 in archives".
std::string CountText(const std::vector<StoryPart>& parts);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_PARTS_H_
