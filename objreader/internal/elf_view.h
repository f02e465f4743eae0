// elf_view.h - the tables of one ELF file, checked once, then plain to walk.
//
// ElfView::Open() checks what everything else stands on: that the section
// headers and the bytes of every section lie inside the file, and that names of
// sections are where they should be.  ReadSymbolTable() does the same for the
// symbols.  What is left to check afterwards are numbers inside the tables (a
// name's offset, a symbol's section).
//
// Of the file only these tables are read (see object_bytes.h), and of the
// symbols only the global ones: the local ones, which come first and are the
// many, on demand.
//
// For objreader alone: this header needs LLVM.  The four kinds of ELF (32 or
// 64 bits, little or big endian) are four instantiations.

#ifndef KPLACE_OBJREADER_INTERNAL_ELF_VIEW_H_
#define KPLACE_OBJREADER_INTERNAL_ELF_VIEW_H_

#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELFTypes.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "objreader/internal/object_bytes.h"
#include "support/result.h"

namespace kplace {

template <typename ELFT>
class ElfView {
 public:
  using Header = typename ELFT::Ehdr;
  using Section = typename ELFT::Shdr;
  using Symbol = typename ELFT::Sym;
  using Word = typename ELFT::Word;

  /// The symbols from number `first` on.
  struct Symbols {
    std::span<const Symbol> loaded;
    uint32_t first = 0;

    uint32_t end() const {
      return first + static_cast<uint32_t>(loaded.size());
    }
    const Symbol& operator[](uint32_t index) const {
      return loaded[index - first];
    }
  };

  /// `name` is for messages.  The view points into `bytes`, which must outlive
  /// it.  Nothing but Open() may be called before that has succeeded.
  ElfView(std::string name, ObjectBytes& bytes)
      : name_(std::move(name)), bytes_(bytes) {}

  /// Reads the headers of the file and of the sections.
  std::optional<Error> Open();

  const ObjectBytes& bytes() const { return bytes_; }
  const Header& header() const { return *header_; }
  bool relocatable() const { return header_->e_type == llvm::ELF::ET_REL; }
  bool mips64el() const {
    return ELFT::Is64Bits && header_->e_machine == llvm::ELF::EM_MIPS &&
           header_->getDataEncoding() == llvm::ELF::ELFDATA2LSB;
  }

  std::span<const Section> sections() const { return sections_; }

  /// Where the bytes of a section of sections() are; nowhere for SHT_NOBITS.
  ByteRange RangeOf(const Section& section) const {
    if (section.sh_type == llvm::ELF::SHT_NOBITS) return {};
    if (section.sh_type == llvm::ELF::SHT_NULL) return {};
    return {section.sh_offset, section.sh_size};
  }
  /// These bytes; reads them when they are not loaded.
  Result<std::string_view> Contents(const Section& section);

  /// The name of section `index`, which must exist.
  Result<std::string_view> SectionName(uint32_t index) const;
  /// Whether that name begins with `start`; false for a broken name as well.
  /// Much cheaper than to ask for the name.
  bool SectionNameStartsWith(uint32_t index, std::string_view start) const {
    uint32_t offset = sections_[index].sh_name;
    return offset < section_names_.size() &&
           section_names_.substr(offset).starts_with(start);
  }

  /// The number of the section of type SHT_SYMTAB; 0 when there is none.
  uint32_t symbol_table() const { return symbol_table_; }
  /// How many symbols there are, with the empty one that has number 0.
  uint32_t symbol_count() const { return symbol_count_; }
  /// The number of the first symbol that is not local; at most symbol_count().
  uint32_t first_global() const { return first_global_; }
  /// Where all symbols are.
  ByteRange SymbolRange() const;

  /// Adds what ReadSymbolTable() needs, to be loaded along with the rest.
  void AddSymbolRanges(bool with_locals, std::vector<ByteRange>& ranges) const;
  std::optional<Error> ReadSymbolTable();
  /// Adds the local ones to symbols().
  std::optional<Error> LoadLocalSymbols();

  /// Those that were read: the global ones at least.
  const Symbols& symbols() const { return symbols_; }

  /// `bytes` of SymbolRange(), read elsewhere, as symbols.
  static Symbols SymbolsIn(std::string_view bytes, uint32_t first) {
    return {{reinterpret_cast<const Symbol*>(bytes.data()),
             bytes.size() / sizeof(Symbol)},
            first};
  }

  /// Nothing when the name is not in the string table, or is endless.
  std::optional<std::string_view> SymbolName(const Symbol& symbol) const {
    return NameAt(names_, symbol.st_name);
  }
  /// Like SectionNameStartsWith().
  bool SymbolNameStartsWith(const Symbol& symbol,
                            std::string_view start) const {
    uint32_t offset = symbol.st_name;
    return offset < names_.size() && names_.substr(offset).starts_with(start);
  }
  Error BadSymbolName(const Symbol& symbol, uint32_t index) const;

  /// The section of symbol `index`; SHN_XINDEX is followed, the other reserved
  /// numbers come back as they are, and as `reserved`.
  struct Place {
    uint32_t section = 0;
    bool reserved = false;
  };
  Result<Place> SymbolPlace(const Symbol& symbol, uint32_t index) const;

  /// "NAME: REASON"
  Error Fail(std::string_view reason) const;

 private:
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
  std::optional<Error> ReadSectionTable(uint64_t count);
  std::optional<Error> CheckSections() const;
  std::optional<Error> ReadSectionNames();
  std::optional<Error> FindSymbolTable();
  std::optional<Error> CheckSymbolTable();
  std::optional<Error> ReadExtendedIndices();
  Result<std::string_view> StringTable(uint32_t index, std::string_view what);
  Result<std::string_view> Bytes(ByteRange range);
  Error BadSymbolSection(uint32_t index, uint32_t section) const;
  Result<Place> ExtendedPlace(uint32_t index) const;

  std::string name_;
  ObjectBytes& bytes_;
  const Header* header_ = nullptr;
  std::span<const Section> sections_;
  std::string_view section_names_;
  uint32_t symbol_table_ = 0;
  uint32_t symbol_count_ = 0;
  uint32_t first_global_ = 0;
  uint32_t extended_table_ = 0;  ///< the section SHT_SYMTAB_SHNDX, or 0
  Symbols symbols_;
  std::span<const Word> extended_indices_;
  std::string_view names_;
};

template <typename ELFT>
Result<typename ElfView<ELFT>::Place> ElfView<ELFT>::SymbolPlace(
    const Symbol& symbol, uint32_t index) const {
  uint32_t section = symbol.st_shndx;
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
