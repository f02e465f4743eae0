// module_composites.h - what `ld -r` has made of a module's objects.
//
// With CONFIG_LTO_CLANG the objects of a module are LLVM bitcode, which does
// not say all that they need: inline assembly is text, and optimisation drops
// calls. The link of X.o out of them settles it (scripts/Makefile.build,
// cmd_ld_multi_m), and X.o is also what modpost reads.  Where objects say all,
// they are better: they are newer, and they know who needs what.

#ifndef KPLACE_ANALYZER_MODULES_MODULE_COMPOSITES_H_
#define KPLACE_ANALYZER_MODULES_MODULE_COMPOSITES_H_

#include <memory>
#include <string>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "objreader/object_file.h"
#include "support/file_system.h"

namespace kplace {

class ModuleComposites {
 public:
  /// Opens X.o of each module X.ko with an object that could not be read, or
  /// does not say all, when X.o is a witness (link_witness.h), and when
  /// makefiles and X.mod agree about which these are.
  ModuleComposites(const FileSystem& files, const BuildTree& tree,
                   const LinkPlan& plan, const ObjectSet& objects);

  /// The composite of module `index` of the plan; null when its objects are to
  /// be taken.
  const ObjectSymbols* Of(size_t index) const;

 private:
  std::vector<std::unique_ptr<ObjectFile>> composites_;  ///< by module
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_MODULE_COMPOSITES_H_
