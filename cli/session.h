// session.h - one build under analysis, as the commands share it.

#ifndef KPLACE_CLI_SESSION_H_
#define KPLACE_CLI_SESSION_H_

#include <iosfwd>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/select/placement_filter.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
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

  /// Checks --format against the formats that the command `offers`.  What went
  /// wrong was written to `err`; the result is then the exit status.
  std::optional<ExitCode> ChooseOutputs(
      const std::vector<std::string_view>& offers);

  /// The same, finds the build and reads its configuration; with `configured`
  /// false, the source for every configuration.  What went wrong was written to
  /// `err`; the result is then the exit status.
  std::optional<ExitCode> Open(const std::vector<std::string_view>& offers,
                               bool configured = true);

  /// Evaluates the Makefiles.  Requires: Open() gave nothing.
  void Place();

  /// Leaves in the placement what `match` found.
  void Retain(const FilterMatch& match) {
    placement_.Retain(match.rows, match.unknowns);
  }

  /// The Kconfig files, read when first asked for; null when they cannot be.
  const kconfig::Tree* Kconfig();

  /// What the analyzer works with.  Requires: Place() was called.
  AnalysisInput Input();

  /// The same where there is no build: neither tree nor placement.
  AnalysisInput InputWithoutBuild();

  /// What --format asked for.  Requires: its choice gave nothing.
  const std::vector<OutputRequest>& outputs() const { return outputs_; }

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
  std::vector<OutputRequest> outputs_;
  SourceFiles sources_;
  ConditionStore conditions_;
  DiagnosticSink sink_;
  BuildTree tree_;
  PlacementTable placement_;
  bool kconfig_tried_ = false;
  std::optional<kconfig::Tree> kconfig_;
};

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SESSION_H_
