// scan_json.h - what a scan found, for programs.
//
//   {"schema":1,"tool":{…},"build":{…},"findings":[…],"unknowns":[…],
//    "stats":{…}}

#ifndef KPLACE_ANALYZER_REPORT_SCAN_JSON_H_
#define KPLACE_ANALYZER_REPORT_SCAN_JSON_H_

#include <string>
#include <vector>

#include "analyzer/report/scan.h"
#include "analyzer/unknowns.h"
#include "kbuildparse/kbuild/build_tree.h"

namespace kplace {

/// Everything with a witness as a finding, in the order of the text; the same
/// scan gives the same bytes.  Needs ScanReport::placement.
std::string ScanJson(const ScanReport& report, const BuildTree& tree,
                     const std::vector<UnknownFact>& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_SCAN_JSON_H_
