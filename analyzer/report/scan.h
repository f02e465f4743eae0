// scan.h - what a scan found, for people.
//
//   possible 1: drivers/a/a.o built in, drivers/b/b.o a module: b_open, b_close
//     when   CONFIG_A=y && CONFIG_B=m
//     with   CONFIG_A=y
//            # CONFIG_C is not set
//     also   drivers/d/d.o needs of drivers/b/b.o: b_open
//
// What hangs on the same condition is one entry, however many references.

#ifndef KPLACE_ANALYZER_REPORT_SCAN_H_
#define KPLACE_ANALYZER_REPORT_SCAN_H_

#include <string>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/search/configuration_search.h"
#include "kbuildparse/condition/condition.h"

namespace kplace {

/// All that was asked, and the answers in step with `questions.open`.
struct ScanReport {
  const ScanEvidence& evidence;
  const ScanQuestions& questions;
  const std::vector<SearchResult>& answers;
  const ConditionStore& conditions;
};

/// What is possible, and what is unknown; empty when there is neither.
std::string ScanText(const ScanReport& report);

/// "pairs of objects: 6312, 1536 of them ruled out by makefiles; questions:
/// 4598, 126 possible, 60 unknown, 4412 impossible".
std::string ScanSummary(const ScanReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_SCAN_H_
