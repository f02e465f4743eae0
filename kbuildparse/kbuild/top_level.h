// top_level.h - what the top Makefile hands to the directories.
//
//   make
//     Makefile                      sets and exports variables
//       include arch/x86/Makefile   core-y, libs-y, drivers-y
//     -> make -f scripts/Makefile.build obj=.    for the top Kbuild file,
//     -> make -f scripts/Makefile.build obj=init and so on, each a process
//
// (Older trees have no top Kbuild file: see roots.h.)
//
// A directory sees what the top Makefile exported, the configuration
// (include/config/auto.conf) and the helpers of scripts/Kbuild.include; the
// same for each, so it is evaluated once and frozen.

#ifndef KPLACE_KBUILDPARSE_KBUILD_TOP_LEVEL_H_
#define KPLACE_KBUILDPARSE_KBUILD_TOP_LEVEL_H_

#include <memory>
#include <string>
#include <vector>

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/roots.h"
#include "kbuildparse/make/evaluator.h"

namespace kplace::kbuild {

struct TopLevel {
  /// The variables that every directory starts with.
  std::shared_ptr<const make::Scope> scope;
  /// Where the descent begins.
  std::vector<Root> roots;
  std::vector<LinkedArchive> archives;
};

/// What evaluators of this tree work with.  All but `tree` has to outlive them.
make::Services ServicesFor(const BuildTree& tree, const FileSystem& files,
                           make::ParseCache& parsed, ConditionStore& conditions,
                           DiagnosticSink& sink);

/// Evaluates the top Makefile as the second run of make does, the one that
/// knows where source and output are.  Mirrors Makefile from `sub_make_done`
/// on; the goal is the default one (`all`).
TopLevel EvaluateTopLevel(const BuildTree& tree,
                          const make::Services& services);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_TOP_LEVEL_H_
