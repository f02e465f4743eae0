// Who refers to a global symbol, or to a section of the same object, and from
// inside which function.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "objreader/internal/elf_parts.h"
#include "objreader/internal/elf_relocations.h"
#include "objreader/internal/extent_map.h"

namespace kplace {
namespace {

using namespace llvm::ELF;  // NOLINT: the constants of the format

/// Which bits of a relocation's type say what it does; R_<machine>_NONE has 0
/// in them.
uint32_t TypeMask(uint16_t machine, bool is_64bit) {
  // The upper bytes of these are a second symbol, and data.
  if (machine == EM_MIPS && is_64bit) return 0x00ff'ffff;
  if (machine == EM_SPARCV9) return 0xff;
  return ~uint32_t{0};
}

/// R_<machine>_NONE: 0 in every psABI, and another number in one.
bool IsNone(uint16_t machine, uint32_t type) {
  constexpr uint32_t kWithdrawnAarch64None = 256;
  return type == 0 || (machine == EM_AARCH64 && type == kWithdrawnAarch64None);
}

template <typename ELFT>
class ReferenceReader {
 public:
  using View = ElfView<ELFT>;
  using Section = typename View::Section;
  using Symbols = typename View::Symbols;

  ReferenceReader(const View& view, std::span<const SymbolRecord> symbols,
                  std::span<const uint32_t> comdats)
      : view_(view),
        symbols_(symbols),
        comdats_(comdats),
        bytes_(view.bytes()) {}

  Result<std::vector<Reference>> Read(
      const std::function<bool(const SymbolRecord&)>& wanted) {
    if (!Select(wanted)) return std::vector<Reference>();
    if (std::optional<Error> error = ReadWanted()) return *error;
    return std::move(references_);
  }

  Result<std::vector<OwnReference>> ReadOwn(const std::vector<bool>& targets) {
    LaterBytes::Buffer buffer;
    Result<Symbols> all = AllSymbols(buffer);
    if (!all) return all.error();
    Result<bool> any = SelectLocals(*all, targets);
    if (!any) return any.error();
    if (!*any) {
      if (std::optional<Error> error = bytes_.Close()) return *error;
      return std::vector<OwnReference>();
    }
    ignored_ = &targets;
    if (std::optional<Error> error = ReadWanted()) return *error;
    return Named(*all);
  }

 private:
  /// Marks what is wanted; false when that is nothing.
  bool Select(const std::function<bool(const SymbolRecord&)>& wanted) {
    first_ = view_.first_global();
    wanted_.resize(symbols_.size());
    bool any = false;
    for (size_t i = 0; i < symbols_.size(); ++i) {
      wanted_[i] = wanted(symbols_[i]);
      any = any || wanted_[i];
    }
    return any;
  }

  Result<bool> SelectLocals(const Symbols& all,
                            const std::vector<bool>& targets) {
    wanted_.resize(view_.first_global());
    bool any = false;
    for (uint32_t i = 1; i < wanted_.size(); ++i) {
      auto place = view_.SymbolPlace(all[i], i);
      if (!place) return place.error();
      if (place->reserved || place->section >= targets.size()) continue;
      wanted_[i] = targets[place->section];
      any = any || wanted_[i];
    }
    return any;
  }

  /// Fills references_.
  std::optional<Error> ReadWanted() {
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      if (std::optional<Error> error = ReadSection(i)) return error;
    }
    std::sort(references_.begin(), references_.end(),
              [](const Reference& a, const Reference& b) {
                return std::tuple(a.section, a.offset, a.symbol, a.type) <
                       std::tuple(b.section, b.offset, b.symbol, b.type);
              });
    if (!references_.empty()) {
      if (std::optional<Error> error = Attribute()) return error;
    }
    return bytes_.Close();
  }

  /// With the names by which the linkers know local symbols.
  Result<std::vector<OwnReference>> Named(const Symbols& all) const {
    std::vector<OwnReference> named;
    for (const Reference& reference : references_) {
      const auto& symbol = all[reference.symbol];
      auto place = view_.SymbolPlace(symbol, reference.symbol);
      if (!place) return place.error();
      std::optional<std::string_view> name = view_.SymbolName(symbol);
      if (!name) return view_.BadSymbolName(symbol, reference.symbol);
      Result<std::string_view> section = view_.SectionName(place->section);
      if (!section) return section.error();
      bool is_section = TypeOfSymbol(symbol.getType()) == SymbolType::kSection;
      named.push_back({reference, *section, is_section ? *section : *name});
    }
    return named;
  }

  std::optional<Error> ReadSection(uint32_t index) {
    const Section& section = view_.sections()[index];
    if (!HoldsRelocations(view_, section)) return std::nullopt;
    const uint32_t target = section.sh_info;
    if (target == 0 || target >= view_.sections().size()) {
      return view_.Fail(fmt::format(
          "section {} relocates section {}, but there are {} sections", index,
          target, view_.sections().size()));
    }
    if (ignored_ != nullptr && target < ignored_->size() &&
        (*ignored_)[target]) {
      return std::nullopt;
    }
    std::optional<uint32_t> bad;
    auto add = [&](const Relocation& relocation) {
      if (relocation.symbol >= view_.symbol_count()) bad = relocation.symbol;
      // Wraps around for what is before the first.
      uint32_t slot = relocation.symbol - first_;
      if (slot < wanted_.size() && wanted_[slot]) {
        Reference& reference = references_.emplace_back();
        reference.symbol = relocation.symbol;
        reference.section = target;
        reference.type = relocation.type;
        reference.offset = relocation.offset;
      }
    };
    auto error = VisitRelocations(view_, index, bytes_, add);
    if (error) return error;
    return bad ? std::optional(BadSymbol(index, *bad)) : std::nullopt;
  }

