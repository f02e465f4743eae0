// scan.h - what a scan found, for people.
//
//   possible 1: drivers/a/a.o built in, drivers/b/b.o a module: b_open, b_close
//     when   CONFIG_A=y && CONFIG_B=m
//     with   CONFIG_A=y
//            # CONFIG_C is not set
//     also   drivers/d/d.o needs of drivers/b/b.o: b_open
//
// What hangs on the same condition is one entry, however many references. Where
// its code was compiled under the witness, the entry is "confirmed" or
// "guarded".

#ifndef KPLACE_ANALYZER_REPORT_SCAN_H_
#define KPLACE_ANALYZER_REPORT_SCAN_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/mend/tried_mend.h"
#include "analyzer/scan/confirmation.h"
#include "analyzer/scan/evidence.h"
#include "analyzer/scan/gate_story.h"
#include "analyzer/scan/guards.h"
#include "analyzer/scan/questions.h"
#include "analyzer/search/configuration_search.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// All that was asked, and what came of it in step with `questions.open`.
struct ScanReport {
  const ScanEvidence& evidence;
  const ScanQuestions& questions;
  const std::vector<SearchResult>& answers;
  const ConditionStore& conditions;
  std::vector<Guards> guards = {};  ///< none: the source was not read
  std::vector<Confirmation> confirmations = {};  ///< none: nothing was compiled
  std::vector<std::vector<TriedMend>> mends = {};  ///< none: none were tried
  std::vector<GateStories> stories = {};  ///< none: nobody asked Kconfig
  DefinedWhere where = DefinedWhere::kInAModule;  ///< what was asked
  const PlacementTable* placement = nullptr;  ///< for the lines of makefiles
  const SourceFiles* sources = nullptr;       ///< with `placement`
  std::function<bool(std::string_view option)> is_tristate = {};  ///< the same
};

enum class ScanStatus {
  kConfirmed,
  kPossible,
  kGuarded,
  kUnknown,
  kImpossible
};

/// "confirmed", "possible", …
const char* Word(ScanStatus status);

ScanStatus StatusOf(const ScanReport& report, size_t question);

size_t CountOf(const ScanReport& report, ScanStatus status);

/// The questions that have a witness, as they are shown and numbered.
std::vector<size_t> WithWitness(const ScanReport& report);

/// What is possible, and what is unknown; empty when there is neither.
std::string ScanText(const ScanReport& report);

/// "pairs of objects: 6312, 1536 of them ruled out by makefiles; questions:
/// 4598, 126 possible, 60 unknown, 4412 impossible".
std::string ScanSummary(const ScanReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_SCAN_H_
