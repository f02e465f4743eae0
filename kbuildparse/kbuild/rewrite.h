// rewrite.h - makefile lines that build in what the configuration calls m.
//
//   obj-$(subst m,y,$(CONFIG_HYPERV)) += hv_common.o
//
// With CONFIG_HYPERV=m one expects modules; hv_common.o is in vmlinux all the
// same.  Some lines must be so (code that runs before modules can be loaded),
// others are a surprise; each is worth knowing when an option changes its type.
//
// What makes a line a *rewrite* of option X is its meaning, never its text.
// Take the condition under which the line adds a word to a list of built-in
// things (obj-y, lib-y, foo-y, foo-objs), by the conditionals around it and its
// own value: where some setting of all other options makes it hold with X=m and
// not with X=n, X's m is read as "built in" there.
//
//   ifneq ($(CONFIG_X),)      a rewrite: m and y alike
//   ifneq ($(CONFIG_X),y)     none: what stands below is built in without X
//   obj-$(CONFIG_X)           none: an m goes to obj-m
//
// An object is *promoted* by X where it is linked into vmlinux with X=m and
// would not be with X=n, all else being equal.

#ifndef KPLACE_KBUILDPARSE_KBUILD_REWRITE_H_
#define KPLACE_KBUILDPARSE_KBUILD_REWRITE_H_

#include <functional>
#include <string>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/rewrite_kind.h"
#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// An object that a rewrite puts into vmlinux.
struct PromotedObject {
  std::string object;  ///< "drivers/hv/hv_common.o"
  std::string unit;    ///< "vmlinux", or a lib.a that vmlinux is linked with
  /// When it is there by X=m and would not be by X=n; in terms of the other
  /// options.  `true` for a configured build.
  Condition when;
};

/// One line and one option that it rewrites.
struct Rewrite {
  SourceLoc where;
  RewriteSyntax syntax;
  std::string option;  ///< "CONFIG_HYPERV"
  /// What the line adds, as a path from the root: "drivers/hv/" or an object.
  std::vector<std::string> adds;
  std::vector<PromotedObject> objects;  ///< by name; never empty
};

/// The rewrites of all configurations: `table` is that of a tree without a
/// configuration, its conditions are in `store`.  By file, line and option.
std::vector<Rewrite> FindRewrites(const PlacementTable& table,
                                  const SourceFiles& sources,
                                  ConditionStore& store);

/// The same search with another notion of "all else being equal".
///
/// `promoted` gives, for a condition and an option X, when the condition holds
/// with X=m and does not with X=n; `false` for never.
using PromotedWhen =
    std::function<Condition(Condition when, const std::string& option)>;
std::vector<Rewrite> FindRewrites(const PlacementTable& table,
                                  const SourceFiles& sources,
                                  const ConditionStore& store,
                                  const PromotedWhen& promoted);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_REWRITE_H_
