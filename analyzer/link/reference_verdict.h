// reference_verdict.h - which relocations the linkers reject.
//
// A relocation whose symbol has no place in vmlinux is an error, but not
// everywhere: not in a section that is dropped itself, not in debug information
// that is left out; ld.lld minds none that has no effect at run time, and each
// linker has tables of which it clears the entries instead.  docs/LINKERS.md
// has what was measured.

#ifndef KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_
#define KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_

#include <cstdint>

#include "analyzer/link/linked_sections.h"
#include "analyzer/link/linker_flavour.h"
#include "objreader/object_symbols.h"

namespace kplace {

enum class ReferenceVerdict : uint8_t {
  kAccepted,
  kRejected,
  kIfReached,  ///< rejected, unless --gc-sections drops the section
};

/// Why the symbol has no place in vmlinux.
enum class Lack : uint8_t {
  kUndefined,  ///< nothing defines it
  kDropped,    ///< the linker script drops the section that defines it
};

/// What becomes of a reference from a section of this fate.  `machine` is
/// e_machine of the object.
ReferenceVerdict Judge(const Reference& reference, SectionFate fate, Lack lack,
                       uint16_t machine, const LinkerChoice& linker);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_
