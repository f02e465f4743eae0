// Who refers to an undefined symbol, and from inside which function.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

using namespace llvm::ELF;  // NOLINT: the constants of the format

// SHT_CREL has no name before LLVM 19.
constexpr uint32_t kCompactRelocations = 0x40000014;

/// A stretch of a section that bears a name.
struct Extent {
  static constexpr uint32_t kNoParent = ~uint32_t{0};

  uint32_t section;
  uint64_t begin;
  uint64_t size;  ///< 0: up to the next one
  int rank;       ///< which name is the better one for the same stretch
  uint32_t symbol;
  uint32_t parent = kNoParent;  ///< the extent around this one

  bool Contains(uint64_t offset) const {
    return offset >= begin && (size == 0 || offset - begin < size);
  }
};

/// Extents of the same start are in order from the outermost, and least
/// telling, to the one that answers.
bool InOrder(const Extent& a, const Extent& b) {
  if (a.section != b.section) return a.section < b.section;
  if (a.begin != b.begin) return a.begin < b.begin;
  if ((a.size == 0) != (b.size == 0)) return a.size == 0;
  return std::tuple(b.size, a.rank, b.symbol) <
         std::tuple(a.size, b.rank, a.symbol);
}

/// Finds the function or object around an offset.
class ExtentMap {
 public:
  void Add(const Extent& extent) { extents_.push_back(extent); }

  /// To be called once, after the last Add().
  void Finish() {
    std::sort(extents_.begin(), extents_.end(), InOrder);
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < extents_.size(); ++i) {
      Extent& extent = extents_[i];
      while (!open.empty() && !Encloses(extents_[open.back()], extent)) {
        open.pop_back();
      }
      if (!open.empty()) extent.parent = open.back();
      if (extent.size != 0) open.push_back(i);
    }
  }

  /// The innermost extent, or null.
  const Extent* Find(uint32_t section, uint64_t offset) const {
    // Deeper nesting does not occur in compiled code, and a file that pretends
    // to it must not cost quadratic time.
    constexpr int kDeepest = 16;
    auto after = std::upper_bound(
        extents_.begin(), extents_.end(), std::pair(section, offset),
        [](const std::pair<uint32_t, uint64_t>& key, const Extent& extent) {
          return key < std::pair(extent.section, extent.begin);
        });
    if (after == extents_.begin()) return nullptr;
    const Extent* extent = &*std::prev(after);
    if (extent->section != section) return nullptr;
    for (int depth = 0; depth < kDeepest; ++depth) {
      if (extent->Contains(offset)) return extent;
      if (extent->parent == Extent::kNoParent) return nullptr;
      extent = &extents_[extent->parent];
    }
    return nullptr;
  }

 private:
  static bool Encloses(const Extent& outer, const Extent& inner) {
    return outer.section == inner.section && outer.Contains(inner.begin);
  }

  std::vector<Extent> extents_;
};

template <typename ELFT>
class ReferenceReader {
 public:
  using View = ElfView<ELFT>;
  using Section = typename View::Section;

  ReferenceReader(const View& view, std::span<const SymbolRecord> symbols)
      : view_(view), symbols_(symbols) {}

