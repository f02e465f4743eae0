#include "analyzer/link/linked_sections.h"

#include <algorithm>
#include <optional>

namespace kplace {
namespace {

// Numbers of the gABI; what bears them is no content of the link.
constexpr uint32_t kSymbolTable = 2;
constexpr uint32_t kStringTable = 3;
constexpr uint32_t kRela = 4;
constexpr uint32_t kRel = 9;
constexpr uint32_t kGroup = 17;
constexpr uint32_t kCompactRelocations = 0x40000014;
constexpr uint32_t kArmUnwindTable = 0x70000001;  // SHT_ARM_EXIDX, of arm alone
constexpr uint16_t kArm = 40;                     // EM_ARM
constexpr uint32_t kFirstOfLlvm = 0x6fff4c00;     // llvm/BinaryFormat/ELF.h:
constexpr uint32_t kLastOfLlvm = 0x6fff4cff;      // what linkers read and drop

bool IsLinked(SectionFate fate) {
  return fate == SectionFate::kKept || fate == SectionFate::kIfReached;
}

bool IsContent(const SectionRecord& section) {
  if (section.excluded && section.type >= kFirstOfLlvm &&
      section.type <= kLastOfLlvm) {
    return false;
  }
  switch (section.type) {
    case 0:
    case kSymbolTable:
    case kStringTable:
    case kRela:
    case kRel:
    case kGroup:
    case kCompactRelocations:
      return false;
    default:
      return true;
  }
}

bool IsNameOfC(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
  });
}

/// What a table is about that is not linked, or what that is about in turn; 0
/// where all of it is linked, and for other sections.
uint32_t LostSubject(const std::vector<SectionRecord>& sections,
                     const std::vector<SectionFate>& fates, uint32_t table) {
  uint32_t subject = sections[table].belongs_to;
  for (size_t steps = 0; steps < sections.size(); ++steps) {
    if (subject == 0 || subject >= sections.size()) return 0;
    if (!IsLinked(fates[subject])) return subject;
    subject = sections[subject].belongs_to;
  }
  return 0;  // they go in a circle
}

/// The output section that the script, or the linker by itself, makes of it.
std::string_view OutputOf(const InputPattern* pattern,
                          const SectionRecord& section) {
  return pattern == nullptr ? section.name : std::string_view(pattern->output);
}

/// "my_table" of "__start_my_table" and "__stop_my_table".
std::optional<std::string_view> BoundedSection(std::string_view symbol) {
  for (std::string_view prefix : {"__start_", "__stop_"}) {
    if (symbol.starts_with(prefix)) return symbol.substr(prefix.size());
  }
  return std::nullopt;
}

}  // namespace

InputFile ScriptNameOf(const PlannedObject& object, bool as_one_file) {
  if (as_one_file) return {{}, "vmlinux.o"};
  if (object.use == VmlinuxUse::kOnDemand) return {object.archive, object.path};
  return {"vmlinux.a", object.path};
}

bool LinksOneFile(const Configuration& config) {
  return config.ValueOf("CONFIG_LTO_CLANG") == "y" ||
         config.ValueOf("CONFIG_X86_KERNEL_IBT") == "y";
}

LinkedSections::LinkedSections(const LinkPlan& plan, const ObjectSet& objects,
                               const VmlinuxLink& link,
                               const LinkerScript& script,
                               const Options& options, const Witness* witness,
                               Unknowns& unknowns)
    : script_(script),
      options_(options),
      script_drops_common_(script.DropsCommon()),
      fates_(plan.objects.size()),
      has_dropped_(plan.objects.size()),
      drops_common_(plan.objects.size()) {
  SectionPlacer placer(script);
  LinkedTables tables(script, options.as_one_file && witness == nullptr);
  for (ObjectIndex i = 0; i < plan.objects.size(); ++i) {
    if (!link.linked[i]) continue;
    Read({i, *objects.objects[i].file,
          ScriptNameOf(plan.objects[i], options.as_one_file), &link},
         placer, tables, unknowns);
  }
  orphans_ = tables.Judge();
  if (witness != nullptr) {
    LinkedTables joined(script, false);
    Read({witness->index, witness->file, {{}, "vmlinux.o"}}, placer, joined,
         unknowns);
    std::vector<OrphanedTable> orphans = joined.Judge();
    orphans_.insert(orphans_.end(), orphans.begin(), orphans.end());
  }
  for (const OrphanedTable& orphan : orphans_) {
    if (orphan.stays) continue;
    has_dropped_[orphan.object] = true;
    fates_[orphan.object][orphan.section] = SectionFate::kDropped;
  }
}

