// explain.h - the whole story of one object, module, directory or option.
//
// Where `check` speaks only of what is broken, `explain` answers "why is this
// here?" for anything that the Makefiles place.

#ifndef KPLACE_ANALYZER_EXPLAIN_EXPLAIN_H_
#define KPLACE_ANALYZER_EXPLAIN_EXPLAIN_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/finding.h"

namespace kplace {

enum class SubjectKind {
  kObject,
  kModule,
  kDirectory,
  kOption,
  kSymbol,
  kUnit,  ///< vmlinux or an archive as a whole: only where to look
  kNothing
};
const char* Name(SubjectKind kind);

/// One placement of one object: "drivers/hv/hv_common.o", "is in vmlinux", and
/// the lines that put it there.
struct StoryPart {
  std::string object;
  std::string unit;
  std::string verdict;
  std::vector<Because> because;
};

struct Story {
  SubjectKind kind = SubjectKind::kNothing;
  std::string subject;             ///< as found: full path, CONFIG_ name
  std::vector<std::string> facts;  ///< sentences, most important first
  std::vector<StoryPart> parts;
  std::vector<DefinitionSite> definitions;  ///< of a symbol
  std::vector<UseSite> references;          ///< of a symbol
};

/// Explains `what`: an object or its source ("drivers/hv/hv_common.o", ".c"), a
/// module ("hv_vmbus", "drivers/hv/hv_vmbus.ko"), a directory ("drivers/hv"),
/// an option ("CONFIG_HYPERV"), or else a symbol, for which the objects of the
/// build are read.  Of an object or a module that the build has not, what would
/// bring it.
/// kNothing when the build knows nothing of that name; the facts then say what
/// was looked for.
Story Explain(const AnalysisInput& input, std::string_view what);

/// The chain of reasons of a row as the reports show it, outermost first.
std::vector<Because> BecauseOf(const PlacementTable& table,
                               const Placement& row,
                               const SourceFiles& sources);

/// The same for a chain that no table has.
std::vector<Because> BecauseOf(const std::vector<Reason>& reasons,
                               const std::string& subject,
                               const std::string& verdict,
                               const SourceFiles& sources);

/// "is in vmlinux", "is in drivers/hv/hv_vmbus.ko", "is in lib/lib.a, which is
/// linked whole into vmlinux".
std::string VerdictOf(const PlacementTable& table, const Placement& row);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_EXPLAIN_H_
