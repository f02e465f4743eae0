// optimised_link.h - what link-time optimisation has made of vmlinux.
//
// With CONFIG_LTO_CLANG the objects of vmlinux are LLVM bitcode, and what they
// name is not what vmlinux needs: code that nothing reaches disappears, and
// with it calls that exist to break the link (compiletime_assert()); and names
// in the assembly of a function are in no table.  The link of vmlinux.o settles
// both (scripts/Makefile.vmlinux_o), and the final link takes that one file.
// So vmlinux.o is the witness for all that is bitcode.

#ifndef KPLACE_ANALYZER_LINK_OPTIMISED_LINK_H_
#define KPLACE_ANALYZER_LINK_OPTIMISED_LINK_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "objreader/object_file.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace {

class OptimisedLink {
 public:
  /// Opens vmlinux.o when objects of vmlinux are bitcode, and when it is a
  /// witness for them (link_witness.h), about which makefiles and lists agree.
  /// `sources` has the makefiles that were read.
  OptimisedLink(const FileSystem& files, const BuildTree& tree,
                const SourceFiles& sources, const LinkPlan& plan,
                const ObjectSet& objects);

  /// Null without bitcode, and where vmlinux.o cannot be the witness.
  const ObjectFile* file() const { return file_.get(); }

  /// Why bitcode has no witness; empty when it has, and without bitcode.
  const std::string& why_not() const { return why_not_; }

  /// What vmlinux.o leaves undefined, not weakly.  Sorted.
  const std::set<std::string_view>& undefined() const { return undefined_; }

  /// Makes `link.undefined` what vmlinux.o leaves undefined and no later
  /// object of the final link defines.  `symbols` has the names of undefined().
  /// Does nothing when there is no file().
  void Correct(const LinkPlan& plan, const ObjectSet& objects,
               const SymbolIndex& symbols, VmlinuxLink& link) const;

 private:
  std::unique_ptr<ObjectFile> file_;
  std::string why_not_;
  std::set<std::string_view> undefined_;
  std::unordered_set<std::string_view> defined_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_OPTIMISED_LINK_H_
