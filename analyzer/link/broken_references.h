// broken_references.h - the references of vmlinux that the linker would reject.
//
// A name in a symbol table is not a reference: only a relocation is.  And a
// relocation counts only in a section that is linked.  So for the few names
// that vmlinux leaves undefined, the relocations are read, and those in
// sections that the linker drops are set aside.  Once one object needs the name
// strongly, all relocations against it are rejected, those of objects that
// declare it weak included.  A name whose definition is dropped
// (dropped_definitions.h) is as good as undefined.  For bitcode see
// optimised_references.h.

#ifndef KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_
#define KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_

#include <optional>
#include <string>
#include <vector>

#include "analyzer/link/dropped_definitions.h"
#include "analyzer/link/link_facts.h"
#include "analyzer/link/linker_script.h"
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

/// What objects need that are no bitcode.  Sorted by name, then by the plan's
/// order of objects.
std::vector<BrokenReference> FindBrokenReferences(const LinkFacts& facts,
                                                  const DroppedNames& dropped,
                                                  Unknowns& unknowns);

void SortReferences(const SymbolIndex& symbols,
                    std::vector<BrokenReference>& references);

/// Expressions of the linker script that use names without a meaning; dropped
/// definitions are one to GNU ld, and none to ld.lld.
std::vector<ScriptNeed> FindBrokenExpressions(const LinkFacts& facts,
                                              const LinkerScript& script,
                                              const DroppedNames& dropped);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_BROKEN_REFERENCES_H_
