// bitcode_reader.h - objects of a kernel built with LTO_CLANG: LLVM bitcode.
//
// LLVM's own reader does the work, in a process of its own, because it trusts
// its input (isolated.h).  Full and thin LTO look alike here.  A module has two
// halves, which see each other's names as two objects do: what was compiled,
// and assembly at file level, which is where EXPORT_SYMBOL() is.
//
// What bitcode does not list are names that only assembly inside of functions
// uses: they come to light when the linker makes code.  ObjectSymbols says so.

#ifndef KPLACE_OBJREADER_INTERNAL_BITCODE_READER_H_
#define KPLACE_OBJREADER_INTERNAL_BITCODE_READER_H_

#include <memory>
#include <string>

#include "objreader/internal/object_bytes.h"
#include "objreader/internal/object_reader.h"

namespace kplace {

/// Reads the symbols of bitcode that starts with the magic bytes; `name` is for
/// messages.
Result<std::unique_ptr<ObjectReader>> OpenBitcode(const std::string& name,
                                                  ObjectBytes bytes);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_BITCODE_READER_H_
