// build_state.h - was this build made with the configuration that is there now?
//
// make copies `.config` into include/config/auto.conf before it compiles
// anything.  When the two differ, the objects on disk belong to the older
// configuration and an analysis of both together would be about no kernel at
// all.

#ifndef KPLACE_KBUILDPARSE_KBUILD_BUILD_STATE_H_
#define KPLACE_KBUILDPARSE_KBUILD_BUILD_STATE_H_

#include "kbuildparse/kbuild/build_tree.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace {

enum class BuildState {
  kBuilt,         ///< auto.conf says what .config says
  kNeverBuilt,    ///< no auto.conf: configured only
  kReconfigured,  ///< .config has changed since
};

/// Compares the two by content; a new time stamp alone changes nothing.  What
/// differs is reported to `sink` with the way out.
BuildState CheckBuildState(const BuildTree& tree, const FileSystem& files,
                           SourceFiles& sources, DiagnosticSink& sink);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_BUILD_STATE_H_
