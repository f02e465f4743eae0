// gitlab.h - GitLab's Code Quality report (artifacts:reports:codequality).
//
// GitLab Docs, "Code Quality", section on the report's format: what the widget
// reads, and nothing else.

#ifndef KPLACE_ANALYZER_REPORT_CI_GITLAB_H_
#define KPLACE_ANALYZER_REPORT_CI_GITLAB_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

/// A JSON array; what is not known is in it as well.
std::string GitlabReport(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_GITLAB_H_
