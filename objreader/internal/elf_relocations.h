// elf_relocations.h - walks the relocations of one section, in whichever of the
// three forms they are: with addends, without, or compact (CREL).
//
// For objreader alone: this header needs LLVM.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_RELOCATIONS_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_RELOCATIONS_H_

#include <fmt/format.h>
#include <llvm/Object/ELF.h>
#include <llvm/Support/Error.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "objreader/internal/elf_view.h"
#include "objreader/internal/object_bytes.h"
#include "support/result.h"

namespace kplace {

/// What all forms have in common; the addend is 0 where the patched bytes hold
/// it.
struct Relocation {
  uint64_t offset = 0;
  uint32_t symbol = 0;
  uint32_t type = 0;
  int64_t addend = 0;
};

/// True for sections that hold relocations against the view's symbols.
template <typename ELFT>
bool HoldsRelocations(const ElfView<ELFT>& view,
                      const typename ElfView<ELFT>::Section& section) {
  uint32_t type = section.sh_type;
  return section.sh_link == view.symbol_table() &&
         (type == llvm::ELF::SHT_RELA || type == llvm::ELF::SHT_REL ||
          type == llvm::ELF::SHT_CREL);
}

namespace internal {

/// SHT_REL and SHT_RELA.  Read piece by piece, for debug information has
/// hundreds of megabytes of them.
template <typename Entry, typename ELFT, typename Visit>
std::optional<Error> VisitEntries(const ElfView<ELFT>& view, uint32_t index,
                                  LaterBytes& bytes, Visit& visit) {
  constexpr uint64_t kPiece = uint64_t{16'384} * sizeof(Entry);
  const auto& section = view.sections()[index];
  ByteRange range = view.RangeOf(section);
  if (section.sh_entsize != sizeof(Entry) || range.size % sizeof(Entry) != 0) {
    return view.Fail(fmt::format(
        "section {} has {} bytes in relocations of {} bytes, expected {}",
        index, range.size, uint64_t{section.sh_entsize}, sizeof(Entry)));
  }
  const bool mips64el = view.mips64el();
  LaterBytes::Buffer buffer;
  for (uint64_t done = 0; done < range.size; done += kPiece) {
    ByteRange piece{range.offset + done, std::min(kPiece, range.size - done)};
    Result<std::string_view> read = bytes.Read(piece, buffer);
    if (!read) return read.error();
    std::span<const Entry> entries(reinterpret_cast<const Entry*>(read->data()),
                                   read->size() / sizeof(Entry));
    for (const Entry& entry : entries) {
      Relocation relocation{entry.r_offset, entry.getSymbol(mips64el),
                            entry.getType(mips64el), 0};
      if constexpr (Entry::HasAddend) relocation.addend = entry.r_addend;
      visit(relocation);
    }
  }
  return std::nullopt;
}

/// SHT_CREL: each relocation says in a few bytes how it differs from the one
/// before.
template <typename ELFT, typename Visit>
std::optional<Error> VisitCompact(const ElfView<ELFT>& view, uint32_t index,
                                  LaterBytes& bytes, Visit& visit) {
  LaterBytes::Buffer buffer;
  Result<std::string_view> read =
      bytes.Read(view.RangeOf(view.sections()[index]), buffer);
  if (!read) return read.error();
  llvm::Error error = llvm::object::decodeCrel<ELFT::Is64Bits>(
      llvm::ArrayRef(reinterpret_cast<const uint8_t*>(read->data()),
                     read->size()),
      [](uint64_t, bool) {},
      [&visit](const llvm::object::Elf_Crel_Impl<ELFT::Is64Bits>& entry) {
        visit(Relocation{entry.r_offset, entry.r_symidx, entry.r_type,
                         entry.r_addend});
      });
  if (!error) return std::nullopt;
  return view.Fail(fmt::format("compact relocations in section {}: {}", index,
                               llvm::toString(std::move(error))));
}

}  // namespace internal

/// Calls `visit(const Relocation&)` for each relocation in section `index`, for
/// which HoldsRelocations().
template <typename ELFT, typename Visit>
std::optional<Error> VisitRelocations(const ElfView<ELFT>& view, uint32_t index,
                                      LaterBytes& bytes, Visit&& visit) {
  switch (view.sections()[index].sh_type) {
    case llvm::ELF::SHT_RELA:
      return internal::VisitEntries<typename ELFT::Rela>(view, index, bytes,
                                                         visit);
    case llvm::ELF::SHT_REL:
      return internal::VisitEntries<typename ELFT::Rel>(view, index, bytes,
                                                        visit);
    default:
      return internal::VisitCompact(view, index, bytes, visit);
  }
}

}  // namespace kplace

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_RELOCATIONS_H_
