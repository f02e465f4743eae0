// walk.h - from the top down: every directory, every object.
//
// The rules are those of scripts/Makefile.lib and Makefile.build:
//   * an object in obj-y and obj-m is built in;
//   * foo/ in obj-y is entered for its built-in.a and its modules, foo/ in
//     obj-m for its modules alone, foo in subdir-y for neither;
//   * a built-in.a is linked only if every directory above it is in obj-y;
//   * lib-y and lib-m go into the directory's lib.a, sorted, without what is
//     in obj-y;
//   * of an external module only the modules are made.

#ifndef KPLACE_KBUILDPARSE_KBUILD_WALK_H_
#define KPLACE_KBUILDPARSE_KBUILD_WALK_H_

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// Adds to `table` everything reachable from the roots.
void Walk(const BuildTree& tree, const make::Services& services,
          const TopLevel& top, PlacementTable& table);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_WALK_H_
