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

namespace kplace {
namespace {

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
class ExportReader {
 public:
  using View = ElfView<ELFT>;

  ExportReader(const View& view, ObjectSymbols& object)
      : view_(view), object_(object) {}

  std::optional<Error> Read() {
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      if (view_.sections()[i].sh_type != llvm::ELF::SHT_PROGBITS) continue;
      Result<std::string_view> name = view_.SectionName(i);
      if (!name) return name.error();
      AddSection(i, *name);
    }
    if (std::optional<Error> error = ReadExportSymbol()) return error;
    return ksymtab_.empty() ? std::nullopt : ReadKsymtab();
  }

 private:
  struct Pointer {
    uint64_t offset;
    uint32_t symbol;
  };

  void AddSection(uint32_t index, std::string_view name) {
    if (name == ".modinfo") {
      ReadModinfoText(view_.Contents(view_.sections()[index]), object_.modinfo);
    } else if (name == ".export_symbol") {
      pointers_.emplace(index, std::vector<Pointer>());
    } else if (std::optional<KsymtabKind> kind = KsymtabKindOf(name)) {
      ksymtab_.emplace(index, *kind);
    }
  }

  /// The newer form.  There is one such section, but a partial link may leave
  /// several.
  std::optional<Error> ReadExportSymbol() {
    if (pointers_.empty()) return std::nullopt;
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
    std::string_view bytes = view_.Contents(view_.sections()[index]);
    uint64_t begin = 0;
    for (const Pointer& pointer : pointers) {
      if (pointer.offset < begin || pointer.offset >= bytes.size()) {
        return BadRecord(begin);
      }
      std::string_view text = bytes.substr(begin, pointer.offset - begin);
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
    for (const auto& section : view_.sections()) {
      auto found = pointers_.find(section.sh_info);
      if (found == pointers_.end()) continue;
      if (section.sh_link != view_.symbol_table()) continue;
      std::optional<Error> error;
      if (section.sh_type == llvm::ELF::SHT_RELA) {
        error = AddPointers<typename ELFT::Rela>(section, found->second);
      } else if (section.sh_type == llvm::ELF::SHT_REL) {
        error = AddPointers<typename ELFT::Rel>(section, found->second);
      }
      if (error) return error;
    }
    return std::nullopt;
  }

  template <typename Relocation>
  std::optional<Error> AddPointers(const typename View::Section& section,
                                   std::vector<Pointer>& pointers) const {
    std::string_view bytes = view_.Contents(section);
    std::span<const Relocation> relocations(
        reinterpret_cast<const Relocation*>(bytes.data()),
        bytes.size() / sizeof(Relocation));
    for (const Relocation& relocation : relocations) {
      uint32_t symbol = relocation.getSymbol(view_.mips64el());
      if (symbol >= view_.symbols().size()) {
        return view_.Fail(fmt::format(
            "a relocation of .export_symbol names symbol {}, but there are {}",
            symbol, view_.symbols().size()));
      }
      if (symbol != 0) pointers.push_back({relocation.r_offset, symbol});
    }
    return std::nullopt;
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

  Result<std::string_view> NameOf(uint32_t symbol) const {
    std::optional<std::string_view> name =
        view_.SymbolName(view_.symbols()[symbol]);
    if (!name) return view_.BadSymbolName(symbol);
    return *name;
  }

  std::optional<Error> ReadLabels() {
    labels_read_ = true;
    for (uint32_t i = 1; i < view_.symbols().size(); ++i) {
      Result<std::string_view> name = NameOf(i);
      if (!name) return name.error();
      if (!name->starts_with(kRecordLabel)) continue;
      auto place = view_.SymbolPlace(i);
      if (!place) return place.error();
      uint64_t offset = view_.symbols()[i].st_value;
      labels_.emplace(std::pair(place->section, offset),
                      name->substr(kRecordLabel.size()));
    }
    return std::nullopt;
  }

  /// The older forms: names from the sections or from labels in them.
  std::optional<Error> ReadKsymtab() {
    size_t first = object_.exports.size();
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      auto found = ksymtab_.find(i);
      if (found == ksymtab_.end() || found->second.symbol.empty()) continue;
      object_.exports.push_back(
          {found->second.symbol, {}, found->second.gpl_only});
    }
    for (uint32_t i = 1; i < view_.symbols().size(); ++i) {
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
    auto place = view_.SymbolPlace(index);
    if (!place) return place.error();
    if (place->reserved || place->section == 0) return std::nullopt;
    if (!entry) {
      namespaces_.emplace(name->substr(kNamespaceLabel.size()),
                          StringAt(place->section, index));
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
  std::string_view StringAt(uint32_t section, uint32_t index) const {
    const auto& header = view_.sections()[section];
    uint64_t offset = view_.symbols()[index].st_value;
    if (!view_.relocatable()) offset -= header.sh_addr;
    std::string_view text = view_.Contents(header);
    if (offset >= text.size()) return {};
    text = text.substr(offset, kLongestNamespace);
    return TakeString(text).value_or(std::string_view());
  }

  const View& view_;
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
std::optional<Error> ReadExportsAndModinfo(const ElfView<ELFT>& view,
                                           ObjectSymbols& object) {
  return ExportReader<ELFT>(view, object).Read();
}

#define KPLACE_INSTANTIATE(ELFT)                                            \
  template std::optional<Error> ReadExportsAndModinfo(const ElfView<ELFT>&, \
                                                      ObjectSymbols&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
