// What EXPORT_SYMBOL() and MODULE_INFO() leave in an object.
//
// `.export_symbol` (include/linux/export.h, since 6.4) is a row of records:
// the licence ("" or "GPL") and the namespace as strings, then, aligned to its
// size, a pointer that a relocation aims at the symbol.  A local label
// `__export_symbol_NAME` marks the start of each.
//
// Finished modules, and objects of earlier headers, have a table instead: see
// elf_ksymtab.cc.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "objreader/internal/elf_parts.h"
#include "objreader/internal/elf_relocations.h"
#include "objreader/internal/modinfo_text.h"

namespace kplace {
namespace {

constexpr std::string_view kRecordLabel = "__export_symbol_";

/// Cuts the string before the next NUL off `text`; nothing without a NUL.
std::optional<std::string_view> TakeString(std::string_view& text) {
  size_t end = text.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view string = text.substr(0, end);
  text.remove_prefix(end + 1);
  return string;
}

template <typename ELFT>
bool NameIs(const ElfView<ELFT>& view, uint32_t section,
            std::string_view expected) {
  Result<std::string_view> name = view.SectionName(section);
  return name && *name == expected;
}

template <typename ELFT>
class ExportReader {
 public:
  using View = ElfView<ELFT>;

  ExportReader(View& view, const ExportSections& sections,
               ObjectSymbols& object)
      : view_(view), sections_(sections), object_(object) {}

  std::optional<Error> Read() {
    for (uint32_t section : sections_.modinfo) {
      Result<std::string_view> text = view_.Contents(view_.sections()[section]);
      if (!text) return text.error();
      ReadModinfoText(*text, object_.modinfo);
    }
    if (std::optional<Error> error = ReadExportSymbol()) return error;
    return ReadKsymtab(view_, sections_.ksymtab, object_);
  }

 private:
  struct Pointer {
    uint64_t offset;
    uint32_t symbol;
  };

  /// The newer form.  There is one such section, but a partial link may leave
  /// several.
  std::optional<Error> ReadExportSymbol() {
    if (sections_.export_symbol.empty()) return std::nullopt;
    for (uint32_t section : sections_.export_symbol) {
      pointers_.emplace(section, std::vector<Pointer>());
    }
    if (std::optional<Error> error = ReadPointers()) return error;
    for (auto& [section, pointers] : pointers_) {
      std::sort(pointers.begin(), pointers.end(),
                [](const Pointer& a, const Pointer& b) {
                  return std::pair(a.offset, a.symbol) <
                         std::pair(b.offset, b.symbol);
                });
      if (std::optional<Error> error = ReadRecords(section, pointers)) {
        return error;
      }
    }
    return std::nullopt;
  }

  std::optional<Error> ReadRecords(uint32_t index,
                                   const std::vector<Pointer>& pointers) {
    Result<std::string_view> bytes = view_.Contents(view_.sections()[index]);
    if (!bytes) return bytes.error();
    uint64_t begin = 0;
    for (const Pointer& pointer : pointers) {
      if (pointer.offset < begin || pointer.offset >= bytes->size()) {
        return BadRecord(begin);
      }
      std::string_view text = bytes->substr(begin, pointer.offset - begin);
      std::optional<std::string_view> license = TakeString(text);
      std::optional<std::string_view> name_space = TakeString(text);
      if (!license || !name_space) return BadRecord(begin);
      Result<std::string_view> name = RecordName(index, begin, pointer.symbol);
      if (!name) return name.error();
      object_.exports.push_back({*name, *name_space, *license == "GPL"});
      begin = pointer.offset + sizeof(typename ELFT::uint);
    }
    return std::nullopt;
  }

  Error BadRecord(uint64_t offset) const {
    return view_.Fail(fmt::format(
        "the record at {} of .export_symbol is not licence, namespace, pointer",
        offset));
  }

  /// Fills pointers_ from the relocations of its sections.
  std::optional<Error> ReadPointers() {
    LaterBytes bytes(view_.bytes());
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      const auto& section = view_.sections()[i];
      if (!HoldsRelocations(view_, section)) continue;
      auto found = pointers_.find(section.sh_info);
      if (found == pointers_.end()) continue;
      std::optional<uint32_t> bad;
      auto add = [&](const Relocation& relocation) {
        uint32_t symbol = relocation.symbol;
        if (symbol >= view_.symbol_count()) bad = symbol;
        if (symbol != 0) found->second.push_back({relocation.offset, symbol});
      };
      auto error = VisitRelocations(view_, i, bytes, add);
      if (error) return error;
      if (bad) {
        return view_.Fail(fmt::format(
            "a relocation of .export_symbol names symbol {}, but there are {}",
            *bad, view_.symbol_count()));
      }
    }
    return bytes.Close();
  }

