#include "objreader/internal/elf_view.h"

#include <fmt/format.h>
#include <llvm/Support/Error.h>

#include <algorithm>

namespace kplace {

template <typename ELFT>
Result<ElfView<ELFT>> ElfView<ELFT>::Open(std::string name,
                                          std::string_view bytes) {
  ElfView view(std::move(name), bytes);
  if (bytes.size() < sizeof(Header)) {
    return view.Fail(
        fmt::format("file is truncated: the ELF header has {} bytes, file has "
                    "{} bytes",
                    sizeof(Header), bytes.size()));
  }
  if (std::optional<Error> error = view.ReadSections()) return *error;
  return view;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSections() {
  auto file = llvm::object::ELFFile<ELFT>::create(
      llvm::StringRef(bytes_.data(), bytes_.size()));
  if (!file) return Convert(file.takeError());
  header_ = &file->getHeader();
  if (std::optional<Error> error = CheckSectionTable()) return error;
  auto sections = file->sections();
  if (!sections) return Convert(sections.takeError());
  sections_ = {sections->data(), sections->size()};
  if (std::optional<Error> error = CheckSections()) return error;
  if (std::optional<Error> error = ReadSectionNames(*file)) return error;
  if (std::optional<Error> error = FindSymbolTable()) return error;
  if (symbol_table_ == 0) return std::nullopt;
  return ReadSymbolTable(*file);
}

/// What libObject also checks; said here with both numbers.
template <typename ELFT>
std::optional<Error> ElfView<ELFT>::CheckSectionTable() const {
  uint64_t offset = header_->e_shoff;
  uint64_t count = std::max<uint64_t>(header_->e_shnum, 1);
  uint64_t size = count * sizeof(Section);
  if (offset == 0) return std::nullopt;
  if (offset <= bytes_.size() && size <= bytes_.size() - offset) {
    return std::nullopt;
  }
  return Fail(
      fmt::format("file is truncated: {} section headers of {} bytes start at "
                  "{}, file has {} bytes",
                  count, sizeof(Section), offset, bytes_.size()));
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::CheckSections() const {
  // Sections of a real object do not overlap.  A little of it harms nobody,
  // but thousands of sections over the same bytes would multiply them.
  constexpr uint64_t kMostOverlap = 4;
  uint64_t total = 0;
  for (size_t i = 1; i < sections_.size(); ++i) {
    uint32_t type = sections_[i].sh_type;
    if (type == llvm::ELF::SHT_NOBITS || type == llvm::ELF::SHT_NULL) continue;
    uint64_t offset = sections_[i].sh_offset;
    uint64_t size = sections_[i].sh_size;
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
      return Fail(
          fmt::format("file is truncated: section {} has {} bytes at {}, file "
                      "has {} bytes",
                      i, size, offset, bytes_.size()));
    }
    total += size;
    if (total / kMostOverlap > bytes_.size()) {
      return Fail(
          fmt::format("sections overlap: up to section {} they have {} bytes, "
                      "file has {} bytes",
                      i, total, bytes_.size()));
    }
  }
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSectionNames(
    const llvm::object::ELFFile<ELFT>& file) {
  if (sections_.empty()) return std::nullopt;
  auto names = file.getSectionStringTable(
      llvm::ArrayRef<Section>(sections_.data(), sections_.size()));
  if (!names) return Convert(names.takeError());
  section_names_ = {names->data(), names->size()};
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
  return std::nullopt;
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadSymbolTable(
    const llvm::object::ELFFile<ELFT>& file) {
  const Section& section = sections_[symbol_table_];
  auto symbols = file.symbols(&section);
  if (!symbols) return Convert(symbols.takeError());
  symbols_ = {symbols->data(), symbols->size()};
  Result<std::string_view> names = StringTable(section.sh_link);
  if (!names) return names.error();
  names_ = *names;
  uint32_t first = section.sh_info;
  if (first > symbols_.size()) {
    return Fail(
        fmt::format("the symbol table says that global symbols start at {}, "
                    "but it has {} symbols",
                    first, symbols_.size()));
  }
  first_global_ = symbols_.empty() ? 0 : std::max<uint32_t>(first, 1);
  return ReadExtendedIndices(file);
}

template <typename ELFT>
std::optional<Error> ElfView<ELFT>::ReadExtendedIndices(
    const llvm::object::ELFFile<ELFT>& file) {
  for (const Section& section : sections_) {
    if (section.sh_type != llvm::ELF::SHT_SYMTAB_SHNDX) continue;
    if (section.sh_link != symbol_table_) continue;
    auto table = file.template getSectionContentsAsArray<Word>(section);
    if (!table) return Convert(table.takeError());
    extended_indices_ = {table->data(), table->size()};
  }
  return std::nullopt;
}

template <typename ELFT>
Result<std::string_view> ElfView<ELFT>::StringTable(uint32_t index) const {
  if (index == 0 || index >= sections_.size() ||
      sections_[index].sh_type != llvm::ELF::SHT_STRTAB) {
    return Fail(fmt::format(
        "section {} should hold the names of symbols, but is no string table",
        index));
  }
  std::string_view table = Contents(sections_[index]);
  if (!table.empty() && table.back() != '\0') {
    return Fail(
        fmt::format("string table in section {} does not end in NUL", index));
  }
  return table;
}

template <typename ELFT>
std::string_view ElfView<ELFT>::Contents(const Section& section) const {
  if (section.sh_type == llvm::ELF::SHT_NOBITS) return {};
  if (section.sh_type == llvm::ELF::SHT_NULL) return {};
  return bytes_.substr(section.sh_offset, section.sh_size);
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
Error ElfView<ELFT>::BadSymbolName(uint32_t index) const {
  return BadName("symbol", index, symbols_[index].st_name, names_);
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
Error ElfView<ELFT>::Convert(llvm::Error error) const {
  return Fail(llvm::toString(std::move(error)));
}

template <typename ELFT>
Error ElfView<ELFT>::Fail(std::string_view reason) const {
  return {fmt::format("{}: {}", name_, reason)};
}

#define KPLACE_INSTANTIATE(ELFT) template class ElfView<ELFT>;
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
