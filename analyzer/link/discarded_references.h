// discarded_references.h - what vmlinux needs of its own discarded sections.
//
// A built-in driver's __exit function is in .exit.text, which most
// architectures drop from vmlinux (include/asm-generic/vmlinux.lds.h,
// EXIT_DISCARDS).  Where other code of the same file uses it, through a local
// symbol that no other object sees, the linker rejects that: "defined in
// discarded section".

#ifndef KPLACE_ANALYZER_LINK_DISCARDED_REFERENCES_H_
#define KPLACE_ANALYZER_LINK_DISCARDED_REFERENCES_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/link/judged_places.h"
#include "analyzer/link/link_facts.h"
#include "analyzer/unknowns.h"

namespace kplace {

/// One object's use of one local name in a section that the script drops.
struct DiscardedReference {
  ObjectIndex object = 0;
  std::string_view name;  ///< of the symbol; of the section, where it has none
  std::string_view section;  ///< the one that is dropped
  /// The table about that section (OrphanedTable) that names it; empty for a
  /// relocation.
  std::string_view table = {};
  std::vector<Reference> places = {};  ///< at least one
  bool in_vmlinux_o = false;           ///< places are those of vmlinux.o
};

/// By the plan's order of objects, then by name.  Reads local symbols of the
/// objects that have dropped sections, and relocations of those that have
/// symbols there.
std::vector<DiscardedReference> FindDiscardedReferences(const LinkFacts& facts,
                                                        unsigned jobs,
                                                        Unknowns& unknowns);

/// By object, and otherwise as they are.
void SortReferences(std::vector<DiscardedReference>& references);

/// The uses of one file, as far as they are rejected; its tables are no part.
Result<std::vector<DiscardedReference>> FindDiscardedIn(ObjectIndex object,
                                                        const ObjectFile& file,
                                                        const LinkFacts& facts,
                                                        OpenVerdicts& open);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_DISCARDED_REFERENCES_H_
