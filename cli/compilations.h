// compilations.h - what was compiled under which configuration, kept between
// runs.
//
// A scan that is interrupted goes on where it was.  An entry counts as long as
// the configuration and the object's source file are the same; that a header
// changed is not noticed.

#ifndef KPLACE_CLI_COMPILATIONS_H_
#define KPLACE_CLI_COMPILATIONS_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "analyzer/scan/confirmation.h"
#include "support/file_system.h"

namespace kplace::cli {

/// Safe to use from several threads.
class Compilations {
 public:
  /// `path` is read now, if it is there, and added to.
  Compilations(const FileSystem& files, std::string path,
               std::string source_dir);

  std::optional<CompiledObject> Find(const std::string& config,
                                     const std::string& object) const;

  /// Failures are not kept: the next run tries again.
  void Keep(const std::string& config, const std::string& object,
            const CompiledObject& compiled);

 private:
  std::string KeyOf(const std::string& config, const std::string& object) const;

  const FileSystem& files_;
  std::string path_;
  std::string source_dir_;
  mutable std::mutex mutex_;
  std::map<std::string, CompiledObject> known_;
};

}  // namespace kplace::cli

#endif  // KPLACE_CLI_COMPILATIONS_H_