  Error BadSymbol(uint32_t section, uint32_t symbol) const {
    return view_.Fail(fmt::format(
        "a relocation in section {} names symbol {}, but there are {} symbols",
        section, symbol, view_.symbol_count()));
  }

  /// Adds what the sections and the symbols around say of what was found.
  std::optional<Error> Attribute() {
    LaterBytes::Buffer buffer;
    Result<Symbols> all = AllSymbols(buffer);
    if (!all) return all.error();
    ExtentMap extents;
    if (std::optional<Error> error = ReadExtents(*all, extents)) return error;
    const uint16_t machine = view_.header().e_machine;
    const uint32_t mask = TypeMask(machine, ELFT::Is64Bits);
    for (Reference& reference : references_) {
      const Section& section = view_.sections()[reference.section];
      Result<std::string_view> name = view_.SectionName(reference.section);
      if (!name) return name.error();
      reference.section_name = *name;
      reference.none = IsNone(machine, reference.type & mask);
      reference.allocated = (section.sh_flags & SHF_ALLOC) != 0;
      if (!comdats_.empty()) reference.comdat = comdats_[reference.section];
      uint64_t offset = reference.offset;
      const Extent* extent = extents.Find(reference.section, offset);
      if (extent == nullptr) continue;
      const auto& symbol = (*all)[extent->symbol];
      std::optional<std::string_view> function = view_.SymbolName(symbol);
      if (!function) return view_.BadSymbolName(symbol, extent->symbol);
      reference.function = *function;
      reference.function_symbol = extent->symbol;
      reference.of_local_function = symbol.getBinding() == llvm::ELF::STB_LOCAL;
    }
    return std::nullopt;
  }

  Result<Symbols> AllSymbols(LaterBytes::Buffer& buffer) {
    if (view_.symbols().first == 0) return view_.symbols();
    Result<std::string_view> bytes = bytes_.Read(view_.SymbolRange(), buffer);
    if (!bytes) return bytes.error();
    return view_.SymbolsIn(*bytes, 0);
  }

  /// Names every stretch of the sections that references come from.
  std::optional<Error> ReadExtents(const Symbols& all,
                                   ExtentMap& extents) const {
    std::vector<bool> needed(view_.sections().size());
    for (const Reference& reference : references_) {
      needed[reference.section] = true;
    }
    for (uint32_t i = 1; i < all.end(); ++i) {
      const auto& symbol = all[i];
      int rank = Rank(symbol);
      if (rank == 0) continue;
      auto place = view_.SymbolPlace(symbol, i);
      if (!place) return place.error();
      if (place->reserved || !needed[place->section]) continue;
      extents.Add({place->section, symbol.st_value, symbol.st_size, rank, i,
                   TypeOfSymbol(symbol.getType()) != SymbolType::kObject});
    }
    extents.Finish();
    return std::nullopt;
  }

  /// How well a symbol names what is around it; 0 for not at all.  A label
  /// without a type is what older assembler code calls a function; ld names it
  /// in its messages too.  Of several names of one function the first in the
  /// symbol table, and so a local one, is what both linkers say.
  int Rank(const typename View::Symbol& symbol) const {
    switch (TypeOfSymbol(symbol.getType())) {
      case SymbolType::kFunction:
        return 3;
      case SymbolType::kObject:
        return 2;
      case SymbolType::kNone:
        return IsMappingSymbol(symbol) ? 0 : 1;
      default:
        return 0;
    }
  }

  /// `$a`, `$d.1`, `$x`: where code and data begin (psABIs of arm, aarch64 and
  /// riscv), and labels of the compiler's own.
  bool IsMappingSymbol(const typename View::Symbol& symbol) const {
    std::optional<std::string_view> name = view_.SymbolName(symbol);
    return !name || name->empty() || name->starts_with('$') ||
           name->starts_with(".L");
  }

  const View& view_;
  std::span<const SymbolRecord> symbols_;
  std::span<const uint32_t> comdats_;  ///< by section; may be empty
  LaterBytes bytes_;
  uint32_t first_ = 0;  ///< symbol of wanted_[0]
  std::vector<bool> wanted_;
  /// Sections whose relocations count for nothing; null for none.
  const std::vector<bool>* ignored_ = nullptr;
  std::vector<Reference> references_;
};

}  // namespace

template <typename ELFT>
Result<std::vector<Reference>> ReadReferencesOf(
    const ElfView<ELFT>& view, std::span<const SymbolRecord> symbols,
    std::span<const uint32_t> comdats,
    const std::function<bool(const SymbolRecord&)>& wanted) {
  return ReferenceReader<ELFT>(view, symbols, comdats).Read(wanted);
}

template <typename ELFT>
Result<std::vector<OwnReference>> ReadOwnReferencesOf(
    const ElfView<ELFT>& view, std::span<const uint32_t> comdats,
    const std::vector<bool>& targets) {
  return ReferenceReader<ELFT>(view, {}, comdats).ReadOwn(targets);
}

#define KPLACE_INSTANTIATE(ELFT)                                  \
  template Result<std::vector<Reference>> ReadReferencesOf(       \
      const ElfView<ELFT>&, std::span<const SymbolRecord>,        \
      std::span<const uint32_t>,                                  \
      const std::function<bool(const SymbolRecord&)>&);           \
  template Result<std::vector<OwnReference>> ReadOwnReferencesOf( \
      const ElfView<ELFT>&, std::span<const uint32_t>,            \
      const std::vector<bool>&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