  /// The symbol that the relocation names.  When that is a local one (the
  /// symbol of a section, say), the label at the start of the record knows.
  Result<std::string_view> RecordName(uint32_t section, uint64_t begin,
                                      uint32_t symbol) {
    if (symbol >= view_.first_global()) return NameOf(symbol);
    if (!labels_read_) {
      if (std::optional<Error> error = ReadLabels()) return *error;
    }
    auto label = labels_.find({section, begin});
    return label == labels_.end() ? NameOf(symbol) : label->second;
  }

  Result<std::string_view> NameOf(uint32_t index) const {
    const auto& symbol = view_.symbols()[index];
    std::optional<std::string_view> name = view_.SymbolName(symbol);
    if (!name) return view_.BadSymbolName(symbol, index);
    return *name;
  }

  std::optional<Error> ReadLabels() {
    labels_read_ = true;
    if (std::optional<Error> error = view_.LoadLocalSymbols()) return error;
    for (uint32_t i = 1; i < view_.symbol_count(); ++i) {
      const auto& symbol = view_.symbols()[i];
      if (!view_.SymbolNameStartsWith(symbol, kRecordLabel)) continue;
      Result<std::string_view> name = NameOf(i);
      if (!name) return name.error();
      auto place = view_.SymbolPlace(symbol, i);
      if (!place) return place.error();
      uint64_t offset = symbol.st_value;
      labels_.emplace(std::pair(place->section, offset),
                      name->substr(kRecordLabel.size()));
    }
    return std::nullopt;
  }

  View& view_;
  const ExportSections& sections_;
  ObjectSymbols& object_;
  std::map<uint32_t, std::vector<Pointer>> pointers_;  ///< of .export_symbol
  /// By section and offset: where a record starts, and its name.
  std::map<std::pair<uint32_t, uint64_t>, std::string_view> labels_;
  bool labels_read_ = false;
};

}  // namespace

template <typename ELFT>
ExportSections FindExportSections(const ElfView<ELFT>& view,
                                  std::vector<ByteRange>& ranges) {
  ExportSections found;
  auto add = [&](uint32_t section, std::vector<uint32_t>& sections) {
    sections.push_back(section);
    ranges.push_back(view.RangeOf(view.sections()[section]));
  };
  for (uint32_t i = 1; i < view.sections().size(); ++i) {
    const auto& section = view.sections()[i];
    if (section.sh_type != llvm::ELF::SHT_PROGBITS) continue;
    // The dot sections are the many, and few begin like this.
    if (view.SectionNameStartsWith(i, ".modinfo")) {
      if (NameIs(view, i, ".modinfo")) add(i, found.modinfo);
    } else if (view.SectionNameStartsWith(i, ".export_symbol")) {
      if (NameIs(view, i, ".export_symbol")) add(i, found.export_symbol);
    } else if (view.SectionNameStartsWith(i, "__")) {
      Result<std::string_view> name = view.SectionName(i);
      if (!name) continue;
      if (IsKsymtab(*name)) found.ksymtab.push_back(i);
      if (*name == kKsymtabStrings) ranges.push_back(view.RangeOf(section));
    }
  }
  if (found.export_symbol.empty()) return found;
  for (const auto& section : view.sections()) {
    if (!HoldsRelocations(view, section)) continue;
    if (std::find(found.export_symbol.begin(), found.export_symbol.end(),
                  section.sh_info) != found.export_symbol.end()) {
      ranges.push_back(view.RangeOf(section));
    }
  }
  return found;
}

template <typename ELFT>
std::optional<Error> ReadExportsAndModinfo(ElfView<ELFT>& view,
                                           const ExportSections& sections,
                                           ObjectSymbols& object) {
  return ExportReader<ELFT>(view, sections, object).Read();
}

#define KPLACE_INSTANTIATE(ELFT)                                       \
  template ExportSections FindExportSections(const ElfView<ELFT>&,     \
                                             std::vector<ByteRange>&); \
  template std::optional<Error> ReadExportsAndModinfo(                 \
      ElfView<ELFT>&, const ExportSections&, ObjectSymbols&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
