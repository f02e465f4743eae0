// What a linker asks of sections: name, flags and COMDAT group.

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

// SHF_GNU_RETAIN, by its value: older <elf.h> files do not have it.
constexpr uint64_t kRetain = 0x200000;

}  // namespace

template <typename ELFT>
Result<std::vector<SectionRecord>> ReadSectionsOf(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats) {
  std::vector<SectionRecord> records(view.sections().size());
  for (uint32_t i = 1; i < records.size(); ++i) {
    const auto& section = view.sections()[i];
    Result<std::string_view> name = view.SectionName(i);
    if (!name) return name.error();
    records[i].name = *name;
    records[i].type = section.sh_type;
    records[i].empty = section.sh_size == 0;
    records[i].allocated = (section.sh_flags & llvm::ELF::SHF_ALLOC) != 0;
    records[i].excluded = (section.sh_flags & llvm::ELF::SHF_EXCLUDE) != 0;
    records[i].retained = (section.sh_flags & kRetain) != 0;
    if ((section.sh_flags & llvm::ELF::SHF_LINK_ORDER) != 0) {
      records[i].belongs_to = section.sh_link;
    }
    if (!comdats.empty()) records[i].comdat = comdats[i];
  }
  return records;
}

#define KPLACE_INSTANTIATE(ELFT)                              \
  template Result<std::vector<SectionRecord>> ReadSectionsOf( \
      const ElfView<ELFT>&, std::span<const uint32_t>);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
