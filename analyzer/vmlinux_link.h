// vmlinux_link.h - the final link of vmlinux, played through as ld would.
//
// ld takes every object of vmlinux.a, then searches the lib.a archives: a
// member joins when it defines a name that something linked needs and nothing
// linked defines, and what it needs in turn is searched for as well (binutils
// manual, "--start-group").  A weak reference brings nothing in.  What is then
// still undefined is an error wherever a relocation names it, unless the
// linker script or the last steps of the build give it a meaning.

#ifndef KPLACE_ANALYZER_VMLINUX_LINK_H_
#define KPLACE_ANALYZER_VMLINUX_LINK_H_

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/link_unit.h"
#include "analyzer/linker_script.h"
#include "analyzer/object_set.h"
#include "analyzer/symbol_index.h"
#include "kbuildparse/kconfig/config_file.h"

namespace kplace {

struct VmlinuxLink {
  std::vector<bool> linked;         ///< by object: it is part of vmlinux
  std::vector<SymbolId> undefined;  ///< needed, and defined by nothing linked
  size_t needed = 0;  ///< distinct names that something linked leaves undefined
};

/// Whether the build makes the symbol after all objects are compiled:
/// scripts/kallsyms.c writes the kallsyms_ tables, init/version-timestamp.c is
/// compiled last, and the linker itself makes _GLOBAL_OFFSET_TABLE_.
bool IsMadeByFinalLink(std::string_view symbol, const Configuration& config);

VmlinuxLink LinkVmlinux(const LinkPlan& plan, const ObjectSet& objects,
                        const SymbolIndex& symbols);

/// Takes the names away that something else than an object gives a meaning.
void DropDefinedElsewhere(
    const SymbolIndex& symbols, const LinkerScript& script,
    const std::set<std::string, std::less<>>& from_command,
    const Configuration& config, VmlinuxLink& link);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_VMLINUX_LINK_H_
