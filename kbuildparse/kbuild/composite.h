// composite.h - foo-y, foo-objs and foo-$(CONFIG_X): objects made of objects.
//
//   obj-m := foo.o          foo.ko  <-  foo.o  <-  a.o b.o
//   foo-y := a.o b.o
//
// If any of foo-objs, foo-y, foo-m (for a module) or foo- is not empty, foo.o
// is linked from its members and foo.c is *not* compiled.  The empty suffix
// counts: with CONFIG_X unset, `foo-$(CONFIG_X) += a.o` makes foo.o a composite
// without members.  Mirrors `multi-search` and `real-search` of
// scripts/Makefile.lib.

#ifndef KPLACE_KBUILDPARSE_KBUILD_COMPOSITE_H_
#define KPLACE_KBUILDPARSE_KBUILD_COMPOSITE_H_

#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/directory.h"
#include "kbuildparse/make/evaluator.h"

namespace kplace::kbuild {

struct Composite {
  /// When the object is a composite; false for an object of its own source.
  Condition when = Condition::False();
  /// Members in link order: foo-objs, foo-y, then foo-m.
  std::vector<make::TracedWord> members;
};

/// Looks for the members of `object` ("foo.o").  `as_module` adds foo-m.
Composite FindComposite(Directory& directory, std::string_view object,
                        bool as_module, ConditionStore& conditions);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_COMPOSITE_H_
