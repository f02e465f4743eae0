// absent.h - the story of an object that no unit of the build has.

#ifndef KPLACE_ANALYZER_EXPLAIN_ABSENT_H_
#define KPLACE_ANALYZER_EXPLAIN_ABSENT_H_

#include <string>
#include <string_view>

#include "analyzer/explain/explain.h"

namespace kplace {

/// An object or its source that a line of a Makefile names: that line and the
/// option that keeps it out.  Fast, and blind to what it would take to get the
/// object; false when it finds nothing.
bool ExplainLinesOfAbsent(const AnalysisInput& input, std::string_view what,
                          Story& story);

/// The same for whatever another configuration could build, a module as well,
/// with every option open (why_not.h).  When nothing has that name, `near`
/// gets those that are like it.
bool ExplainPossible(const AnalysisInput& input, std::string_view what,
                     Story& story, std::vector<std::string>* near);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_ABSENT_H_
