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
/// `comdats` are those of ReadComdats().
template <typename ELFT>
Result<std::vector<SymbolRecord>> ReadSymbols(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats);

/// The type of a symbol in our words (STT_*).
SymbolType TypeOfSymbol(uint8_t elf_type);

/// The COMDAT group of each section, as an index into `names`, which is filled
/// as ObjectSymbols::comdats says.  Both are empty without groups.
template <typename ELFT>
Result<std::vector<uint32_t>> ReadComdats(ElfView<ELFT>& view,
                                          std::vector<std::string_view>& names);

/// The sections that say what an object exports and is.
struct ExportSections {
  std::vector<uint32_t> modinfo;        ///< .modinfo
  std::vector<uint32_t> export_symbol;  ///< .export_symbol: since 6.4
  std::vector<uint32_t> ksymtab;        ///< __ksymtab and its kin

  /// The labels that name exports are local symbols.
  bool NeedLocalSymbols() const { return !ksymtab.empty(); }
};

/// Finds them, and adds what has to be loaded.
template <typename ELFT>
ExportSections FindExportSections(const ElfView<ELFT>& view,
                                  std::vector<ByteRange>& ranges);

/// Fills `exports` and `modinfo` of `object`.
template <typename ELFT>
std::optional<Error> ReadExportsAndModinfo(ElfView<ELFT>& view,
                                           const ExportSections& sections,
                                           ObjectSymbols& object);

/// How the section with the texts of `__ksymtab` is called.
inline constexpr std::string_view kKsymtabStrings = "__ksymtab_strings";

/// `__ksymtab`, `__ksymtab_gpl`, and before they are gathered `___ksymtab+NAME`
/// and `___ksymtab_gpl+NAME`.
bool IsKsymtab(std::string_view section);

/// Adds to the exports of `object` what its `sections`, for all of which
/// IsKsymtab(), hold.
template <typename ELFT>
std::optional<Error> ReadKsymtab(ElfView<ELFT>& view,
                                 std::span<const uint32_t> sections,
                                 ObjectSymbols& object);

/// See ObjectFile::ReadSections(); `comdats` are those of ReadComdats().
template <typename ELFT>
Result<std::vector<SectionRecord>> ReadSectionsOf(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats);

/// See ObjectFile::ReadReferences(); `symbols` are those of ReadSymbols(), and
/// `comdats` those of ReadComdats().
template <typename ELFT>
Result<std::vector<Reference>> ReadReferencesOf(
    const ElfView<ELFT>& view, std::span<const SymbolRecord> symbols,
    std::span<const uint32_t> comdats,
    const std::function<bool(const SymbolRecord&)>& wanted);

/// See ObjectFile::ReadOwnReferences().
template <typename ELFT>
Result<std::vector<OwnReference>> ReadOwnReferencesOf(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats,
    const std::vector<bool>& targets);

/// See ObjectFile::ReadNeededCrcs() and ReadExportCrcs().
template <typename ELFT>
Result<std::vector<SymbolCrc>> ReadNeededCrcsOf(const ElfView<ELFT>& view);
template <typename ELFT>
Result<std::vector<SymbolCrc>> ReadExportCrcsOf(const ElfView<ELFT>& view);

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_PARTS_H_
