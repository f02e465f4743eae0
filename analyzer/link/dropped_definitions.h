// dropped_definitions.h - global names whose definition the linker drops.
//
// The definition that the linker takes of a name may be in a section that the
// script drops, `.exit.text` on most architectures.  Such a name is as good as
// undefined, unless the script gives it a value of its own.

#ifndef KPLACE_ANALYZER_LINK_DROPPED_DEFINITIONS_H_
#define KPLACE_ANALYZER_LINK_DROPPED_DEFINITIONS_H_

#include <map>

#include "analyzer/link/link_facts.h"
#include "analyzer/link/symbol_index.h"

namespace kplace {

/// With the definition that is dropped.
using DroppedNames = std::map<SymbolId, Occurrence>;

/// What bitcode defines is dropped where the witness has it in such a section.
DroppedNames FindDroppedDefinitions(const LinkFacts& facts);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_DROPPED_DEFINITIONS_H_
