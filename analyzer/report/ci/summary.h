// summary.h - Markdown for the summary of a job (GITHUB_STEP_SUMMARY).
//
// The review comment of the same analysis.  GitHub drops a summary of more than
// 1 MiB whole, so it stays well below.

#ifndef KPLACE_ANALYZER_REPORT_CI_SUMMARY_H_
#define KPLACE_ANALYZER_REPORT_CI_SUMMARY_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

std::string MarkdownSummary(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_SUMMARY_H_
