// build_tree.h - the two directories of a build: where the source is and where
// the output went.
//
// With `make O=dir` the build directory has a `source` link and a one-line
// Makefile that includes the source's; without O= both are one directory.  The
// headers package of a distribution is such a pair too, with makefiles and no
// sources.  An external module (M=) has a third directory.

#ifndef KPLACE_KBUILDPARSE_KBUILD_BUILD_TREE_H_
#define KPLACE_KBUILDPARSE_KBUILD_BUILD_TREE_H_

#include <map>
#include <string>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace {

/// What the user said; empty means find out.
struct BuildTreeOptions {
  std::string source_dir;  ///< --src
  std::string build_dir;   ///< --build; default: the current directory
  std::string arch;        ///< --arch, in make's spelling ("x86_64", "arm64")
  /// --extmod; the external module that make is given as M=.
  std::string external_dir = {};
  /// What make is given as KCONFIG_CONFIG, from the build directory.
  std::string config_file = ".config";
};

struct BuildTree {
  std::string source_dir;  ///< absolute
  std::string build_dir;   ///< absolute
  /// Absolute: the external module to place, instead of the kernel; or empty.
  std::string external_dir;
  /// Makefiles from 6.13 on build an external module from its own directory.
  bool works_in_external_dir = false;
  std::string arch;     ///< ARCH as given to make, or as the build says
  std::string srcarch;  ///< the directory below arch/: "x86"
  /// KERNELRELEASE: what the build says, else the version of the source; or
  /// empty when neither is known.
  std::string release;
  /// False when the tree is looked at for every configuration at once.  What
  /// `config` has then holds in each; of a source tree alone it is empty, and
  /// `build_dir` is the source directory.
  bool configured = true;
  Configuration config;

  /// The working directory of make, which its relative paths start from.
  const std::string& WorkDir() const {
    return works_in_external_dir ? external_dir : build_dir;
  }

  /// Source, build, and the external module if there is one: what makefiles
  /// may read.
  std::vector<std::string> Directories() const;

  /// What $(srctree), $(SRCARCH) and the like stand for in Kconfig files.
  std::map<std::string, std::string> KconfigVariables() const;

  /// `path` of a source file as a report should show it: relative to the
  /// source directory, else to the build directory, else as it is.
  std::string Display(std::string_view path) const;
};

/// Finds the directories and reads the configuration.
///
/// Fails, saying what to do, when the build directory is no build directory
/// (no .config), when no kernel source is found, when the two belong to
/// different kernels, or when the external module has no makefile.
Result<BuildTree> OpenBuildTree(const FileSystem& files,
                                const BuildTreeOptions& options,
                                SourceFiles& sources, DiagnosticSink& sink);

/// Opens a source tree without any configuration.  The architecture is the
/// user's, else that of the build directory's .config, else that of the machine
/// we run on.
Result<BuildTree> OpenSourceTree(const FileSystem& files,
                                 const BuildTreeOptions& options);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_KBUILD_BUILD_TREE_H_
