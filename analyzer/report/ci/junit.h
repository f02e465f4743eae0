// junit.h - JUnit's XML, as GitLab's test widget and Jenkins read it.
//
// A test case for each rule, so that green is seen as well, and one for each
// finding that fails the check.  GitLab drops the second of two cases with one
// name, so no two have the same; names have no lines and no numbers in them.

#ifndef KPLACE_ANALYZER_REPORT_CI_JUNIT_H_
#define KPLACE_ANALYZER_REPORT_CI_JUNIT_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

/// What is not known is an error where an input is missing, else skipped.
std::string JunitReport(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_JUNIT_H_
