#include "analyzer/link/reference_verdict.h"

#include <algorithm>
#include <string_view>

namespace kplace {
namespace {

/// What GNU ld takes for debug information: --strip-debug leaves it out, and it
/// may name discarded sections (bfd/elf.c, SEC_DEBUGGING).
bool IsDebug(const Reference& reference) {
  if (reference.allocated) return false;
  std::string_view section = reference.section_name;
  constexpr std::string_view kPrefixes[] = {
      ".debug", ".zdebug", ".gnu.debuglto_.debug_", ".gnu.linkonce.wi.",
      ".stab",  ".line"};
  return section == ".gdb_index" ||
         std::any_of(
             std::begin(kPrefixes), std::end(kPrefixes),
             [&](std::string_view p) { return section.starts_with(p); });
}

// e_machine
constexpr uint16_t kAny = 0;
constexpr uint16_t kMips = 8;
constexpr uint16_t kPowerPc = 20;
constexpr uint16_t kPowerPc64 = 21;

/// A table in which a linker drops or clears the entry of what is discarded.
struct ClearedTable {
  std::string_view section;
  uint16_t machine;
};

/// bfd: elf_backend_action_discarded, elf_backend_ignore_discarded_relocs.
constexpr ClearedTable kClearedByGnuLd[] = {
    {".eh_frame", kAny},  {".sframe", kAny},     {".gcc_except_table", kAny},
    {".got2", kPowerPc},  {".fixup", kPowerPc},  {".opd", kPowerPc64},
    {".toc", kPowerPc64}, {".toc1", kPowerPc64}, {".pdr", kMips}};

/// lld/ELF: maybeReportUndefined; .eh_frame is taken apart before.
constexpr ClearedTable kClearedByLld[] = {
    {".eh_frame", kAny}, {".got2", kAny}, {".toc", kAny}};

template <size_t N>
bool IsIn(const ClearedTable (&tables)[N], std::string_view section,
          uint16_t machine) {
  return std::any_of(
      std::begin(tables), std::end(tables), [&](const ClearedTable& table) {
        return table.section == section &&
               (table.machine == kAny || table.machine == machine);
      });
}

bool GnuLdRejects(const Reference& reference, Lack lack, uint16_t machine) {
  if (lack == Lack::kUndefined) return true;
  return !IsDebug(reference) &&
         !IsIn(kClearedByGnuLd, reference.section_name, machine);
}

bool LldRejects(const Reference& reference, Lack lack, uint16_t machine) {
  if (!reference.allocated || reference.none) return false;
  return lack == Lack::kUndefined ||
         !IsIn(kClearedByLld, reference.section_name, machine);
}

}  // namespace

ReferenceVerdict Judge(const Reference& reference, SectionFate fate, Lack lack,
                       uint16_t machine, const LinkerChoice& linker) {
  if (fate != SectionFate::kKept && fate != SectionFate::kIfReached) {
    return ReferenceVerdict::kAccepted;
  }
  if (linker.skips_debug && IsDebug(reference)) {
    return ReferenceVerdict::kAccepted;
  }
  bool rejects = linker.flavour == LinkerFlavour::kGnuLd
                     ? GnuLdRejects(reference, lack, machine)
                     : LldRejects(reference, lack, machine);
  if (!rejects) return ReferenceVerdict::kAccepted;
  return fate == SectionFate::kIfReached ? ReferenceVerdict::kIfReached
                                         : ReferenceVerdict::kRejected;
}

}  // namespace kplace
