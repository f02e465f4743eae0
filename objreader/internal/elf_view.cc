#include "objreader/internal/elf_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace kplace {
namespace {

// Linkers and assemblers put the names of sections right before the table of
// sections: what is read before it on the chance.
constexpr uint64_t kBeforeSectionTable = 1024;

/// `bytes` as an array of the format's structures, which are not aligned.
template <typename T>
std::span<const T> ArrayOf(std::string_view bytes) {
  static_assert(alignof(T) == 1);
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

}  // namespace

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::Open() {
  if (bytes_.size() < sizeof(Header)) {
    return Fail(
        fmt::format("file is truncated: the ELF header has {} bytes, file has "
                    "{} bytes",
                    sizeof(Header), bytes_.size()));
  }
  Result<std::string_view> header = Bytes({0, sizeof(Header)});
  if (!header) return header.error();
  header_ = ArrayOf<Header>(*header).data();
  if (std::optional<Error> error = ReadSections()) return error;
  if (std::optional<Error> error = CheckSections()) return error;
  if (std::optional<Error> error = ReadSectionNames()) return error;
  if (std::optional<Error> error = FindSymbolTable()) return error;
  return symbol_table_ == 0 ? std::nullopt : CheckSymbolTable();
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSections() {
  if (header_->e_shoff == 0) return std::nullopt;
  if (header_->e_shentsize != sizeof(Section)) {
    return Fail(fmt::format("section headers have {} bytes, expected {}",
                            uint64_t{header_->e_shentsize}, sizeof(Section)));
  }
  uint64_t count = header_->e_shnum;
  if (count != 0) return ReadSectionTable(count);
  // More than the field can say: then the first section says it.
  if (std::optional<Error> error = ReadSectionTable(1)) return error;
  return ReadSectionTable(sections_.front().sh_size);
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSectionTable(uint64_t count) {
  uint64_t offset = header_->e_shoff;
  if (offset > bytes_.size() ||
      count > (bytes_.size() - offset) / sizeof(Section)) {
    return Fail(
        fmt::format("file is truncated: {} section headers of {} bytes start "
                    "at {}, file has {} bytes",
                    count, sizeof(Section), offset, bytes_.size()));
  }
  uint64_t begin = offset - std::min(offset, kBeforeSectionTable);
  ByteRange table{offset, count * sizeof(Section)};
  if (auto error = bytes_.Load({{begin, table.end() - begin}})) return error;
  Result<std::string_view> bytes = Bytes(table);
  if (!bytes) return bytes.error();
  sections_ = ArrayOf<Section>(*bytes);
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::CheckSections() const {
  // Sections of a real object do not overlap.  A little of it harms nobody,
  // but thousands of sections over the same bytes would multiply them.
  constexpr uint64_t kMostOverlap = 4;
  const uint64_t file_size = bytes_.size();
  uint64_t total = 0;
  for (size_t i = 1; i < sections_.size(); ++i) {
    uint32_t type = sections_[i].sh_type;
    if (type == llvm::ELF::SHT_NOBITS || type == llvm::ELF::SHT_NULL) continue;
    uint64_t offset = sections_[i].sh_offset;
    uint64_t size = sections_[i].sh_size;
    if (offset > file_size || size > file_size - offset) {
      return Fail(
          fmt::format("file is truncated: section {} has {} bytes at {}, file "
                      "has {} bytes",
                      i, size, offset, file_size));
    }
    total += size;
    if (total / kMostOverlap > file_size) {
      return Fail(
          fmt::format("sections overlap: up to section {} they have {} bytes, "
                      "file has {} bytes",
                      i, total, file_size));
    }
  }
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSectionNames() {
  if (sections_.empty()) return std::nullopt;
  uint32_t index = header_->e_shstrndx;
  if (index == llvm::ELF::SHN_XINDEX) index = sections_.front().sh_link;
  if (index == 0) return std::nullopt;
  Result<std::string_view> names = StringTable(index, "sections");
  if (!names) return names.error();
  section_names_ = *names;
  for (uint32_t i = 1; i < sections_.size(); ++i) {
    uint32_t offset = sections_[i].sh_name;
    if (offset != 0 && offset >= section_names_.size()) {
      return BadName("section", i, offset, section_names_);
    }
  }
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::FindSymbolTable() {
  for (uint32_t i = 1; i < sections_.size(); ++i) {
    if (sections_[i].sh_type != llvm::ELF::SHT_SYMTAB) continue;
    if (symbol_table_ != 0) {
      return Fail(fmt::format("sections {} and {} are both symbol tables",
                              symbol_table_, i));
    }
    symbol_table_ = i;
  }
  for (uint32_t i = 1; i < sections_.size(); ++i) {
    if (sections_[i].sh_type != llvm::ELF::SHT_SYMTAB_SHNDX) continue;
    if (sections_[i].sh_link == symbol_table_) extended_table_ = i;
  }
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::CheckSymbolTable() {
  const Section& section = sections_[symbol_table_];
  uint64_t size = section.sh_size;
  if (section.sh_entsize != sizeof(Symbol) || size % sizeof(Symbol) != 0 ||
      size / sizeof(Symbol) > UINT32_MAX) {
    return Fail(
        fmt::format("the symbol table has {} bytes in symbols of {} bytes, "
                    "expected {}",
                    size, uint64_t{section.sh_entsize}, sizeof(Symbol)));
  }
  symbol_count_ = static_cast<uint32_t>(size / sizeof(Symbol));
  uint32_t first = section.sh_info;
  if (first > symbol_count_) {
    return Fail(
        fmt::format("the symbol table says that global symbols start at {}, "
                    "but it has {} symbols",
                    first, symbol_count_));
  }
  first_global_ = symbol_count_ == 0 ? 0 : std::max<uint32_t>(first, 1);
  return std::nullopt;
}

template <typename ELFT>
ByteRange ElfView<ELFT>::SymbolRange() const {
  return symbol_table_ == 0 ? ByteRange() : RangeOf(sections_[symbol_table_]);
}

template <typename ELFT>
void ElfView<ELFT>::AddSymbolRanges(bool with_locals,
                                    std::vector<ByteRange>& ranges) const {
  if (symbol_table_ == 0) return;
  ByteRange all = SymbolRange();
  uint64_t skipped = with_locals ? 0 : first_global_ * sizeof(Symbol);
  ranges.push_back({all.offset + skipped, all.size - skipped});
  uint32_t names = sections_[symbol_table_].sh_link;
  if (names != 0 && names < sections_.size()) {
    ranges.push_back(RangeOf(sections_[names]));
  }
  if (extended_table_ != 0) {
    ranges.push_back(RangeOf(sections_[extended_table_]));
  }
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSymbolTable() {
  if (symbol_table_ == 0) return std::nullopt;
  ByteRange all = SymbolRange();
  uint64_t skipped = first_global_ * sizeof(Symbol);
  Result<std::string_view> globals =
      Bytes({all.offset + skipped, all.size - skipped});
  if (!globals) return globals.error();
  symbols_ = SymbolsIn(*globals, first_global_);
  Result<std::string_view> names =
      StringTable(sections_[symbol_table_].sh_link, "symbols");
  if (!names) return names.error();
  names_ = *names;
  return extended_table_ == 0 ? std::nullopt : ReadExtendedIndices();
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::LoadLocalSymbols() {
  if (symbols_.first == 0) return std::nullopt;
  Result<std::string_view> all = Bytes(SymbolRange());
  if (!all) return all.error();
  symbols_ = SymbolsIn(*all, 0);
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadExtendedIndices() {
  Result<std::string_view> table = Contents(sections_[extended_table_]);
  if (!table) return table.error();
  extended_indices_ = ArrayOf<Word>(*table);
  return std::nullopt;
}

template <typename ELFT>
Result<std::string_view> ElfView<ELFT>::StringTable(uint32_t index,
                                                    std::string_view what) {
  if (index == 0 || index >= sections_.size() ||
      sections_[index].sh_type != llvm::ELF::SHT_STRTAB) {
    return Fail(fmt::format(
        "section {} should hold the names of {}, but is no string table", index,
        what));
  }
  Result<std::string_view> table = Contents(sections_[index]);
  if (table && !table->empty() && table->back() != '\0') {
    return Fail(
        fmt::format("string table in section {} does not end in NUL", index));
  }
  return table;
}

template <typename ELFT>
Result<std::string_view> ElfView<ELFT>::Bytes(ByteRange range) {
  if (std::optional<std::string_view> view = bytes_.View(range)) return *view;
  if (std::optional<Error> error = bytes_.Load({range})) return *error;
  return *bytes_.View(range);
}

template <typename ELFT>
Result<std::string_view> ElfView<ELFT>::Contents(const Section& section) {
  return Bytes(RangeOf(section));
}

template <typename ELFT>
Result<std::string_view> ElfView<ELFT>::SectionName(uint32_t index) const {
  uint32_t offset = sections_[index].sh_name;
  if (offset == 0) return std::string_view();
  std::optional<std::string_view> name = NameAt(section_names_, offset);
  if (!name) return BadName("section", index, offset, section_names_);
  return *name;
}

template <typename ELFT>
Result<typename ElfView<ELFT>::Place> ElfView<ELFT>::ExtendedPlace(
    uint32_t index) const {
  if (index >= extended_indices_.size()) {
    return Fail(
        fmt::format("symbol {} has its section number in a table of {} entries",
                    index, extended_indices_.size()));
  }
  uint32_t section = extended_indices_[index];
  if (section >= sections_.size()) return BadSymbolSection(index, section);
  return Place{section, false};
}

template <typename ELFT>
Error ElfView<ELFT>::BadSymbolName(const Symbol& symbol, uint32_t index) const {
  return BadName("symbol", index, symbol.st_name, names_);
}

template <typename ELFT>
Error ElfView<ELFT>::BadName(std::string_view what, uint32_t index,
                             uint32_t offset, std::string_view table) const {
  if (offset < table.size()) {
    return Fail(fmt::format("{} {} has a name of more than {} bytes", what,
                            index, kLongestName - 1));
  }
  return Fail(
      fmt::format("{} {} has its name at {}, but the string table has {} bytes",
                  what, index, offset, table.size()));
}

template <typename ELFT>
Error ElfView<ELFT>::BadSymbolSection(uint32_t index, uint32_t section) const {
  return Fail(
      fmt::format("symbol {} is in section {}, but there are {} "
                  "sections",
                  index, section, sections_.size()));
}

template <typename ELFT>
Error ElfView<ELFT>::Fail(std::string_view reason) const {
  return {fmt::format("{}: {}", name_, reason)};
}

#define KPLACE_INSTANTIATE(ELFT) template class ElfView<ELFT>;
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
