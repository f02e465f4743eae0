// unplaced_objects.h - objects that lie in the build but are linked nowhere.
//
// They are left from a build with other options.  When nothing linked defines
// a symbol, they are the best answer to "who would?".

#ifndef KPLACE_ANALYZER_EXPLAIN_UNPLACED_OBJECTS_H_
#define KPLACE_ANALYZER_EXPLAIN_UNPLACED_OBJECTS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "kbuildparse/placement.h"
#include "support/file_system.h"

namespace kplace {

/// For each of `symbols` the unplaced objects that define it, sorted, as paths
/// from `build_dir`.  Looks into the directories that hold an object of the
/// plan.
std::map<std::string, std::vector<std::string>> FindUnplacedDefinitions(
    const FileSystem& files, const std::string& build_dir, const LinkPlan& plan,
    const PlacementTable& placement, const std::set<std::string>& symbols);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_UNPLACED_OBJECTS_H_
