// roots.h - where a build begins: what the top Makefile descends into.
//
//   newer trees    build-dir := .             the top Kbuild file lists the rest
//   older trees    core-y := init/ usr/ …     the top Makefile lists each
//                  drivers-y := drivers/ …    directory, and objects of the
//                  head-y := …/head_64.o      architecture that come first
//   M=DIR          an external module: DIR and nothing else
//
// The tree's own variables tell which it is: `build-dirs` or `vmlinux-dirs` is
// what an older Makefile descends into, KBUILD_VMLINUX_OBJS (before that, _INIT
// and _MAIN) what it links of it, in this order.

#ifndef KPLACE_KBUILDPARSE_KBUILD_ROOTS_H_
#define KPLACE_KBUILDPARSE_KBUILD_ROOTS_H_

#include <string>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// A directory, or an object that vmlinux is linked with by its name.
struct Root {
  std::string path;        ///< ".", "drivers", "arch/x86/kernel/head_64.o"
  make::TracedWord named;  ///< the word that lists it; empty for "." and M=
  bool is_object = false;
  /// When make enters it; false for a directory of `drivers-`, say, which is
  /// there for those who ask what would be.
  Condition when = Condition::True();
  /// When vmlinux is linked with it.
  Condition builtin = Condition::False();
};

/// The roots of `tree`, those of vmlinux first and in link order.  `top` has
/// read the top Makefile.
std::vector<Root> FindRoots(const BuildTree& tree, make::Evaluator& top,
                            ConditionStore& conditions);

/// A lib.a that vmlinux is linked with.
struct LinkedArchive {
  std::string path;  ///< "lib/lib.a"
  ArchiveUse use = ArchiveUse::kOnDemand;
  Condition when = Condition::True();
};

/// Those of KBUILD_VMLINUX_OBJS (whole) and KBUILD_VMLINUX_LIBS (on demand).
std::vector<LinkedArchive> FindLinkedArchives(make::Evaluator& top);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_ROOTS_H_
