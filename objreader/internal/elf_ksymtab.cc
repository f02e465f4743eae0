// The table of exports that the kernel reads (include/linux/export-internal.h).
//
// Each entry holds references to the symbol, to its name and, since 5.4, to its
// namespace; the last two are texts in `__ksymtab_strings`.  Up to 6.3 each
// export got a section `___ksymtab+NAME` or `___ksymtab_gpl+NAME`, which the
// link of a module gathers in `__ksymtab` and `__ksymtab_gpl`
// (scripts/module.lds.S); today modpost writes the same for finished modules.
//
// Labels tell an entry's name (`__ksymtab_NAME`) and where the text of its
// namespace is (`__kstrtabns_NAME`).  They are local symbols that nothing needs
// any more, so `strip --strip-unneeded` takes the first kind away: then the
// relocations of the table are read, which the kernel cannot do without.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "objreader/internal/elf_parts.h"
#include "objreader/internal/elf_relocations.h"

namespace kplace {
namespace {

constexpr std::string_view kLabels = "__ks";  ///< how the next two begin
constexpr std::string_view kEntryLabel = "__ksymtab_";
constexpr std::string_view kNamespaceLabel = "__kstrtabns_";

/// Labels may point anywhere; without a bound, thousands of them into one long
/// text would take quadratic time.
constexpr size_t kLongestText = 1 << 16;

/// What the name of a section says.
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

template <typename ELFT>
class KsymtabReader {
 public:
  using View = ElfView<ELFT>;

  KsymtabReader(View& view, ObjectSymbols& object)
      : view_(view), object_(object) {}

  std::optional<Error> Read(std::span<const uint32_t> sections) {
    size_t first = object_.exports.size();
    for (uint32_t section : sections) {
      Result<std::string_view> name = view_.SectionName(section);
      if (!name) return name.error();
      KsymtabKind kind = *KsymtabKindOf(*name);
      kinds_.emplace(section, kind);
      if (kind.symbol.empty()) continue;
      object_.exports.push_back({kind.symbol, {}, kind.gpl_only});
    }
    if (std::optional<Error> error = ReadLabels()) return error;
    for (size_t i = first; i < object_.exports.size(); ++i) {
      ExportRecord& record = object_.exports[i];
      auto found = namespaces_.find(record.name);
      if (found != namespaces_.end()) record.name_space = found->second;
    }
    if (!view_.relocatable()) return std::nullopt;
    for (uint32_t section : sections) {
      bool gathered = kinds_.at(section).symbol.empty();
      if (!gathered || labelled_.contains(section)) continue;
      if (view_.sections()[section].sh_size == 0) continue;
      if (std::optional<Error> error = ReadEntries(section)) return error;
    }
    return std::nullopt;
  }

