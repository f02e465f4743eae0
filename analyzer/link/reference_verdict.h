// reference_verdict.h - which relocations the linkers reject.
//
// A relocation whose symbol has no place in vmlinux is an error, but not
// everywhere: neither linker minds one in debug information that it leaves out,
// and ld.lld minds none that has no effect at run time.  docs/LINKERS.md has
// what was measured.

#ifndef KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_
#define KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_

#include <cstdint>

#include "analyzer/link/linker_flavour.h"
#include "objreader/object_symbols.h"

namespace kplace {

enum class ReferenceVerdict : uint8_t {
  kAccepted,
  kRejected,
  kDepends,  ///< on the linker, and the build does not say which it is
};

/// A reference, from a section that is linked, to a name without a definition.
ReferenceVerdict JudgeUndefined(const Reference& reference,
                                const LinkerChoice& linker);

/// The same to what is defined in a section that the linker script drops.
/// `machine` is e_machine.
ReferenceVerdict JudgeDiscarded(const Reference& reference, uint16_t machine,
                                const LinkerChoice& linker);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_REFERENCE_VERDICT_H_
