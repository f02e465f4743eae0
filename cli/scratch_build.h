// scratch_build.h - a build directory of our own, for configurations that are
// to be tried.
//
// The tree's makefiles do the work, so this is for --allow-exec alone.  Nothing
// outside the directory is written to.

#ifndef KPLACE_CLI_SCRATCH_BUILD_H_
#define KPLACE_CLI_SCRATCH_BUILD_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/scan/confirmation.h"
#include "support/file_system.h"
#include "support/result.h"

namespace kplace::cli {

struct ScratchOptions {
  std::string source_dir;
  std::string arch;  ///< ARCH
  std::vector<std::string> make_variables;
  unsigned make_jobs = 1;
  std::chrono::seconds limit{600};        ///< of each call of make, but for
  std::chrono::seconds link_limit{7200};  ///< one that builds vmlinux
};

class ScratchBuild {
 public:
  /// Makes the directory.  Fails when there is something in it that is not
  /// ours.
  static Result<ScratchBuild> Open(const FileSystem& files,
                                   const std::string& directory,
                                   ScratchOptions options);

  /// Takes a whole .config.  Fails when the tree's own conf makes something
  /// else of it.
  std::optional<Error> Configure(const std::string& config);

  /// Compiles these alone, and what has to be there before.  In step with
  /// `objects`, paths from the build's root.
  std::vector<CompiledObject> Compile(const std::vector<std::string>& objects);

  /// Links vmlinux, and compiles all it takes.  What the linker said of one of
  /// `symbols`; an empty text when it said nothing of them.
  Result<std::string> Link(const std::vector<std::string>& symbols);

 private:
  ScratchBuild(const FileSystem& files, std::string directory,
               ScratchOptions options);

  /// What went wrong, with the end of the log.
  std::optional<Error> Make(const std::vector<std::string>& arguments,
                            std::chrono::seconds limit);
  CompiledObject Read(const std::string& object) const;
  std::string FirstComplaint() const;

  const FileSystem* files_;
  std::string directory_;  ///< absolute
  std::string log_;
  ScratchOptions options_;
};

/// Where two configurations first differ, comments apart: "CONFIG_A=y became
/// CONFIG_A=m"; nothing when they say the same.
std::optional<std::string> FirstDifference(std::string_view before,
                                           std::string_view after);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCRATCH_BUILD_H_
