// scan_core.h - one scan, from the tree and the evidence to the answers.

#ifndef KPLACE_CLI_SCAN_CORE_H_
#define KPLACE_CLI_SCAN_CORE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/scan/narrow.h"
#include "analyzer/scan/presence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/scan/referring_objects.h"
#include "analyzer/scan/scan.h"
#include "analyzer/select/every_configuration.h"
#include "analyzer/unknowns.h"
#include "cli/commands.h"
#include "cli/kconfig_session.h"
#include "cli/scan_inputs.h"
#include "cli/terminal.h"

namespace kplace::cli {

struct ScanCoreOptions {
  KconfigOptions kconfig;
  EvidenceOptions evidence;
  std::string base;
  ScanFilter filter;
  bool absent = false;  ///< --absent
  unsigned jobs = 0;
};

/// Owns what the parts hand to each other; neither copied nor moved.
class ScanCore {
 public:
  ScanCore(const ScanCoreOptions& options, const Console& console,
           Progress& progress)
      : options_(options),
        console_(console),
        session_(console.files, options.kconfig, console.err),
        progress_(progress) {}

  /// Reads, asks and answers; the exit status when something is missing.
  std::optional<ExitCode> Run();

  /// Asks more of what is unknown: see referring_objects.h.
  void AskOfNamingObjects(const NamedInSource& is_named);

  /// What is asked of definitions.
  DefinedWhere Where() const {
    return options_.absent ? DefinedWhere::kAnywhere : DefinedWhere::kInAModule;
  }

  /// The rest is there after Run().
  KconfigSession& session() { return session_; }
  const ScanCoreOptions& options() const { return options_; }
  const ScanEvidence& evidence() const { return evidence_; }
  ScanQuestions& questions() { return questions_; }
  std::vector<SearchResult>& answers() { return answers_; }
  const Configuration& base() const { return base_; }
  /// What the answers rest on.
  ScanInput Input();
  const Presences& presences() const { return *presences_; }
  ConditionStore& conditions() const { return every_->conditions(); }
  const PlacementTable& placement() const { return every_->placement(); }
  std::vector<UnknownFact> TakeUnknowns() { return unknowns_.Take(); }

 private:
  std::optional<ExitCode> ReadIndexedEvidence();
  std::optional<ExitCode> ReadEvidence();
  void Place();
  std::optional<ExitCode> CompareIndexes();
  void Ask();
  std::optional<ExitCode> Fail(const Error& error);

  const ScanCoreOptions& options_;
  const Console& console_;
  KconfigSession session_;
  Progress& progress_;
  Configuration base_;
  ConditionStore conditions_;
  PlacementTable placement_;
  Unknowns unknowns_;
  std::vector<Index> indexes_;  ///< until they are evidence
  std::vector<std::map<std::string, std::string>> properties_;  ///< of each
  ScanEvidence evidence_;
  std::optional<EveryConfiguration> every_;
  std::optional<Presences> presences_;
  ScanQuestions questions_;
  kconfig::UserValues user_;  ///< of the base
  std::vector<SearchResult> answers_;
};

}  // namespace kplace::cli

#endif  // KPLACE_CLI_SCAN_CORE_H_
