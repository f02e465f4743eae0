// optimised_references.h - the references of bitcode that the linker rejects.
//
// vmlinux.o has them as relocations (optimised_link.h), beside those of the
// objects that are no bitcode, which are told already: these are taken away one
// for one.  What is left is bitcode's; whose it is, bitcode_owners.h tells.

#ifndef KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_
#define KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_

#include <vector>

#include "analyzer/link/broken_references.h"
#include "analyzer/link/discarded_references.h"
#include "analyzer/link/dropped_definitions.h"
#include "analyzer/link/link_facts.h"
#include "analyzer/link/optimised_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// What is told of objects that are no bitcode, and what is added to it.
struct RejectedReferences {
  std::vector<BrokenReference> broken;
  std::vector<DiscardedReference> discarded;
};

/// Adds what the witness has and `rejected` has not; places are places in
/// vmlinux.o.  Where nothing tells whose they are, the object is the witness.
/// Does nothing without one.
void AddOptimisedReferences(const LinkFacts& facts, const DroppedNames& dropped,
                            unsigned jobs, RejectedReferences& rejected,
                            Unknowns& unknowns);

/// Where bitcode has no witness: what any object needs and nothing is known to
/// define becomes an unknown, for assembly inside of bitcode may define it.
void TellUnsettled(const LinkFacts& facts, const OptimisedLink& optimised,
                   RejectedReferences& rejected, Unknowns& unknowns);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_OPTIMISED_REFERENCES_H_