 private:
  std::optional<Error> ReadLabels() {
    if (std::optional<Error> error = view_.LoadLocalSymbols()) return error;
    for (uint32_t i = 1; i < view_.symbol_count(); ++i) {
      // All symbols are looked at here; labels are few.
      if (!view_.SymbolNameStartsWith(view_.symbols()[i], kLabels)) continue;
      if (std::optional<Error> error = ReadLabel(i)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> ReadLabel(uint32_t index) {
    const auto& symbol = view_.symbols()[index];
    std::optional<std::string_view> name = view_.SymbolName(symbol);
    if (!name) return view_.BadSymbolName(symbol, index);
    bool entry = name->starts_with(kEntryLabel);
    if (!entry && !name->starts_with(kNamespaceLabel)) return std::nullopt;
    auto place = view_.SymbolPlace(symbol, index);
    if (!place) return place.error();
    if (place->reserved || place->section == 0) return std::nullopt;
    if (!entry) {
      Result<std::string_view> text = TextAt(place->section, symbol.st_value);
      if (!text) return text.error();
      namespaces_.emplace(name->substr(kNamespaceLabel.size()), *text);
      return std::nullopt;
    }
    auto found = kinds_.find(place->section);
    if (found == kinds_.end() || !found->second.symbol.empty()) {
      return std::nullopt;
    }
    labelled_.insert(place->section);
    object_.exports.push_back(
        {name->substr(kEntryLabel.size()), {}, found->second.gpl_only});
    return std::nullopt;
  }

  /// The text at the value of a symbol; empty when that is outside or without
  /// an end.
  Result<std::string_view> TextAt(uint32_t section, uint64_t value) {
    const auto& header = view_.sections()[section];
    if (!view_.relocatable()) value -= header.sh_addr;
    Result<std::string_view> text = view_.Contents(header);
    if (!text) return text.error();
    if (value >= text->size()) return std::string_view();
    std::string_view rest = text->substr(value, kLongestText);
    size_t end = rest.find('\0');
    return end == rest.npos ? std::string_view() : rest.substr(0, end);
  }

  /// Entries without labels: every reference to a text is a name or, when there
  /// are two for each reference to a symbol, a name and then a namespace.
  std::optional<Error> ReadEntries(uint32_t section) {
    Result<std::vector<Relocation>> fields = ReadFields(section);
    if (!fields) return fields.error();
    std::vector<std::string_view> texts;
    size_t values = 0;
    for (const Relocation& field : *fields) {
      const auto& symbol = view_.symbols()[field.symbol];
      auto place = view_.SymbolPlace(symbol, field.symbol);
      if (!place) return place.error();
      if (!place->reserved && place->section == section) continue;  // "- ."
      if (place->reserved || !IsTextSection(place->section)) {
        ++values;
        continue;
      }
      Result<std::string_view> text =
          TextAt(place->section,
                 symbol.st_value + static_cast<uint64_t>(field.addend));
      if (!text) return text.error();
      texts.push_back(*text);
    }
    size_t step = values == 0 ? 0 : texts.size() / values;
    if (step * values != texts.size() || (step != 1 && step != 2)) {
      return view_.Fail(fmt::format(
          "section {} exports {} symbols with {} texts, expected one or two "
          "for each",
          section, values, texts.size()));
    }
    bool gpl_only = kinds_.at(section).gpl_only;
    for (size_t i = 0; i < texts.size(); i += step) {
      std::string_view name_space = step == 2 ? texts[i + 1] : "";
      object_.exports.push_back({texts[i], name_space, gpl_only});
    }
    return std::nullopt;
  }

  bool IsTextSection(uint32_t section) const {
    Result<std::string_view> name = view_.SectionName(section);
    return name && *name == kKsymtabStrings;
  }

  /// The relocations of `section` by offset, with their addends.
  Result<std::vector<Relocation>> ReadFields(uint32_t section) {
    std::vector<Relocation> fields;
    LaterBytes bytes(view_.bytes());
    for (uint32_t i = 1; i < view_.sections().size(); ++i) {
      const auto& header = view_.sections()[i];
      if (!HoldsRelocations(view_, header) || header.sh_info != section) {
        continue;
      }
      bool inline_addends = header.sh_type == llvm::ELF::SHT_REL;
      size_t first = fields.size();
      auto error = VisitRelocations(view_, i, bytes, [&](const Relocation& r) {
        if (r.symbol < view_.symbol_count()) fields.push_back(r);
      });
      if (error) return *error;
      if (!inline_addends) continue;
      Result<std::string_view> table =
          view_.Contents(view_.sections()[section]);
      if (!table) return table.error();
      for (size_t f = first; f < fields.size(); ++f) {
        fields[f].addend = WordAt(*table, fields[f].offset);
      }
    }
    if (std::optional<Error> error = bytes.Close()) return *error;
    std::stable_sort(fields.begin(), fields.end(),
                     [](const Relocation& a, const Relocation& b) {
                       return a.offset < b.offset;
                     });
    return fields;
  }

  /// Only psABIs of 32 bits keep addends in the patched words.
  static int32_t WordAt(std::string_view bytes, uint64_t offset) {
    using Word = typename View::Word;
    if (bytes.size() < sizeof(Word) || offset > bytes.size() - sizeof(Word)) {
      return 0;
    }
    uint32_t word = *reinterpret_cast<const Word*>(bytes.data() + offset);
    return static_cast<int32_t>(word);
  }

  View& view_;
  ObjectSymbols& object_;
  std::unordered_map<uint32_t, KsymtabKind> kinds_;  ///< by section
  std::unordered_set<uint32_t> labelled_;            ///< sections with labels
  std::unordered_map<std::string_view, std::string_view> namespaces_;
};

}  // namespace

bool IsKsymtab(std::string_view section) {
  return KsymtabKindOf(section).has_value();
}

template <typename ELFT>
std::optional<Error> ReadKsymtab(ElfView<ELFT>& view,
                                 std::span<const uint32_t> sections,
                                 ObjectSymbols& object) {
  if (sections.empty()) return std::nullopt;
  return KsymtabReader<ELFT>(view, object).Read(sections);
}

#define KPLACE_INSTANTIATE(ELFT)             \
  template std::optional<Error> ReadKsymtab( \
      ElfView<ELFT>&, std::span<const uint32_t>, ObjectSymbols&);
KPLACE_FOR_EACH_ELF(KPLACE_INSTANTIATE)

}  // namespace kplace
