// broken_references.h - the references of vmlinux that the linker would reject.
//
// A name in a symbol table is not a reference: only a relocation is.  And a
// relocation counts only in a section that is linked.  So for the few names
// that vmlinux leaves undefined, the relocations are read, and those in
// sections that the linker drops are set aside.  Once one object needs the name
// strongly, all relocations against it are rejected, those of objects that
// declare it weak included.  A name whose only definition is in a section that
// the script drops is as good as undefined.  For bitcode see
// optimised_references.h.

#ifndef KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_
#define KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/linked_sections.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// One object's use of one name that has no meaning.
struct BrokenReference {
  SymbolId symbol = 0;
  ObjectIndex object = 0;
  std::vector<Reference> places;  ///< at least one
  /// The definition that the linker script drops; nothing when there is none.
  std::optional<Occurrence> dropped_definition = std::nullopt;
  bool in_vmlinux_o = false;  ///< places are those of vmlinux.o
};

/// Sorted by name, then by the plan's order of objects.  Where ld and ld.lld
/// judge differently and nobody knows which one it is, an unknown says so.
std::vector<BrokenReference> FindBrokenReferences(
    const LinkPlan& plan, const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const LinkedSections& sections,
    const LinkerChoice& linker, Unknowns& unknowns);

void SortReferences(const SymbolIndex& symbols,
                    std::vector<BrokenReference>& references);

/// Expressions of the linker script that use names without a meaning.  What is
/// defined by `from_command` or by the last steps of the build has one.
std::vector<ScriptNeed> FindBrokenExpressions(
    const SymbolIndex& symbols, const VmlinuxLink& link,
    const LinkerScript& script,
    const std::set<std::string, std::less<>>& from_command,
    const Configuration& config);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_