void LinkedSections::Read(const Input& input, SectionPlacer& placer,
                          LinkedTables& tables, Unknowns& unknowns) {
  Result<std::vector<SectionRecord>> sections = input.file.ReadSections();
  if (!sections) {
    unknowns.Add(std::string(input.name.path), sections.error().message);
    return;
  }
  const ObjectIndex index = input.index;
  std::vector<SectionFate>& fates = fates_[index];
  fates.resize(sections->size(), SectionFate::kKept);
  std::vector<const InputPattern*> patterns(sections->size());
  for (uint32_t i = 1; i < sections->size(); ++i) {
    const SectionRecord& section = (*sections)[i];
    if (!IsContent(section)) continue;
    if (IsNameOfC(section.name)) inputs_.emplace(section.name);
    if (input.link != nullptr &&
        input.link->IsDuplicate(index, section.comdat)) {
      fates[i] = SectionFate::kDuplicate;
      continue;
    }
    patterns[i] = placer.Find(input.name, section.name);
    fates[i] = FateIn(patterns[i], section);
    if (fates[i] == SectionFate::kDropped) has_dropped_[index] = true;
  }
  if (script_drops_common_) {
    const InputPattern* common = placer.Find(input.name, "COMMON");
    drops_common_[index] = common != nullptr && common->discard;
    if (drops_common_[index]) has_dropped_[index] = true;
  }
  for (uint32_t i = 1; i < sections->size(); ++i) {
    const SectionRecord& section = (*sections)[i];
    if (!IsContent(section) || !IsLinked(fates[i])) continue;
    TakenSection taken{index, i, section.name, patterns[i], section.empty};
    uint32_t subject = LostSubject(*sections, fates, i);
    if (subject == 0) {
      AddOutput(OutputOf(patterns[i], section));
      tables.AddLinked(taken);
      continue;
    }
    if (patterns[i] != nullptr) AddOutput(patterns[i]->output);
    tables.AddTable(
        taken,
        {(*sections)[section.belongs_to].name, patterns[subject],
         fates[subject] == SectionFate::kDuplicate,
         (*sections)[subject].excluded, subject != section.belongs_to},
        section.type == kArmUnwindTable &&
            input.file.symbols().machine == kArm);
  }
}

SectionFate LinkedSections::FateIn(const InputPattern* pattern,
                                   const SectionRecord& section) const {
  if (section.excluded) return SectionFate::kDropped;
  if (pattern != nullptr && pattern->discard) return SectionFate::kDropped;
  bool keep = section.retained || (pattern != nullptr && pattern->keep);
  return options_.drops_unreached && !keep ? SectionFate::kIfReached
                                           : SectionFate::kKept;
}

void LinkedSections::AddOutput(std::string_view output) {
  if (IsNameOfC(output)) outputs_.emplace(output);
}

std::vector<bool> LinkedSections::DroppedOf(ObjectIndex object) const {
  const std::vector<SectionFate>& fates = fates_[object];
  std::vector<bool> dropped(fates.size());
  std::transform(fates.begin(), fates.end(), dropped.begin(),
                 [](auto fate) { return fate == SectionFate::kDropped; });
  return dropped;
}

/// GNU ld makes bounds for the names of input sections, and takes them back
/// where no output section bears that name in the end (ld/ldlang.c,
/// lang_init_start_stop); ld.lld makes them for output sections, those that
/// stay empty included.
bool LinkedSections::IsSectionBound(std::string_view symbol) const {
  std::optional<std::string_view> bounded = BoundedSection(symbol);
  if (!bounded || !IsNameOfC(*bounded)) return false;
  std::string section(*bounded);
  if (script_.flavour() == LinkerFlavour::kLld) {
    return outputs_.contains(section) || script_.HasOutputSection(section);
  }
  return inputs_.contains(section) && outputs_.contains(section);
}

}  // namespace kplace
