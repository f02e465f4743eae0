// descent.h - from directory to directory: which are visited, and how.
//
// The rules are those of scripts/Makefile.lib and Makefile.build:
//   * foo/ in obj-y is entered for its built-in.a and its modules, foo/ in
//     obj-m for its modules alone, foo in subdir-y for neither;
//   * a built-in.a is linked only if every directory above it is in obj-y.
//
// A directory that is listed twice is visited once, for all that the listings
// ask.  One that is listed by two parents is visited for each.

#ifndef KPLACE_KBUILDPARSE_KBUILD_DESCENT_H_
#define KPLACE_KBUILDPARSE_KBUILD_DESCENT_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "kbuildparse/kbuild/directory_lists.h"

namespace kplace::kbuild {

/// One visit of a directory: how, and with which variables.
struct Descent {
  std::string path;
  Visit visit;
  std::shared_ptr<const make::Scope> scope;
  const Descent* parent = nullptr;  ///< null for a root
  size_t depth = 0;

  /// True when the directory is being visited already, further up.
  bool IsLoop() const;
};

/// Whether the walk is to enter a directory ("drivers/hv").
using DirectoryFilter = std::function<bool(const std::string& path)>;

/// What makes one visit differ from another.
using VisitKey = std::tuple<std::string, uint32_t, uint32_t, uint32_t,
                            std::shared_ptr<const make::Scope>>;
VisitKey KeyOf(const Descent& descent);

/// Many times the directories of a kernel.  Only a tree made to keep us busy
/// has more: directories that export variables to each other in ever new ways.
inline constexpr size_t kMostVisits = 1 << 15;

/// What reading all directories may take, see make::Evaluator::work(): thirty
/// times what Linux 6.12 takes for all configurations at once.
inline constexpr size_t kMostWork = 256 << 20;

/// Directories in directories.
inline constexpr size_t kDeepest = 64;

/// A subdirectory as its parent lists it, all listings joined.
struct Child {
  std::string path;
  Visit visit;
  std::vector<Reason> reasons;  ///< the lines that list it

  Descent From(const Descent& parent, const DirectoryLists& lists) const;
};

/// The subdirectories of a directory that is visited as `visit`, in order of
/// obj-y, obj-m, subdir-y, subdir-m.
std::vector<Child> ChildrenOf(const DirectoryLists& lists, const Visit& visit,
                              ConditionStore& conditions);

/// A directory that was read.
struct Reading {
  DirectoryLists lists;
  std::vector<Child> children;
};

/// Reads directories: all below the roots ahead of time, on several threads.
/// What is read, and with that every diagnostic, is the same for any number of
/// threads.
class DirectoryReader {
 public:
  /// The tree and the services outlive the reader.  `jobs`: threads, 0 for as
  /// many as there are.  `wanted`: which subdirectories count; empty: all.
  DirectoryReader(const BuildTree& tree, const make::Services& services,
                  unsigned jobs, DirectoryFilter wanted)
      : tree_(tree),
        services_(services),
        jobs_(jobs),
        wanted_(std::move(wanted)) {}

  bool Wants(const std::string& path) const {
    return !wanted_ || wanted_(path);
  }

  /// Reads what each of `starts` leads to.
  void ReadAhead(const std::vector<Descent>& starts);

  /// Hands out a reading, once; reads what was not read ahead.  Nothing when
  /// the Makefiles ask for more work than any kernel does.
  std::optional<Reading> Take(const Descent& descent);

 private:
  bool IsExhausted() const { return work_ > kMostWork; }
  Reading Read(const Descent& descent) const;
  void NoteChildren(const Descent& descent, const Reading& reading);

  const BuildTree& tree_;
  const make::Services& services_;
  const unsigned jobs_;
  const DirectoryFilter wanted_;
  /// All that was read ahead, kept: children point to parents, and scopes read
  /// through to those of the directories above.
  std::deque<Descent> descents_;
  std::set<VisitKey> seen_;
  std::map<VisitKey, Reading> readings_;
  size_t work_ = 0;
};

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_DESCENT_H_
