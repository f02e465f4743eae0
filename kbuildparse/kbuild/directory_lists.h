// directory_lists.h - what the Makefile of one directory lists, as plain data.
//
// Between reading and placing.  Reading a directory needs only what its parent
// hands down, so directories are read in parallel; placing objects goes by link
// order and is done by one thread.

#ifndef KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_LISTS_H_
#define KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_LISTS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kbuild/directory.h"
#include "kbuildparse/make/evaluator.h"
#include "kbuildparse/placement.h"

namespace kplace::kbuild {

/// A word of a list and the line that put it there.
struct ListedWord {
  std::string text;      ///< "vfio.o", "hv/"; of an unknown word the reason
  bool unknown = false;  ///< nobody can say which words it stands for
  Condition when;
  Reason reason;

  bool IsDirectory() const { return text.ends_with('/'); }
};

/// A word of obj-y or obj-m; of an object, also what it is made of.
struct ListedObject {
  ListedWord word;
  /// When it is a composite, linked from `members`: never for one that has a
  /// source of its own.
  Condition composite = Condition::False();
  std::vector<ListedWord> members;
};

struct DirectoryLists {
  std::string path;     ///< "." or "drivers/hv"
  bool exists = false;  ///< it has a Kbuild or a Makefile
  std::vector<ListedObject> obj_y;
  std::vector<ListedObject> obj_m;
  std::vector<ListedWord> lib;     ///< lib-y, then lib-m
  std::vector<ListedWord> subdir;  ///< subdir-y, then subdir-m
  /// Assignments that may have changed any list.
  std::vector<PlacementUnknown> unknowns;
  size_t work = 0;  ///< what reading it took, see make::Evaluator::work()
  /// The variables that the directory's children start with.
  std::shared_ptr<const make::Scope> scope;

  /// The path, from the build's root, of what the Makefile calls `word`.
  std::string PathOf(std::string_view word) const;
};

/// Reads directory `path`, which starts with the variables of `scope`.  Safe to
/// call from several threads.
DirectoryLists ReadDirectory(const BuildTree& tree,
                             const make::Services& services,
                             const std::string& path, const Visit& visit,
                             std::shared_ptr<const make::Scope> scope);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_LISTS_H_
