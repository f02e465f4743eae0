// COMDAT section groups (gABI, "Section Groups").
//
// A section of type SHT_GROUP is a row of words: flags, then the numbers of its
// members.  Its signature is the name of a symbol, which sh_info numbers; when
// that is the symbol of a section, older assemblers mean the section's name.

#include <fmt/format.h>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

template <typename ELFT>
class ComdatReader {
 public:
  using View = ElfView<ELFT>;
  using Word = typename View::Word;

  ComdatReader(View& view, std::vector<std::string_view>& names)
      : view_(view), names_(names) {}

  Result<std::vector<uint32_t>> Read() {
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      if (view_.sections()[i].sh_type != llvm::ELF::SHT_GROUP) continue;
      if (std::optional<Error> error = ReadGroup(i)) return *error;
    }
    return std::move(groups_);
  }

 private:
  std::optional<Error> ReadGroup(uint32_t index) {
    const auto& section = view_.sections()[index];
    Result<std::string_view> bytes = view_.Contents(section);
    if (!bytes) return bytes.error();
    if (bytes->empty() || bytes->size() % sizeof(Word) != 0) {
      return view_.Fail(fmt::format(
          "section {} is a group of {} bytes, which are no row of numbers",
          index, bytes->size()));
    }
    std::span<const Word> words(reinterpret_cast<const Word*>(bytes->data()),
                                bytes->size() / sizeof(Word));
    if ((words.front() & llvm::ELF::GRP_COMDAT) == 0) return std::nullopt;
    Result<std::string_view> name = Signature(index);
    if (!name) return name.error();
    if (names_.empty()) {
      names_.emplace_back();
      groups_.resize(view_.sections().size());
    }
    auto group = static_cast<uint32_t>(names_.size());
    names_.push_back(*name);
    for (uint32_t member : words.subspan(1)) {
      if (member == 0 || member >= groups_.size()) {
        return view_.Fail(fmt::format(
            "group in section {} has section {}, but there are {} sections",
            index, member, groups_.size()));
      }
      if (groups_[member] != 0) {
        return view_.Fail(
            fmt::format("section {} is in two COMDAT groups", member));
      }
      groups_[member] = group;
    }
    return std::nullopt;
  }

  Result<std::string_view> Signature(uint32_t group) {
    const auto& section = view_.sections()[group];
    uint32_t index = section.sh_info;
    if (section.sh_link != view_.symbol_table() ||
        index >= view_.symbol_count()) {
      return view_.Fail(fmt::format(
          "group in section {} is named by symbol {}, but there are {} symbols",
          group, index, view_.symbol_count()));
    }
    if (index < view_.first_global()) {
      if (std::optional<Error> error = view_.LoadLocalSymbols()) return *error;
    }
    const auto& symbol = view_.symbols()[index];
    std::optional<std::string_view> name = view_.SymbolName(symbol);
    if (!name) return view_.BadSymbolName(symbol, index);
    if (!name->empty() || symbol.getType() != llvm::ELF::STT_SECTION) {
      return *name;
    }
    auto place = view_.SymbolPlace(symbol, index);
    if (!place) return place.error();
    if (place->reserved) return *name;
    return view_.SectionName(place->section);
  }

  View& view_;
  std::vector<std::string_view>& names_;
  std::vector<uint32_t> groups_;  ///< by section
};

}  // namespace

template <typename ELFT>
Result<std::vector<uint32_t>> ReadComdats(
    ElfView<ELFT>& view, std::vector<std::string_view>& names) {
  return ComdatReader<ELFT>(view, names).Read();
}

#define KPLACE_INSTANTIATE(ELFT)                      \
  template Result<std::vector<uint32_t>> ReadComdats( \
      ElfView<ELFT>&, std::vector<std::string_view>&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