  Result<std::vector<Reference>> Read(
      const std::function<bool(const SymbolRecord&)>& wanted) {
    if (!Select(wanted)) return std::vector<Reference>();
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      if (std::optional<Error> error = ReadSection(i)) return *error;
    }
    if (references_.empty()) return std::move(references_);
    std::sort(references_.begin(), references_.end(),
              [](const Reference& a, const Reference& b) {
                return std::tuple(a.section, a.offset, a.symbol, a.type) <
                       std::tuple(b.section, b.offset, b.symbol, b.type);
              });
    if (std::optional<Error> error = Attribute()) return *error;
    return std::move(references_);
  }

 private:
  /// Marks what is wanted; false when that is nothing.
  bool Select(const std::function<bool(const SymbolRecord&)>& wanted) {
    wanted_.resize(symbols_.size());
    bool any = false;
    for (size_t i = 0; i < symbols_.size(); ++i) {
      wanted_[i] = !symbols_[i].defined && wanted(symbols_[i]);
      any = any || wanted_[i];
    }
    return any;
  }

  std::optional<Error> ReadSection(uint32_t index) {
    const Section& section = view_.sections()[index];
    bool is_rela = section.sh_type == SHT_RELA;
    if (section.sh_type == kCompactRelocations) {
      return view_.Fail(fmt::format(
          "section {} holds compact relocations (CREL), which are not read yet",
          index));
    }
    if (!is_rela && section.sh_type != SHT_REL) return std::nullopt;
    if (section.sh_link != view_.symbol_table()) return std::nullopt;
    uint32_t target = section.sh_info;
    if (target == 0 || target >= view_.sections().size()) {
      return view_.Fail(fmt::format(
          "section {} relocates section {}, but there are {} sections", index,
          target, view_.sections().size()));
    }
    return is_rela ? ReadRelocations<typename ELFT::Rela>(index)
                   : ReadRelocations<typename ELFT::Rel>(index);
  }

  template <typename Relocation>
  std::optional<Error> ReadRelocations(uint32_t index) {
    const Section& section = view_.sections()[index];
    std::string_view bytes = view_.Contents(section);
    if (section.sh_entsize != sizeof(Relocation) ||
        bytes.size() % sizeof(Relocation) != 0) {
      return view_.Fail(fmt::format(
          "section {} has {} bytes in relocations of {} bytes, expected {}",
          index, bytes.size(), uint64_t{section.sh_entsize},
          sizeof(Relocation)));
    }
    std::span<const Relocation> relocations(
        reinterpret_cast<const Relocation*>(bytes.data()),
        bytes.size() / sizeof(Relocation));
    const bool mips64el = view_.mips64el();
    const uint32_t first = view_.first_global();
    for (const Relocation& relocation : relocations) {
      uint32_t symbol = relocation.getSymbol(mips64el);
      if (symbol < first) continue;
      if (symbol - first >= symbols_.size()) return BadSymbol(index, symbol);
      if (!wanted_[symbol - first]) continue;
      Reference reference;
      reference.symbol = symbol;
      reference.section = section.sh_info;
      reference.type = relocation.getType(mips64el);
      reference.offset = relocation.r_offset;
      references_.push_back(reference);
    }
    return std::nullopt;
  }

  Error BadSymbol(uint32_t section, uint32_t symbol) const {
    return view_.Fail(fmt::format(
        "a relocation in section {} names symbol {}, but there are {} symbols",
        section, symbol, view_.symbols().size()));
  }

  /// Adds names of sections and functions to what was found.
  std::optional<Error> Attribute() {
    ExtentMap extents;
    if (std::optional<Error> error = ReadExtents(extents)) return error;
    for (Reference& reference : references_) {
      const Section& section = view_.sections()[reference.section];
      Result<std::string_view> name = view_.SectionName(reference.section);
      if (!name) return name.error();
      reference.section_name = *name;
      reference.allocated = (section.sh_flags & SHF_ALLOC) != 0;
      uint64_t offset = reference.offset;
      const Extent* extent = extents.Find(reference.section, offset);
      if (extent == nullptr) continue;
      std::optional<std::string_view> function =
          view_.SymbolName(view_.symbols()[extent->symbol]);
      if (!function) return view_.BadSymbolName(extent->symbol);
      reference.function = *function;
    }
    return std::nullopt;
  }

  /// Names every stretch of the sections that references come from.
  std::optional<Error> ReadExtents(ExtentMap& extents) const {
    std::vector<bool> needed(view_.sections().size());
    for (const Reference& reference : references_) {
      needed[reference.section] = true;
    }
    for (uint32_t i = 1; i < view_.symbols().size(); ++i) {
      const auto& symbol = view_.symbols()[i];
      int rank = Rank(symbol, i);
      if (rank == 0) continue;
      auto place = view_.SymbolPlace(i);
      if (!place) return place.error();
      if (place->reserved || !needed[place->section]) continue;
      extents.Add({place->section, symbol.st_value, symbol.st_size, rank, i});
    }
    extents.Finish();
    return std::nullopt;
  }

  /// How well a symbol names what is around it; 0 for not at all.  A global
  /// label without a type is what older assembler code calls a function; ld
  /// names it in its messages too.
  int Rank(const typename View::Symbol& symbol, uint32_t index) const {
    bool global = index >= view_.first_global();
    switch (TypeOfSymbol(symbol.getType())) {
      case SymbolType::kFunction:
        return global ? 5 : 4;
      case SymbolType::kObject:
        return global ? 3 : 2;
      case SymbolType::kNone:
        return global ? 1 : 0;
      default:
        return 0;
    }
  }

  const View& view_;
  std::span<const SymbolRecord> symbols_;
  std::vector<bool> wanted_;
  std::vector<Reference> references_;
};

}  // namespace

template <typename ELFT>
Result<std::vector<Reference>> ReadReferencesOf(
    const ElfView<ELFT>& view, std::span<const SymbolRecord> symbols,
    const std::function<bool(const SymbolRecord&)>& wanted) {
  return ReferenceReader<ELFT>(view, symbols).Read(wanted);
}

#define KPLACE_INSTANTIATE(ELFT)                            \
  template Result<std::vector<Reference>> ReadReferencesOf( \
      const ElfView<ELFT>&, std::span<const SymbolRecord>,  \
      const std::function<bool(const SymbolRecord&)>&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
