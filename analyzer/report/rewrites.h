// rewrites.h - the rewrites of a tree or a build, as text, rows, JSON.
//
//   drivers/hv/Makefile:16  subst  CONFIG_HYPERV  obj-$(subst m,y,$(CONFIG_H…
//     drivers/hv/hv_common.o  12 symbols: hv_common_free, hv_common_init, …
//
// Of a build an object comes with the symbols that it brings; over all
// configurations with the condition under which it is there.

#ifndef KPLACE_ANALYZER_REPORT_REWRITES_H_
#define KPLACE_ANALYZER_REPORT_REWRITES_H_

#include <string>
#include <vector>

#include "analyzer/report/promoted_symbols.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/rewrite.h"
#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// What the reports show.  Everything outlives the call.
struct RewriteReport {
  const BuildTree& tree;
  const SourceFiles& sources;
  const std::vector<Rewrite>& rewrites;
  /// Of the placement that the rewrites come from.
  const std::vector<PlacementUnknown>& unknowns;
  /// Null for a configured build.
  const ConditionStore* conditions = nullptr;
  /// Null for all configurations.
  const PromotedSymbols* symbols = nullptr;
};

/// For people.  Of many objects or symbols only the first are named.
std::string RewritesText(const RewriteReport& report);

/// One row per rewrite and object: FILE, LINE, KIND, OPTION, OBJECT, UNIT and
/// the condition, or of a build the symbols ("a,b"; "?" when it is not built).
std::string RewritesTsv(const RewriteReport& report);

std::string RewritesJson(const RewriteReport& report);

/// "3 rewrites of 1 option are in effect: 5 objects in vmlinux".
std::string RewritesSummary(const RewriteReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_REWRITES_H_
