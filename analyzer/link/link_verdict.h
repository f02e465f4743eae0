// link_verdict.h - what the linker says of vmlinux.
//
// GNU ld and ld.lld differ (docs/LINKERS.md), and the build says which of them
// links.  Where it does not, both are asked, and what only one of them rejects
// is unknown.

#ifndef KPLACE_ANALYZER_LINK_LINK_VERDICT_H_
#define KPLACE_ANALYZER_LINK_LINK_VERDICT_H_

#include <string>
#include <vector>

#include "analyzer/link/link_command.h"
#include "analyzer/link/link_unit.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/optimised_link.h"
#include "analyzer/link/optimised_references.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/unknowns.h"
#include "kbuildparse/kconfig/config_file.h"

namespace kplace {

struct LinkVerdict {
  VmlinuxLink link;
  RejectedReferences rejected;
  std::vector<ScriptNeed> expressions;  ///< of the script, that are broken
};

/// What is asked about.
struct LinkQuestion {
  const LinkPlan& plan;
  const ObjectSet& objects;
  const SymbolIndex& symbols;
  const OptimisedLink& optimised;
  ObjectIndex vmlinux_o;  ///< its place in the plan
  const LinkCommand& command;
  const Configuration& config;
  /// The text of vmlinux.lds; null when it cannot be read.
  const std::string* script = nullptr;
  unsigned jobs = 1;
};

/// The verdict of the linker, or what both say when the choice is assumed.  Of
/// members that only one of them takes from an archive GNU ld's choice is
/// given, and an unknown.
LinkVerdict AskLinker(const LinkQuestion& question, const LinkerChoice& linker,
                      Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINK_VERDICT_H_
