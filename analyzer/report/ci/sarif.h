// sarif.h - SARIF 2.1.0, as GitHub's code scanning, Jenkins and editors read
// it.
//
// OASIS, "Static Analysis Results Interchange Format", 2.1.0; what GitHub makes
// of it: "SARIF support for code scanning".  That takes 25,000 results and
// keeps the top 5,000, so no more are written, the worst first.

#ifndef KPLACE_ANALYZER_REPORT_CI_SARIF_H_
#define KPLACE_ANALYZER_REPORT_CI_SARIF_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

/// The log, with every rule, and what is not known as notifications.
std::string SarifReport(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_SARIF_H_
