// kcidb.h - a submission to KernelCI's database, KCIDB 5.3.
//
// A test for each rule and one for the inputs, all of a build that somebody
// else has submitted; an issue for each finding, by its fid, so that the same
// finding of many builds is one issue; an incident that joins the two.

#ifndef KPLACE_ANALYZER_REPORT_CI_KCIDB_H_
#define KPLACE_ANALYZER_REPORT_CI_KCIDB_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

/// `build` is the id of that build, "myci:b77"; what is before the colon is the
/// origin of all that is written.
std::string KcidbReport(const CiReport& report, const std::string& build);

/// Whether that is an id as KCIDB wants them: "[a-z0-9_]+:…".
bool IsKcidbId(const std::string& id);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_KCIDB_H_
