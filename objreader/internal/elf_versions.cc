// CRCs of symbols (CONFIG_MODVERSIONS).
//
// What a module was built against stands in `__versions`: entries of 64 bytes,
// a long with the CRC and the name in the rest (struct modversion_info of
// include/linux/module.h).  Names too long for that, Rust's, need the form of
// 6.14: `__version_ext_crcs`, a row of 32-bit words, and `__version_ext_names`,
// as many names with a NUL behind each.  modpost may write both; the kernel
// then believes the newer one (kernel/module/version.c, check_version).
//
// What an object offers: a symbol `__crc_NAME` for each export, which is the
// CRC itself when absolute, and else stands before 32 bits that are.

#include <fmt/format.h>

#include <algorithm>

#include "objreader/internal/elf_parts.h"

namespace kplace {
namespace {

constexpr std::string_view kOldSection = "__versions";
constexpr std::string_view kCrcSection = "__version_ext_crcs";
constexpr std::string_view kNameSection = "__version_ext_names";
constexpr std::string_view kCrcLabel = "__crc_";

template <typename ELFT>
class VersionReader {
 public:
  using View = ElfView<ELFT>;
  using Word = typename View::Word;

  explicit VersionReader(const View& view)
      : view_(view), bytes_(view.bytes()) {}

  Result<std::vector<SymbolCrc>> ReadNeeded() {
    uint32_t crcs = Find(kCrcSection);
    std::optional<Error> error;
    if (crcs != 0) {
      error = ReadExtended(crcs, Find(kNameSection));
    } else if (uint32_t section = Find(kOldSection)) {
      error = ReadOld(section);
    }
    return Finish(std::move(error));
  }

  Result<std::vector<SymbolCrc>> ReadOffered() {
    LaterBytes::Buffer buffer;
    Result<std::string_view> table = bytes_.Read(view_.SymbolRange(), buffer);
    if (!table) return table.error();
    typename View::Symbols symbols = View::SymbolsIn(*table, 0);
    for (uint32_t i = 1; i < symbols.end(); ++i) {
      if (!view_.SymbolNameStartsWith(symbols[i], kCrcLabel)) continue;
      if (auto error = ReadLabel(symbols[i], i)) return *error;
    }
    return Finish(std::nullopt);
  }

 private:
  Result<std::vector<SymbolCrc>> Finish(std::optional<Error> error) {
    if (!error) error = bytes_.Close();
    if (error) return *error;
    return std::move(crcs_);
  }

  /// The first section of that name, or 0.
  uint32_t Find(std::string_view expected) const {
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      if (!view_.SectionNameStartsWith(i, expected)) continue;
      Result<std::string_view> name = view_.SectionName(i);
      if (name && *name == expected) return i;
    }
    return 0;
  }

  Result<std::string_view> Contents(uint32_t section,
                                    LaterBytes::Buffer& buffer) {
    return bytes_.Read(view_.RangeOf(view_.sections()[section]), buffer);
  }

  std::optional<Error> ReadOld(uint32_t section) {
    constexpr size_t kEntry = 64;
    using Long = typename ELFT::Addr;
    LaterBytes::Buffer buffer;
    Result<std::string_view> bytes = Contents(section, buffer);
    if (!bytes) return bytes.error();
    if (bytes->size() % kEntry != 0) {
      return view_.Fail(
          fmt::format("{} has {} bytes, which are no entries of {}",
                      kOldSection, bytes->size(), kEntry));
    }
    for (size_t i = 0; i < bytes->size(); i += kEntry) {
      std::string_view entry = bytes->substr(i, kEntry);
      const auto* crc = reinterpret_cast<const Long*>(entry.data());
      std::string_view name = entry.substr(sizeof(Long));
      name = name.substr(0, name.find('\0'));
      crcs_.push_back({std::string(name), static_cast<uint32_t>(*crc)});
    }
    return std::nullopt;
  }

  std::optional<Error> ReadExtended(uint32_t crc_section,
                                    uint32_t name_section) {
    LaterBytes::Buffer crc_buffer;
    LaterBytes::Buffer name_buffer;
    Result<std::string_view> crcs = Contents(crc_section, crc_buffer);
    Result<std::string_view> names =
        name_section == 0 ? Result<std::string_view>(std::string_view())
                          : Contents(name_section, name_buffer);
    if (!crcs) return crcs.error();
    if (!names) return names.error();
    auto count =
        static_cast<size_t>(std::count(names->begin(), names->end(), '\0'));
    if (crcs->size() != count * sizeof(Word)) {
      return view_.Fail(fmt::format("{} has {} bytes for {} names", kCrcSection,
                                    crcs->size(), count));
    }
    std::string_view rest = *names;
    for (size_t i = 0; i < count; ++i) {
      size_t end = rest.find('\0');
      crcs_.push_back(
          {std::string(rest.substr(0, end)), WordAt(*crcs, i * sizeof(Word))});
      rest.remove_prefix(end + 1);
    }
    return std::nullopt;
  }

  std::optional<Error> ReadLabel(const typename View::Symbol& symbol,
                                 uint32_t index) {
    std::optional<std::string_view> name = view_.SymbolName(symbol);
    if (!name) return view_.BadSymbolName(symbol, index);
    auto place = view_.SymbolPlace(symbol, index);
    if (!place) return place.error();
    SymbolCrc crc{std::string(name->substr(kCrcLabel.size())), 0};
    if (place->reserved) {
      crc.crc = static_cast<uint32_t>(symbol.st_value);
    } else if (place->section != 0) {
      const auto& section = view_.sections()[place->section];
      ByteRange range = view_.RangeOf(section);
      uint64_t offset = symbol.st_value;
      if (!view_.relocatable()) offset -= section.sh_addr;
      if (range.size < sizeof(Word) || offset > range.size - sizeof(Word)) {
        return view_.Fail(
            fmt::format("symbol {} marks a CRC at {} in section {} of {} bytes",
                        index, offset, place->section, range.size));
      }
      LaterBytes::Buffer buffer;
      Result<std::string_view> bytes =
          bytes_.Read({range.offset + offset, sizeof(Word)}, buffer);
      if (!bytes) return bytes.error();
      crc.crc = WordAt(*bytes, 0);
    } else {
      return std::nullopt;  // undefined: genksyms did not understand the type
    }
    crcs_.push_back(std::move(crc));
    return std::nullopt;
  }

  static uint32_t WordAt(std::string_view bytes, size_t offset) {
    return *reinterpret_cast<const Word*>(bytes.data() + offset);
  }

  const View& view_;
  LaterBytes bytes_;
  std::vector<SymbolCrc> crcs_;
};

}  // namespace

template <typename ELFT>
Result<std::vector<SymbolCrc>> ReadNeededCrcsOf(const ElfView<ELFT>& view) {
  return VersionReader<ELFT>(view).ReadNeeded();
}

template <typename ELFT>
Result<std::vector<SymbolCrc>> ReadExportCrcsOf(const ElfView<ELFT>& view) {
  return VersionReader<ELFT>(view).ReadOffered();
}

#define KPLACE_INSTANTIATE(ELFT)                            \
  template Result<std::vector<SymbolCrc>> ReadNeededCrcsOf( \
      const ElfView<ELFT>&);                                \
  template Result<std::vector<SymbolCrc>> ReadExportCrcsOf( \
      const ElfView<ELFT>&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
