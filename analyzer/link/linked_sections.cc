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
         ScriptNameOf(plan.objects[i], options.as_one_file), placer, link,
         unknowns);
  }
}

void LinkedSections::Read(ObjectIndex index, const ObjectFile& file,
                          const InputFile& name, SectionPlacer& placer,
                          const VmlinuxLink& link, Unknowns& unknowns) {
  Result<std::vector<SectionRecord>> sections = file.ReadSections();
  if (!sections) {
    unknowns.Add(std::string(name.path), sections.error().message);
    return;
  }
  std::vector<SectionFate>& fates = fates_[index];
  fates.resize(sections->size(), SectionFate::kKept);
  for (uint32_t i = 1; i < sections->size(); ++i) {
    const SectionRecord& section = (*sections)[i];
    if (!IsContent(section)) continue;
    if (IsNameOfC(section.name)) inputs_.emplace(section.name);
    if (link.IsDuplicate(index, section.comdat)) {
      fates[i] = SectionFate::kDuplicate;
      continue;
    }
    const InputPattern* pattern = placer.Find(name, section.name);
    if (pattern != nullptr && pattern->discard) {
      fates[i] = SectionFate::kDropped;
      has_dropped_[index] = true;
      continue;
    }
    bool keep = pattern != nullptr && pattern->keep;
    if (options_.drops_unreached && !keep && !section.retained) {
      fates[i] = SectionFate::kIfReached;
    }
    AddOutput(section.name, pattern);
  }
  if (has_dropped_[index]) DropTables(index, *sections);
}

void LinkedSections::AddOutput(std::string_view section,
                               const InputPattern* pattern) {
  std::string_view output =
      pattern == nullptr ? section : std::string_view(pattern->output);
  if (IsNameOfC(output)) outputs_.emplace(output);
}

void LinkedSections::AddWitness(const ObjectFile& file, const InputFile& name,
                                Unknowns& unknowns) {
  Result<std::vector<SectionRecord>> sections = file.ReadSections();
  if (!sections) {
    unknowns.Add(std::string(name.path), sections.error().message);
    return;
  }
  SectionPlacer placer(script_);
  for (const SectionRecord& section : *sections) {
    if (!IsContent(section)) continue;
    if (IsNameOfC(section.name)) inputs_.emplace(section.name);
    const InputPattern* pattern = placer.Find(name, section.name);
    if (pattern != nullptr && pattern->discard) continue;
    AddOutput(section.name, pattern);
  }
}

void LinkedSections::DropTables(ObjectIndex index,
                                const std::vector<SectionRecord>& sections) {
  std::vector<SectionFate>& fates = fates_[index];
  for (uint32_t i = 1; i < sections.size(); ++i) {
    uint32_t about = sections[i].belongs_to;
    if (about >= fates.size() || fates[about] != SectionFate::kDropped) {
      continue;
    }
    if (fates[i] != SectionFate::kKept) continue;
    fates[i] = SectionFate::kDropped;
    if (script_.flavour() == LinkerFlavour::kLld) {
      orphans_.push_back({index, i, sections[i].name, sections[about].name});
    }
  }
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
