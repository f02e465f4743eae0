// What EXPORT_SYMBOL() and MODULE_INFO() leave in an object.
//
// `.export_symbol` (include/linux/export.h, since 6.4) is a row of records:
// the licence ("" or "GPL") and the namespace as strings, then, aligned to its
// size, a pointer that a relocation aims at the symbol.  A local label
// `__export_symbol_NAME` marks the start of each.
//
// Earlier headers made the final table at once: a section `___ksymtab+NAME` or
// `___ksymtab_gpl+NAME` for each symbol, which the link of a module gathers in
// `__ksymtab` and `__ksymtab_gpl` (scripts/module.lds.S) and modpost writes for
// it today.  Labels: `__ksymtab_NAME` for the entry, `__kstrtabns_NAME` for the
// string that is the namespace.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "objreader/internal/elf_parts.h"
#include "objreader/internal/elf_relocations.h"

namespace kplace {
namespace {

constexpr std::string_view kKsymtabStrings = "__ksymtab_strings";
constexpr std::string_view kLabels = "__ks";  ///< how the next two begin
constexpr std::string_view kEntryLabel = "__ksymtab_";
constexpr std::string_view kNamespaceLabel = "__kstrtabns_";
constexpr std::string_view kRecordLabel = "__export_symbol_";

/// Labels may point anywhere; without a bound, thousands of them into one long
/// text would take quadratic time.
constexpr size_t kLongestNamespace = 1 << 16;

/// Cuts the string before the next NUL off `text`; nothing without a NUL.
std::optional<std::string_view> TakeString(std::string_view& text) {
  size_t end = text.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view string = text.substr(0, end);
  text.remove_prefix(end + 1);
  return string;
}

/// A section of the older forms, by its name.
struct KsymtabKind {
  bool gpl_only = false;
  std::string_view symbol;  ///< of `___ksymtab+NAME`; empty when gathered
};

std::optional<KsymtabKind> KsymtabKindOf(std::string_view section) {
  constexpr std::string_view kGathered = "__ksymtab";
  if (!section.starts_with("__")) return std::nullopt;
  KsymtabKind kind;
  size_t plus = section.find('+');
  if (plus != std::string_view::npos) {
    kind.symbol = section.substr(plus + 1);
    section = section.substr(1, plus - 1);  // one underscore more than gathered
  }
  if (!section.starts_with(kGathered)) return std::nullopt;
  section.remove_prefix(kGathered.size());
  if (section == "_gpl" || section == "_unused_gpl") {
    kind.gpl_only = true;
    return kind;
  }
  // _gpl_future was a warning, not a rule.
  if (section.empty() || section == "_unused" || section == "_gpl_future") {
    return kind;
  }
  return std::nullopt;
}

void ReadModinfoText(std::string_view text, std::vector<ModinfoEntry>& out) {
  while (!text.empty()) {
    size_t end = std::min(text.find('\0'), text.size());
    std::string_view entry = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (entry.empty()) continue;  // alignment
    size_t equals = entry.find('=');
    if (equals == std::string_view::npos) {
      out.push_back({entry, {}});
    } else {
      out.push_back({entry.substr(0, equals), entry.substr(equals + 1)});
    }
  }
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
    return sections_.ksymtab.empty() ? std::nullopt : ReadKsymtab();
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

  /// The older forms: names from the sections or from labels in them.
  std::optional<Error> ReadKsymtab() {
    size_t first = object_.exports.size();
    for (uint32_t section : sections_.ksymtab) {
      Result<std::string_view> name = view_.SectionName(section);
      if (!name) return name.error();
      KsymtabKind kind = *KsymtabKindOf(*name);
      ksymtab_.emplace(section, kind);
      if (kind.symbol.empty()) continue;
      object_.exports.push_back({kind.symbol, {}, kind.gpl_only});
    }
    if (std::optional<Error> error = view_.LoadLocalSymbols()) return error;
    for (uint32_t i = 1; i < view_.symbol_count(); ++i) {
      // Half of all symbols are looked at here; labels are few.
      if (!view_.SymbolNameStartsWith(view_.symbols()[i], kLabels)) continue;
      if (std::optional<Error> error = ReadKsymtabLabel(i)) return error;
    }
    for (size_t i = first; i < object_.exports.size(); ++i) {
      ExportRecord& record = object_.exports[i];
      auto found = namespaces_.find(record.name);
      if (found != namespaces_.end()) record.name_space = found->second;
    }
    return std::nullopt;
  }

  std::optional<Error> ReadKsymtabLabel(uint32_t index) {
    Result<std::string_view> name = NameOf(index);
    if (!name) return name.error();
    bool entry = name->starts_with(kEntryLabel);
    if (!entry && !name->starts_with(kNamespaceLabel)) return std::nullopt;
    auto place = view_.SymbolPlace(view_.symbols()[index], index);
    if (!place) return place.error();
    if (place->reserved || place->section == 0) return std::nullopt;
    if (!entry) {
      Result<std::string_view> text = StringAt(place->section, index);
      if (!text) return text.error();
      namespaces_.emplace(name->substr(kNamespaceLabel.size()), *text);
      return std::nullopt;
    }
    auto found = ksymtab_.find(place->section);
    if (found == ksymtab_.end() || !found->second.symbol.empty()) {
      return std::nullopt;
    }
    object_.exports.push_back(
        {name->substr(kEntryLabel.size()), {}, found->second.gpl_only});
    return std::nullopt;
  }

  /// The string that symbol `index` in `section` points at; empty when it
  /// points outside or at text without an end.
  Result<std::string_view> StringAt(uint32_t section, uint32_t index) {
    const auto& header = view_.sections()[section];
    uint64_t offset = view_.symbols()[index].st_value;
    if (!view_.relocatable()) offset -= header.sh_addr;
    Result<std::string_view> text = view_.Contents(header);
    if (!text || offset >= text->size())
      return text ? std::string_view() : text;
    std::string_view rest = text->substr(offset, kLongestNamespace);
    return TakeString(rest).value_or(std::string_view());
  }

  View& view_;
  const ExportSections& sections_;
  ObjectSymbols& object_;
  std::unordered_map<uint32_t, KsymtabKind> ksymtab_;  ///< by section
  std::map<uint32_t, std::vector<Pointer>> pointers_;  ///< of .export_symbol
  /// By section and offset: where a record starts, and its name.
  std::map<std::pair<uint32_t, uint64_t>, std::string_view> labels_;
  bool labels_read_ = false;
  std::unordered_map<std::string_view, std::string_view> namespaces_;
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
      if (KsymtabKindOf(*name)) found.ksymtab.push_back(i);
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
