// rewrites_in_effect.h - the rewrites that a configured build is subject to.
//
// In a concrete evaluation conditions fold away, and with them what a line
// would have done had an option been n.  So the makefiles are evaluated again
// with one thing open: whether an option that is m is m or n.  Everything else
// is what .config says, which keeps the conditions tiny:
//
//   obj-$(subst m,y,$(CONFIG_HYPERV)) += hv/      CONFIG_HYPERV=m
//   obj-$(CONFIG_PCI) += pci/                     true
//
// Where a condition is true with all options as they are and false with X=n,
// the object is promoted by X.

#ifndef KPLACE_KBUILDPARSE_KBUILD_REWRITES_IN_EFFECT_H_
#define KPLACE_KBUILDPARSE_KBUILD_REWRITES_IN_EFFECT_H_

#include <vector>

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/rewrite.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace {

/// The rewrites in effect in a configured `tree`, each with what it promotes.
/// An object that two options keep in vmlinux, each by itself, is promoted by
/// neither.  What is wrong in the makefiles is not said again.
std::vector<Rewrite> FindRewritesInEffect(const BuildTree& tree,
                                          const FileSystem& files,
                                          SourceFiles& sources, unsigned jobs);

/// The same, given the table of the same build: only directories are read
/// again in which some line shows that it hangs on an option that is m, or
/// uses variables while its file names such an option.  Nothing is evaluated
/// when there are none.  What is missed for that is a list whose variables are
/// made of such options in another file.
std::vector<Rewrite> FindRewritesInEffect(const BuildTree& tree,
                                          const FileSystem& files,
                                          SourceFiles& sources,
                                          const PlacementTable& placed,
                                          unsigned jobs);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_REWRITES_IN_EFFECT_H_
