// object_set.h - the objects of a plan, read.
//
// Reading is the expensive part and is done in parallel, including the hashing
// of names.  An object that cannot be used has no `file`; that, and why, is
// told once.

#ifndef KPLACE_ANALYZER_LINK_OBJECT_SET_H_
#define KPLACE_ANALYZER_LINK_OBJECT_SET_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/unknowns.h"
#include "objreader/object_file.h"
#include "support/diagnostic.h"

namespace kplace {

/// A name that other objects can see, with its hash.
struct GlobalName {
  uint32_t record;  ///< index into ObjectSymbols::symbols
  size_t hash;
};

struct LoadedObject {
  std::unique_ptr<ObjectFile> file;  ///< null when it could not be used
  std::vector<GlobalName> globals;
  /// Of a finished module (PlannedObject::finished), with CONFIG_MODVERSIONS:
  /// what it was built against, and what it exports.
  std::vector<SymbolCrc> needed_crcs = {};
  std::vector<SymbolCrc> export_crcs = {};
};

/// An open object with its names hashed.
LoadedObject Load(std::unique_ptr<ObjectFile> file);

/// An object of another machine than most: left by another build.
struct ForeignObject {
  ObjectIndex index = 0;
  std::string machine;  ///< "machine 183, 64-bit, little-endian"
};

/// Fills in its checksums; an error when they are broken.
std::optional<Error> ReadCrcs(LoadedObject& object);

struct ObjectSet {
  std::vector<LoadedObject> objects;  ///< slot i is object i of the plan
  size_t records = 0;                 ///< symbols seen
  /// Objects that vmlinux surely links and that could not be used.
  size_t holes = 0;
  std::vector<ForeignObject> foreign;
  std::string machine;  ///< of the others, when there are foreign ones
};

bool IsBitcode(const LoadedObject& object);

/// Whether it was read and says all that it needs: bitcode does not.
bool SaysAll(const LoadedObject& object);

/// Makes unknowns of the objects that were read and do not say all, but for
/// those that are `settled`, by index: something else that was read says it.
void TellIncomplete(const LinkPlan& plan, const ObjectSet& objects,
                    const std::vector<bool>& settled, Unknowns& unknowns);

/// A place in both for a file that is no object of the build, and is not read.
ObjectIndex AddUnread(const std::string& path, LinkPlan& plan,
                      ObjectSet& objects);

/// Told after each object how many of all are done; called from any of the
/// threads, the numbers need not come in order.
using ReadProgress = std::function<void(size_t done, size_t total)>;

/// Reads all objects of `plan` below `build_dir`.  A missing one becomes an
/// unknown; a broken one a diagnostic as well; one for another machine than
/// most an unknown and one of `foreign`.
ObjectSet ReadObjects(const FileSystem& files, const std::string& build_dir,
                      const LinkPlan& plan, unsigned jobs, Unknowns& unknowns,
                      DiagnosticSink& sink, const ReadProgress& progress = {});

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_OBJECT_SET_H_
