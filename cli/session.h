// session.h - one build under analysis, as the commands share it.

#ifndef KPLACE_CLI_SESSION_H_
#define KPLACE_CLI_SESSION_H_

#include <iosfwd>
#include <memory>
#include <optional>

#include "analyzer/analyzer.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/placement.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/source.h"

namespace kplace::cli {

/// Owns what the parts hand to each other.  Neither copied nor moved: the
/// parts point into each other.
class Session {
 public:
  Session(const FileSystem& files, const CommonOptions& options,
          std::ostream& err);

  /// Finds the build and reads its configuration; with `configured` false, the
  /// source for every configuration.  What went wrong was written to `err`;
  /// the result is then the exit status.
  std::optional<ExitCode> Open(bool configured = true);

  /// Evaluates the Makefiles.  Requires: Open() gave nothing.
  void Place();

  /// The Kconfig files, read when first asked for; null when they cannot be.
  const kconfig::Tree* Kconfig();

  /// What the analyzer works with.  Requires: Place() was called.
  AnalysisInput Input();

  const FileSystem& files() const { return files_; }
  const BuildTree& tree() const { return tree_; }
  const PlacementTable& placement() const { return placement_; }
  SourceFiles& sources() { return sources_; }
  ConditionStore& conditions() { return conditions_; }
  DiagnosticSink& sink() { return sink_; }
  Progress& progress() { return progress_; }

  /// Writes the diagnostics up to `worst` to `err`; true when there is an
  /// error among all of them, that is, when the answer has a hole.
  bool ReportDiagnostics(Severity worst = Severity::kError);

 private:
  const FileSystem& files_;
  const CommonOptions& options_;
  std::ostream& err_;
  Progress progress_;
  SourceFiles sources_;
  ConditionStore conditions_;
  DiagnosticSink sink_;
  BuildTree tree_;
  PlacementTable placement_;
  bool kconfig_tried_ = false;
  std::optional<kconfig::Tree> kconfig_;
};

/// "kplace: error: MESSAGE".
void ReportError(std::ostream& err, const Error& error);

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SESSION_H_
