// The records of the symbol table.  This is the hot loop of reading a build
// (hundreds of thousands of symbols); see bench/objects_bench.cc.

#include <fmt/format.h>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

using namespace llvm::ELF;  // NOLINT: the constants of the format

Binding BindingOf(uint8_t binding) {
  switch (binding) {
    case STB_LOCAL:
      return Binding::kLocal;
    case STB_WEAK:
      return Binding::kWeak;
    case STB_GNU_UNIQUE:
      return Binding::kUnique;
    default:
      return Binding::kGlobal;
  }
}

/// Other tentative definitions than SHN_COMMON, from the psABIs.
bool IsMachineCommon(uint16_t machine, uint32_t section) {
  constexpr uint32_t kX86LargeCommon = 0xff02;
  if (machine == EM_X86_64) return section == kX86LargeCommon;
  if (machine == EM_MIPS) {
    return section == SHN_MIPS_ACOMMON || section == SHN_MIPS_SCOMMON;
  }
  return false;
}

/// What a reserved section number says.
void SetReservedPlace(uint16_t machine, uint32_t section,
                      SymbolRecord& record) {
  if (machine == EM_MIPS && section == SHN_MIPS_SUNDEFINED) return;
  record.defined = true;
  if (section == SHN_COMMON || IsMachineCommon(machine, section)) {
    record.common = true;
  } else {
    record.absolute = true;
  }
}

/// `.register %g2, #scratch` on SPARC leaves a symbol that stands for no
/// address; modpost skips it as well (scripts/mod/modpost.c, handle_symbol).
bool IsRegister(uint16_t machine, uint8_t type) {
  constexpr uint8_t kSparcRegister = 13;
  return type == kSparcRegister &&
         (machine == EM_SPARC || machine == EM_SPARC32PLUS ||
          machine == EM_SPARCV9);
}

template <typename ELFT>
std::optional<Error> ReadSymbol(const ElfView<ELFT>& view, uint32_t index,
                                std::span<const uint32_t> comdats,
                                SymbolRecord& record) {
  const auto& symbol = view.symbols()[index];
  std::optional<std::string_view> name = view.SymbolName(symbol);
  if (!name) return view.BadSymbolName(symbol, index);
  record.name = *name;
  record.value = symbol.st_value;
  record.size = symbol.st_size;
  record.index = index;
  record.binding = BindingOf(symbol.getBinding());
  record.type = TypeOfSymbol(symbol.getType());
  if (record.binding == Binding::kLocal) {
    return view.Fail(fmt::format(
        "symbol {} is local, but the symbol table says that global symbols "
        "start at {}",
        index, view.first_global()));
  }
  uint16_t machine = view.header().e_machine;
  auto place = view.SymbolPlace(symbol, index);
  if (!place) return place.error();
  if (place->reserved) {
    SetReservedPlace(machine, place->section, record);
  } else if (place->section != 0) {
    record.section = place->section;
    record.defined = true;
    if (!comdats.empty()) record.comdat = comdats[place->section];
  } else if (IsRegister(machine, symbol.getType())) {
    record.defined = record.absolute = true;
  }
  return std::nullopt;
}

}  // namespace

SymbolType TypeOfSymbol(uint8_t elf_type) {
  switch (elf_type) {
    case STT_NOTYPE:
      return SymbolType::kNone;
    case STT_OBJECT:
    case STT_COMMON:
      return SymbolType::kObject;
    case STT_FUNC:
    case STT_GNU_IFUNC:
      return SymbolType::kFunction;
    case STT_SECTION:
      return SymbolType::kSection;
    default:
      return SymbolType::kOther;
  }
}

template <typename ELFT>
Result<std::vector<SymbolRecord>> ReadSymbols(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats) {
  const uint32_t first = view.first_global();
  std::vector<SymbolRecord> records(view.symbol_count() - first);
  for (uint32_t i = 0; i < records.size(); ++i) {
    std::optional<Error> error =
        ReadSymbol(view, first + i, comdats, records[i]);
    if (error) return *error;
  }
  return records;
}

#define KPLACE_INSTANTIATE(ELFT)                          \
  template Result<std::vector<SymbolRecord>> ReadSymbols( \
      const ElfView<ELFT>&, std::span<const uint32_t>);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
