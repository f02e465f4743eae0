// directory.h - one directory's Makefile and what it lists.
//
// Evaluates scripts/Makefile.build of the tree with `obj=DIR`: the tree's own
// text sets up the variables and includes the directory's Kbuild or Makefile.
// Where it would go on to scripts/Makefile.lib, which computes what to build
// from these lists, the evaluation stops and walk.cc takes over.

#ifndef KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_H_
#define KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/make/evaluator.h"

namespace kplace::kbuild {

/// How make is asked to visit a directory; the words on its command line.
struct Visit {
  Condition when;     ///< the directory is entered at all
  Condition builtin;  ///< need-builtin: its built-in.a is linked into vmlinux
  Condition modules;  ///< need-modorder: its modules become .ko files
};

/// A directory after its Makefile was read.
class Directory {
 public:
  /// `path` is relative to the root of the build: "." or "drivers/hv".
  Directory(const BuildTree& tree, const make::Services& services,
            const make::Scope* base, std::string path);

  const std::string& path() const { return path_; }

  /// False when neither Kbuild nor Makefile exists.
  bool exists() const { return exists_; }

  /// Reads the Makefile.  Requires: exists().
  void Evaluate(const Visit& visit);

  /// The words of `obj-y`, `foo-objs` and the like.
  std::vector<make::TracedWord> Words(std::string_view variable) {
    return evaluator_.WordsOf(variable);
  }

  /// Names of all variables that have a value here.
  std::vector<std::string> VariableNames() const {
    return evaluator_.NamesWithPrefix("");
  }

  /// Variables that the directory exports to its subdirectories, with their
  /// values.
  std::vector<std::pair<std::string, make::Value>> Exports();

  /// Variables that it hides from them.
  std::vector<std::string> Unexported() const {
    return evaluator_.UnexportedNames();
  }

  const std::vector<make::UnknownAssignment>& unknown_assignments() const {
    return evaluator_.unknown_assignments();
  }

  /// What reading it took, see Evaluator::work().
  size_t work() const { return evaluator_.work(); }

  /// The path of something the Makefile names.
  std::string PathOf(std::string_view word) const;

 private:
  const BuildTree& tree_;
  std::string path_;
  bool exists_ = false;
  make::Services services_;  ///< with our include hook
  make::Evaluator evaluator_;
};

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_DIRECTORY_H_
