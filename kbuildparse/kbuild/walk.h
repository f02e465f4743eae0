// walk.h - from the top down: every directory, every object.
//
// Which directories, and in which way each is visited, is descent.h.  Of the
// objects in one (scripts/Makefile.lib):
//   * an object in obj-y and obj-m is built in;
//   * lib-y and lib-m go into the directory's lib.a, sorted, without what is
//     in obj-y;
//   * of an external module only the modules are made.

#ifndef KPLACE_KBUILDPARSE_KBUILD_WALK_H_
#define KPLACE_KBUILDPARSE_KBUILD_WALK_H_

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/descent.h"
#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// Adds to `table` everything reachable from the roots, through directories that
/// are `wanted` (empty: all are).  Makefiles are evaluated on `jobs` threads (0:
/// as many as there are processors); the table does not depend on it.
void Walk(const BuildTree& tree, const make::Services& services,
          const TopLevel& top, unsigned jobs, PlacementTable& table,
          const DirectoryFilter& wanted = {});

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_WALK_H_
