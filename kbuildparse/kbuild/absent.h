// absent.h - where an object that is nowhere would go.
//
// The Makefile lines that name it are there, only under a list that nobody
// builds: with CONFIG_X unset, `obj-$(CONFIG_X) += foo.o` adds to `obj-`.  This
// follows them from the top for single objects; the walk has no use for them.

#ifndef KPLACE_KBUILDPARSE_KBUILD_ABSENT_H_
#define KPLACE_KBUILDPARSE_KBUILD_ABSENT_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace {

struct AbsentObject {
  /// The lines that lead to it, from the top; the options of at least one of
  /// them keep it out.
  std::vector<Reason> because;
  /// False when the lines end before the object: no Makefile names it (or only
  /// inside a conditional that is not taken).
  bool named = false;

  /// The options of these lines that are off, "CONFIG_X=n".
  std::set<std::string> OptionsOff() const;
};

/// Follows objects through one tree.  Makefiles are parsed once, and the top of
/// the tree is evaluated once, however many objects are asked for.
class AbsentObjects {
 public:
  /// Everything outlives the object.
  AbsentObjects(const BuildTree& tree, const FileSystem& files,
                SourceFiles& sources, ConditionStore& conditions);
  ~AbsentObjects();
  AbsentObjects(const AbsentObjects&) = delete;
  AbsentObjects& operator=(const AbsentObjects&) = delete;

  /// Follows `object` ("drivers/hv/hv_debugfs.o").
  AbsentObject Find(std::string_view object);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for a single object.
AbsentObject FindAbsentObject(const BuildTree& tree, const FileSystem& files,
                              SourceFiles& sources, ConditionStore& conditions,
                              std::string_view object);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_ABSENT_H_
