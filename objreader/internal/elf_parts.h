// elf_parts.h - what is read from an ElfView, one function for each part.
//
// For objreader alone: this header needs LLVM.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_PARTS_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_PARTS_H_

#include <functional>
#include <span>
#include <vector>

#include "objreader/internal/elf_view.h"
#include "objreader/object_symbols.h"
#include "support/result.h"

namespace kplace {

/// Everything from first_global() on; record i is symbol first_global() + i.
template <typename ELFT>
Result<std::vector<SymbolRecord>> ReadSymbols(const ElfView<ELFT>& view);

/// The type of a symbol in our words (STT_*).
SymbolType TypeOfSymbol(uint8_t elf_type);

/// Fills `exports` and `modinfo` of `object`.
template <typename ELFT>
std::optional<Error> ReadExportsAndModinfo(const ElfView<ELFT>& view,
                                           ObjectSymbols& object);

/// See ObjectFile::ReadReferences(); `symbols` are those of ReadSymbols().
template <typename ELFT>
Result<std::vector<Reference>> ReadReferencesOf(
    const ElfView<ELFT>& view, std::span<const SymbolRecord> symbols,
    const std::function<bool(const SymbolRecord&)>& wanted);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_PARTS_H_
