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
constexpr uint32_t kArmUnwindTable = 0x70000001;  // SHT_ARM_EXIDX

bool IsContent(const SectionRecord& section) {
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
                               const Options& options, Unknowns& unknowns)
    : script_(script),
      options_(options),
      fates_(plan.objects.size()),
      has_dropped_(plan.objects.size()) {
  SectionPlacer placer(script);
  for (ObjectIndex i = 0; i < plan.objects.size(); ++i) {
    if (!link.linked[i]) continue;
    Read(i, *objects.objects[i].file,
         ScriptNameOf(plan.objects[i], options.as_one_file), placer, &link,
         unknowns);
  }
  JudgeOrphans();
}

void LinkedSections::AddWitness(ObjectIndex index, const ObjectFile& file,
                                const InputFile& name, Unknowns& unknowns) {
  SectionPlacer placer(script_);
  Read(index, file, name, placer, nullptr, unknowns);
}

void LinkedSections::Read(ObjectIndex index, const ObjectFile& file,
                          const InputFile& name, SectionPlacer& placer,
                          const VmlinuxLink* link, Unknowns& unknowns) {
  Result<std::vector<SectionRecord>> sections = file.ReadSections();
  if (!sections) {
    unknowns.Add(std::string(name.path), sections.error().message);
    return;
  }
  std::vector<SectionFate>& fates = fates_[index];
  fates.resize(sections->size(), SectionFate::kKept);
  std::vector<std::pair<uint32_t, const InputPattern*>> tables;
  for (uint32_t i = 1; i < sections->size(); ++i) {
    const SectionRecord& section = (*sections)[i];
    if (!IsContent(section)) continue;
    if (IsNameOfC(section.name)) inputs_.emplace(section.name);
    if (link != nullptr && link->IsDuplicate(index, section.comdat)) {
      fates[i] = SectionFate::kDuplicate;
      continue;
    }
    const InputPattern* pattern = placer.Find(name, section.name);
    fates[i] = FateIn(pattern, section);
    if (fates[i] == SectionFate::kDropped) {
      has_dropped_[index] = true;
      continue;
    }
    AddOutput(OutputOf(pattern, section));
    if (section.belongs_to != 0) tables.emplace_back(i, pattern);
  }
  for (const auto& [number, pattern] : tables) {
    AddTable(index, number, *sections, pattern);
  }
}

SectionFate LinkedSections::FateIn(const InputPattern* pattern,
                                   const SectionRecord& section) const {
  if (pattern != nullptr && pattern->discard) return SectionFate::kDropped;
  bool keep = section.retained || (pattern != nullptr && pattern->keep);
  return options_.drops_unreached && !keep ? SectionFate::kIfReached
                                           : SectionFate::kKept;
}

void LinkedSections::AddOutput(std::string_view output) {
  if (IsNameOfC(output)) outputs_.emplace(output);
}

void LinkedSections::AddTable(ObjectIndex index, uint32_t number,
                              const std::vector<SectionRecord>& sections,
                              const InputPattern* pattern) {
  const SectionRecord& table = sections[number];
  auto& output = tables_[std::string(OutputOf(pattern, table))];
  bool is_first = !output.pattern || pattern < *output.pattern;
  if (is_first) {
    output.pattern = pattern;
    output.first_orphan.reset();
  }
  std::vector<SectionFate>& fates = fates_[index];
  if (table.belongs_to >= fates.size() ||
      fates[table.belongs_to] != SectionFate::kDropped) {
    output.others_stay = true;
    return;
  }
  if (fates[number] == SectionFate::kIfReached) {
    fates[number] = SectionFate::kDropped;
    return;
  }
  if (is_first) output.first_orphan = orphans_.size();
  orphans_.push_back(
      {index, number, table.name, sections[table.belongs_to].name});
  orphans_.back().rejected_by_lld = table.type != kArmUnwindTable;
  fates[number] = SectionFate::kDropped;
}

void LinkedSections::JudgeOrphans() {
  for (const auto& [name, output] : tables_) {
    if (output.first_orphan && output.others_stay) {
      orphans_[*output.first_orphan].rejected_by_gnu_ld = true;
    }
  }
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
