// walk.h - from the top Kbuild file down: every directory, every object.
//
// The rules are those of scripts/Makefile.lib and Makefile.build:
//   * an object in obj-y and obj-m is built in;
//   * foo/ in obj-y is entered for its built-in.a and its modules, foo/ in
//     obj-m for its modules alone, foo in subdir-y for neither;
//   * a built-in.a is linked only if every directory above it is in obj-y;
//   * lib-y and lib-m go into the directory's lib.a, sorted, without what is
//     in obj-y.

#ifndef KPLACE_KBUILDPARSE_KBUILD_WALK_H_
#define KPLACE_KBUILDPARSE_KBUILD_WALK_H_

#include <functional>
#include <string>

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/top_level.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// Whether the walk is to enter a directory ("drivers/hv").
using DirectoryFilter = std::function<bool(const std::string& path)>;

/// Adds to `table` everything reachable from the top directory, through
/// directories that are `wanted` (empty: all are).
void Walk(const BuildTree& tree, const make::Services& services,
          const TopLevel& top, PlacementTable& table,
          const DirectoryFilter& wanted = {});

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_WALK_H_
