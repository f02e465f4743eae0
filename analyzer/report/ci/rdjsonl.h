// rdjsonl.h - reviewdog's diagnostics, a JSON document a line.
//
// reviewdog, proto/rdf/reviewdog.proto.

#ifndef KPLACE_ANALYZER_REPORT_CI_RDJSONL_H_
#define KPLACE_ANALYZER_REPORT_CI_RDJSONL_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

std::string RdjsonlReport(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_RDJSONL_H_
