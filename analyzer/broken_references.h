// broken_references.h - the references of vmlinux that ld would reject.
//
// A name in a symbol table is not a reference: only a relocation is.  And a
// relocation counts only in a section that is linked.  So for the few names
// that vmlinux leaves undefined, the relocations are read, and those in
// sections that the linker script drops are set aside.  Once one object needs
// the name strongly, ld rejects the relocations of all objects against it,
// those that declare it weak included.

#ifndef KPLACE_ANALYZER_BROKEN_REFERENCES_H_
#define KPLACE_ANALYZER_BROKEN_REFERENCES_H_

#include <vector>

#include "analyzer/link_unit.h"
#include "analyzer/linker_script.h"
#include "analyzer/object_set.h"
#include "analyzer/symbol_index.h"
#include "analyzer/unknowns.h"
#include "analyzer/vmlinux_link.h"

namespace kplace {

/// One object's use of one undefined name.
struct BrokenReference {
  SymbolId symbol = 0;
  ObjectIndex object = 0;
  std::vector<Reference> places;  ///< at least one
};

/// Sorted by name, then by the plan's order of objects.  GNU ld rejects
/// undefined names in debug information too, ld.lld does not: what only
/// sections refer to that are not loaded becomes an unknown.
std::vector<BrokenReference> FindBrokenReferences(
    const LinkPlan& plan, const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const LinkerScript& script, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_BROKEN_REFERENCES_H_
