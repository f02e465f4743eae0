// optimised_references.h - the references of bitcode that the linker rejects.
//
// vmlinux.o has them as relocations (optimised_link.h), but has forgotten which
// object they come from.  The functions tell: those of the bitcode objects that
// name the symbol, or else the object that defines the function, into which
// another was inlined.

#ifndef KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_
#define KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_

#include <vector>

#include "analyzer/link/broken_references.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/optimised_link.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// To be added to `broken`, which has those of objects that are no bitcode and
/// are in vmlinux.o as well.  Places are places in vmlinux.o.  Where nothing
/// tells whose they are, the object is `vmlinux_o`.  Without vmlinux.o the
/// names that bitcode needs become an unknown.
std::vector<BrokenReference> FindOptimisedReferences(
    const ObjectSet& objects, const SymbolIndex& symbols,
    const VmlinuxLink& link, const OptimisedLink& optimised,
    const LinkerScript& script, const LinkerChoice& linker,
    ObjectIndex vmlinux_o, const std::vector<BrokenReference>& broken,
    Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_
