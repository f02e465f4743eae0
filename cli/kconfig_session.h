// kconfig_session.h - the Kconfig files of one tree, as the commands share
// them.

#ifndef KPLACE_CLI_KCONFIG_SESSION_H_
#define KPLACE_CLI_KCONFIG_SESSION_H_

#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/shell_runner.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/kconfig/make_target.h"
#include "kbuildparse/kconfig/recursion.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/values.h"
#include "support/diagnostic.h"
#include "support/file_system.h"
#include "support/source.h"

namespace CLI {
class App;
}

namespace kplace::cli {

struct KconfigOptions {
  BuildTreeOptions tree;
  std::vector<std::string> facts;
  bool allow_exec = false;
  std::vector<std::string> make_variables;
};

void AddKconfigOptions(CLI::App& command, KconfigOptions& options);

/// Owns what the parts hand to each other; neither copied nor moved.  What goes
/// wrong is written to `err`, and the result is then the exit status.
class KconfigSession {
 public:
  KconfigSession(const FileSystem& files, const KconfigOptions& options,
                 std::ostream& err)
      : files_(files), options_(options), err_(err) {}

  /// Reads the Kconfig files, and of the toolchain's answers what the build's
  /// .config and --facts show.  There need not be a build.
  std::optional<ExitCode> Open();

  /// Reads the Kconfig files of a build, which has a .config.
  std::optional<ExitCode> OpenBuild();

  /// What a target starts from: `path`, where "x86_64_defconfig" may be one of
  /// the tree's, or else the build's .config for
  /// olddefconfig and nothing for the others.
  std::optional<ExitCode> ReadStart(const std::string& path,
                                    kconfig::MakeTarget target,
                                    Configuration& config);

  /// What somebody has already: `path`, or else the build's .config, or else
  /// nothing.
  std::optional<ExitCode> ReadBase(const std::string& path,
                                   Configuration& config);

  /// What `text` asks for, as a formula of symbols().
  std::optional<ExitCode> ReadCondition(const std::string& text,
                                        kconfig::FormulaNo& condition);

  /// What a .config of the same tree and toolchain shows, where nothing that
  /// was read before does.
  void AddFacts(const Configuration& shown);

  /// Why Open() failed, if it was that.
  const std::vector<kconfig::Recursion>& recursions() const {
    return recursions_;
  }

  const kconfig::Tree& tree() const { return *kconfig_; }
  /// Requires: Open().
  const kconfig::SymbolTable& symbols() const { return *symbols_; }
  const kconfig::MacroAnswers& macros() const { return macros_; }
  /// To ask it more: conditions that no file has.
  kconfig::SymbolTable& symbols() { return *symbols_; }
  const BuildTree& build() const { return tree_; }
  const Configuration& config() const { return tree_.config; }
  SourceFiles& sources() { return sources_; }
  DiagnosticSink& sink() { return sink_; }

  /// Writes errors and warnings.  Whether there are errors: then something is
  /// missing from what was read.
  bool ReportDiagnostics();

  /// The same for those who ask of all configurations: errors are the end then.
  std::optional<ExitCode> RefuseErrors();

 private:
  std::optional<ExitCode> Fail(const Error& error);
  std::optional<ExitCode> ReadKconfigFiles();
  std::map<std::string, std::string> ExportedVariables();
  void AddToolchainText(std::map<std::string, std::string>& variables);
  std::optional<ExitCode> RefuseRecursions();
  std::string WithDefconfigs(const std::string& path) const;
  std::optional<ExitCode> ReadFacts();

  const FileSystem& files_;
  const KconfigOptions& options_;
  std::ostream& err_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  BuildTree tree_;
  std::unique_ptr<ShellRunner> shell_;  ///< with --allow-exec
  std::optional<kconfig::Tree> kconfig_;
  std::optional<kconfig::SymbolTable> symbols_;
  kconfig::MacroAnswers macros_;
  std::vector<kconfig::Recursion> recursions_;
};

}  // namespace kplace::cli

#endif  // KPLACE_CLI_KCONFIG_SESSION_H_
