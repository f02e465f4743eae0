// json.h - the findings for programs: everything that is known.
//
//   {"schema":1,"tool":{…},"build":{…},"findings":[…],"unknowns":[…],
//    "stats":{…}}
//
// The same analysis gives the same bytes.  Fields are only added within a
// schema; one that changes its meaning makes a new schema.

#ifndef KPLACE_ANALYZER_REPORT_JSON_H_
#define KPLACE_ANALYZER_REPORT_JSON_H_

#include <string>

#include "analyzer/analyzer.h"
#include "analyzer/records/build_facts.h"

namespace kplace {

std::string JsonReport(const Analysis& analysis, const BuildFacts& build);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_JSON_H_
