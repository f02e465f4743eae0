// vmlinux_link.h - the final link of vmlinux, played through as ld would.
//
// The linker takes every object of vmlinux.a, then searches the lib.a archives:
// a member joins when it defines a name that something linked needs and nothing
// linked defines, and what it needs in turn is searched for as well (binutils
// manual, "--start-group").  A weak reference brings nothing in.  Of COMDAT
// groups of one name the first is kept.  What is then still undefined is an
// error wherever a relocation names it, unless the linker script or the last
// steps of the build give it a meaning; and so is a name with two definitions
// that are neither weak nor common.  docs/LINKERS.md has what was measured.

#ifndef KPLACE_ANALYZER_LINK_VMLINUX_LINK_H_
#define KPLACE_ANALYZER_LINK_VMLINUX_LINK_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/linker_flavour.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"

namespace kplace {

/// A name with several definitions that exclude each other, in link order.
struct DefinedTwice {
  SymbolId symbol = 0;
  std::vector<Occurrence> definitions;  ///< at least two
};

struct VmlinuxLink {
  std::vector<bool> linked;         ///< by object: it is part of vmlinux
  std::vector<SymbolId> undefined;  ///< needed, and defined by nothing linked
  std::vector<DefinedTwice> twice;
  size_t needed = 0;  ///< distinct names that something linked leaves undefined
  /// By object, which most are not in, and by ObjectSymbols::comdats: an
  /// earlier object has the group.
  std::unordered_map<ObjectIndex, std::vector<bool>> duplicates;

  /// Whether that is so of this group, which 0 is none of.
  bool IsDuplicate(ObjectIndex object, uint32_t comdat) const;
};

/// Those of a symbol's definitions that exclude each other: neither weak nor
/// common, nor the same absolute value once more.  Fewer than two: no error.
std::vector<Occurrence> Rivals(const SymbolIndex& symbols,
                               std::span<const Occurrence> definitions);

/// The definition that the linker takes: of those that are linked a strong one,
/// else the biggest tentative one, else a weak one; of equals the first.
std::optional<Occurrence> LinkedDefinition(const SymbolIndex& symbols,
                                           const VmlinuxLink& link,
                                           SymbolId id);

/// How the script and the command line bear on the search of archives.
struct ArchiveSearch {
  /// Searched for though no object needs them: ENTRY, EXTERN, --undefined, and
  /// what expressions of the script use.
  std::vector<std::string> wanted;
  /// Not searched for though objects need them: GNU ld knows before that the
  /// script, or --defsym, gives them a value.
  std::vector<std::string> assigned;
};

VmlinuxLink LinkVmlinux(const LinkPlan& plan, const ObjectSet& objects,
                        const SymbolIndex& symbols, LinkerFlavour flavour,
                        const ArchiveSearch& search);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_VMLINUX_LINK_H_
