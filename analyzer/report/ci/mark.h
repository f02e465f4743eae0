// mark.h - a finding as the tools of a CI show it: at one line of the tree.
//
// That line is one that a change can touch, and a review shows: the makefile
// line that puts the definition where it is, or else the one that builds the
// user in.  Objects have no lines, and what was compiled is seldom what a patch
// has changed.

#ifndef KPLACE_ANALYZER_REPORT_CI_MARK_H_
#define KPLACE_ANALYZER_REPORT_CI_MARK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/finding.h"
#include "analyzer/records/build_facts.h"

namespace kplace {

/// What the formats for CI are rendered from.  What it refers to outlives it.
struct CiReport {
  const Analysis& analysis;
  const BuildFacts& build;
  /// Which of several runs this is: "x86/defconfig/gcc-12".
  std::string label;
  /// Of the lists below: what makes a check fail.
  FindingLevel fail_on = FindingLevel::kError;
  /// Notes too.
  bool notes = false;
};

struct Mark {
  const Finding* finding = nullptr;
  std::string file;   ///< from the source tree; of an installed module, its own
  uint32_t line = 0;  ///< 0: the file as a whole
  /// What is wrong, and what would mend it; printable, without a full stop.
  std::string text;
};

/// Which findings a format shows.  Some readers compare reports themselves, and
/// need what is known as well; waived ones are for those that can say so.
enum class Shown { kNew, kNewAndKnown, kAll };

/// These, worst first and else in the order of the reports.
std::vector<Mark> MarksOf(const CiReport& report, Shown shown);

/// Whether it makes the check fail.
bool Fails(const CiReport& report, const Finding& finding);

/// "drivers/vfio/Makefile:1: obj-$(CONFIG_VFIO) += vfio.o (CONFIG_VFIO=y)".
std::string Text(const Because& because);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_MARK_H_
