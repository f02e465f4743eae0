// elf_view.h - the tables of one ELF file, checked once, then plain to walk.
//
// ElfView::Open() checks what everything else stands on: that the section
// headers, the bytes of every section and the tables of symbols and names lie
// inside the file and fit each other.  What is left to check afterwards are
// numbers inside the tables (a name's offset, a symbol's section).
//
// For objreader alone: this header needs LLVM.  The four kinds of ELF (32 or
// 64 bits, little or big endian) are four instantiations.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_VIEW_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_VIEW_H_

#include <llvm/Object/ELF.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "support/result.h"

namespace kplace {

template <typename ELFT>
class ElfView {
 public:
  using Header = typename ELFT::Ehdr;
  using Section = typename ELFT::Shdr;
  using Symbol = typename ELFT::Sym;
  using Word = typename ELFT::Word;

  /// `name` is for messages.  The view points into `bytes`.
  static Result<ElfView> Open(std::string name, std::string_view bytes);

  const Header& header() const { return *header_; }
  bool relocatable() const { return header_->e_type == llvm::ELF::ET_REL; }
  bool mips64el() const {
    return ELFT::Is64Bits && header_->e_machine == llvm::ELF::EM_MIPS &&
           header_->getDataEncoding() == llvm::ELF::ELFDATA2LSB;
  }

  std::span<const Section> sections() const { return sections_; }

  /// The bytes of a section of sections(); none for SHT_NOBITS.
  std::string_view Contents(const Section& section) const;

  /// The name of section `index`, which must exist.
  Result<std::string_view> SectionName(uint32_t index) const;

  /// The number of the section of type SHT_SYMTAB; 0 when there is none.
  uint32_t symbol_table() const { return symbol_table_; }
  /// All symbols, also the empty one with number 0.
  std::span<const Symbol> symbols() const { return symbols_; }
  /// The number of the first symbol that is not local; at most
  /// symbols().size().
  uint32_t first_global() const { return first_global_; }

  /// Nothing when the name is not in the string table, or is endless.
  std::optional<std::string_view> SymbolName(const Symbol& symbol) const {
    return NameAt(names_, symbol.st_name);
  }
  Error BadSymbolName(uint32_t index) const;

  /// The section of symbol `index`; SHN_XINDEX is followed, the other reserved
  /// numbers come back as they are, and as `reserved`.
  struct Place {
    uint32_t section = 0;
    bool reserved = false;
  };
  Result<Place> SymbolPlace(uint32_t index) const;

  /// "NAME: REASON"
  Error Fail(std::string_view reason) const;

 private:
  ElfView(std::string name, std::string_view bytes)
      : name_(std::move(name)), bytes_(bytes) {}

  /// Names in a table may overlap, so that a small file can hold millions of
  /// names of millions of bytes.  No compiler makes names as long as this.
  static constexpr size_t kLongestName = 1 << 16;

  /// `table` is empty or ends in NUL.
  static std::optional<std::string_view> NameAt(std::string_view table,
                                                uint32_t offset) {
    if (offset >= table.size()) return std::nullopt;
    size_t size = strnlen(table.data() + offset, kLongestName);
    if (size == kLongestName) return std::nullopt;
    return std::string_view(table.data() + offset, size);
  }
  Error BadName(std::string_view what, uint32_t index, uint32_t offset,
                std::string_view table) const;

  std::optional<Error> ReadSections();
  std::optional<Error> CheckSectionTable() const;
  std::optional<Error> CheckSections() const;
  std::optional<Error> ReadSectionNames(
      const llvm::object::ELFFile<ELFT>& file);
  std::optional<Error> FindSymbolTable();
  std::optional<Error> ReadSymbolTable(const llvm::object::ELFFile<ELFT>& file);
  std::optional<Error> ReadExtendedIndices(
      const llvm::object::ELFFile<ELFT>& file);
  Result<std::string_view> StringTable(uint32_t index) const;
  Error Convert(llvm::Error error) const;
  Error BadSymbolSection(uint32_t index, uint32_t section) const;
  Result<Place> ExtendedPlace(uint32_t index) const;

  std::string name_;
  std::string_view bytes_;
  const Header* header_ = nullptr;
  std::span<const Section> sections_;
  std::string_view section_names_;
  uint32_t symbol_table_ = 0;
  uint32_t first_global_ = 0;
  std::span<const Symbol> symbols_;
  std::span<const Word> extended_indices_;
  std::string_view names_;
};

template <typename ELFT>
Result<typename ElfView<ELFT>::Place> ElfView<ELFT>::SymbolPlace(
    uint32_t index) const {
  uint32_t section = symbols_[index].st_shndx;
  if (section >= llvm::ELF::SHN_LORESERVE) {
    if (section == llvm::ELF::SHN_XINDEX) return ExtendedPlace(index);
    return Place{section, true};
  }
  if (section >= sections_.size()) return BadSymbolSection(index, section);
  return Place{section, false};
}

}  // namespace kplace

/// Writes `MACRO(ELFT)` for each of the four kinds of ELF.
#define KPLACE_FOR_EACH_ELF(MACRO) \
  MACRO(llvm::object::ELF32LE)     \
  MACRO(llvm::object::ELF32BE)     \
  MACRO(llvm::object::ELF64LE)     \
  MACRO(llvm::object::ELF64BE)

#endif  // KPLACE_OBJREADER_INTERNAL_ELF_VIEW_H_
