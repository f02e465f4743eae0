// needs.h - the symbols that an object needs somebody else to define.
//
// A linker misses an undefined symbol where a relocation names it, not weakly,
// in a section that stays.  Which sections stay hangs on the linker script of a
// configuration that nobody has built; those that no kernel keeps are left out:
// unallocated ones, and .discard.* (DISCARDS in
// include/asm-generic/vmlinux.lds.h).

#ifndef KPLACE_ANALYZER_SCAN_NEEDS_H_
#define KPLACE_ANALYZER_SCAN_NEEDS_H_

#include <string_view>
#include <vector>

#include "objreader/object_file.h"
#include "support/result.h"

namespace kplace {

/// A place that refers to a needed symbol.
struct NeedPlace {
  std::string_view symbol;
  std::string_view function;  ///< the enclosing function or variable, or ""
  std::string_view section;   ///< ".text"
};

struct ObjectNeeds {
  /// Each once, sorted.  Of bitcode: all undefined ones, for what its code
  /// refers to is known only when it is compiled.
  std::vector<std::string_view> symbols;
  /// In the order of sections and offsets; of bitcode, what its functions have
  /// before they are compiled.
  std::vector<NeedPlace> places;
};

/// Names are valid as long as `object`.  Fails when relocations cannot be read.
Result<ObjectNeeds> NeedsOf(const ObjectFile& object);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_NEEDS_H_
