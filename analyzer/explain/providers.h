// providers.h - who would define a symbol that nothing linked defines.
//
// Two witnesses: objects that lie in the build though nothing links them, and
// the source files of the tree, compiled or not.  The Makefiles then say which
// option keeps the object out.

#ifndef KPLACE_ANALYZER_EXPLAIN_PROVIDERS_H_
#define KPLACE_ANALYZER_EXPLAIN_PROVIDERS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/finding.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/records/build_notes.h"

namespace kplace {

enum class ProviderState : uint8_t {
  kTurnedOff,        ///< an option that is n keeps it out
  kCompiledWithout,  ///< it is linked, and its definition is under an #if
  kNotLinked,        ///< a Makefile names it, and vmlinux has it not
  kNotNamed,         ///< no list of a Makefile names it
};

/// An object that would define a symbol.
struct Provider {
  ProviderState state = ProviderState::kNotNamed;
  DefinitionSite site;  ///< without a unit unless it is linked
  /// The Makefile lines, outermost first, as "is in no unit", or as "is in
  /// vmlinux, but was compiled without it".
  std::vector<Because> because;
  std::vector<std::string> off;  ///< "CONFIG_X" that is n, outermost first
};

/// The providers of each of `symbols`, the likeliest first; symbols without
/// one are left out.  An object that no Makefile names is no answer where
/// there is a better one.  Reads the whole source tree.
std::map<std::string, std::vector<Provider>> FindProviders(
    const AnalysisInput& input, const LinkPlan& plan, BuildNotes& notes,
    const std::set<std::string>& symbols);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_PROVIDERS_H_
