// use_lines.h - the line of the source for every use in a finding.
//
// Debug information is large, and most builds have none: it is read at the very
// end, for the objects of findings alone.  A use whose line is not known keeps
// the file that its object was compiled from.

#ifndef KPLACE_ANALYZER_SOURCE_USE_LINES_H_
#define KPLACE_ANALYZER_SOURCE_USE_LINES_H_

#include <vector>

#include "analyzer/finding.h"
#include "analyzer/unknowns.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

/// Fills `source` and `line` of the uses.  The file may be another than that of
/// the object: a header, for a function that was inlined.  It is shown as
/// BuildTree::Display() does, also when the tree was moved after it was built.
/// Debug information that cannot be read becomes an unknown.
void AddSourceLines(const FileSystem& files, const BuildTree& tree,
                    std::vector<Finding>& findings, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_USE_LINES_H_
