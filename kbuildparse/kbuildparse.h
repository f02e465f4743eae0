// kbuildparse.h - from a tree of Makefiles to a table of placements.
//
// This is the door of the folder: everything else in it serves this function.

#ifndef KPLACE_KBUILDPARSE_KBUILDPARSE_H_
#define KPLACE_KBUILDPARSE_KBUILDPARSE_H_

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace {

/// Where every object of `tree` goes under its configuration; or, for a tree
/// without one, under which condition it goes where.
///
/// Evaluates the top Makefile with the architecture's, then every directory
/// from the top down, as `make all` would, or of an external module as `make
/// M=DIR modules` would; nothing is executed.
/// What is wrong in a Makefile becomes a diagnostic in `sink`, what only a
/// program could tell an unknown of the table, and the rest is placed.
///
/// Makefiles are evaluated on up to `jobs` threads (0: as many as there are
/// processors); the answer does not depend on it.
///
/// `sources` and `conditions` own what the table refers to and must outlive
/// it.
PlacementTable LoadPlacement(const BuildTree& tree, const FileSystem& files,
                             SourceFiles& sources, ConditionStore& conditions,
                             DiagnosticSink& sink, unsigned jobs);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILDPARSE_H_
