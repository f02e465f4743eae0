// unnamed_object.h - what there is to say of an object that no configuration
// puts anywhere.
//
// Its source may lie in the tree and be of another architecture, be a program
// of the build itself, or hang on an option that no Kconfig file defines; a
// line of a Makefile may mention it and place nothing.  Or the name is wrong.

#ifndef KPLACE_ANALYZER_EXPLAIN_UNNAMED_OBJECT_H_
#define KPLACE_ANALYZER_EXPLAIN_UNNAMED_OBJECT_H_

#include <string_view>

#include "analyzer/explain/why_not.h"

namespace kplace {

/// kUnnamed or kNoSuch.  Requires: no row of `every` has that name.
WhyNot ExplainUnnamed(const AnalysisInput& input,
                      const EveryConfiguration& every, std::string_view what);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_UNNAMED_OBJECT_H_
