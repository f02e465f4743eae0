// bitcode_module.h - what LLVM's reader knows of bitcode, as bytes.
//
// These functions hand hostile input to LLVM and are to be called where they
// may die (isolated.h); bitcode_reader.cc takes the bytes apart again.

#ifndef KPLACE_OBJREADER_INTERNAL_BITCODE_MODULE_H_
#define KPLACE_OBJREADER_INTERNAL_BITCODE_MODULE_H_

#include <string>
#include <string_view>
#include <vector>

#include "objreader/internal/isolated.h"
#include "support/result.h"

namespace kplace {

/// In this order: number of modules; of each: machine, whether 64 bits, whether
/// big endian, .modinfo, assembly as an ELF object; count and names of the
/// local symbols that the assembly may mean; count and records of the others:
/// name, COMDAT group or nothing, size, binding, type, flags.
Result<std::string> DescribeBitcode(std::string_view bytes,
                                    const IsolatedExit& exit);

/// Bits of the flags.
inline constexpr uint64_t kBitcodeDefined = 1;
inline constexpr uint64_t kBitcodeCommon = 2;

/// Count, and of each use of one of `names`: its place in `names`, the name of
/// the function or variable that uses it, and the section of that.
Result<std::string> DescribeUses(std::string_view bytes,
                                 const std::vector<std::string>& names,
                                 const IsolatedExit& exit);

/// Count, and of each function whose assembly has one of `names` as a word: the
/// place in `names`, and the name of the function.
Result<std::string> DescribeAssembly(std::string_view bytes,
                                     const std::vector<std::string>& names,
                                     const IsolatedExit& exit);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_BITCODE_MODULE_H_
