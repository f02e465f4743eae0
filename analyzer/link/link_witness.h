// link_witness.h - files that the build linked, as witnesses for their objects.
//
// Bitcode does not say what it needs; the relocatable file that it was linked
// into does, vmlinux.o or the X.o of a module.  But only as long as it was made
// of what would be linked now: nothing newer, nothing else, no other machine.

#ifndef KPLACE_ANALYZER_LINK_LINK_WITNESS_H_
#define KPLACE_ANALYZER_LINK_LINK_WITNESS_H_

#include <memory>
#include <string>
#include <vector>

#include "analyzer/link/object_set.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "objreader/object_file.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace {

/// What a witness was made of.
struct WitnessInputs {
  /// Objects, archives and lists of them, from the build directory.
  std::vector<std::string> files;
  /// From the source directory, besides those on the way to the objects.
  std::vector<std::string> makefiles = {};
};

/// Opens `path`, from the build directory.  `objects` are those of the build.
/// Fails with the reason why it is no witness.
Result<std::unique_ptr<ObjectFile>> OpenWitness(const FileSystem& files,
                                                const BuildTree& tree,
                                                const std::string& path,
                                                const WitnessInputs& inputs,
                                                const ObjectSet& objects);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINK_WITNESS_H_
