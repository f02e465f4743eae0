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

}  // namespace

ReferenceVerdict VerdictOf(const LinkerChoice& linker, bool gnu_ld_rejects,
                           bool lld_rejects) {
  if (gnu_ld_rejects != lld_rejects && linker.assumed) {
    return ReferenceVerdict::kDepends;
  }
  bool rejects =
      linker.flavour == LinkerFlavour::kGnuLd ? gnu_ld_rejects : lld_rejects;
  return rejects ? ReferenceVerdict::kRejected : ReferenceVerdict::kAccepted;
}

ReferenceVerdict Judge(const Reference& reference, SectionFate fate, Lack lack,
                       uint16_t machine, const LinkerChoice& linker) {
  bool is_linked =
      fate == SectionFate::kKept || fate == SectionFate::kIfReached;
  if (!is_linked || reference.excluded) return ReferenceVerdict::kAccepted;
  bool debug = IsDebug(reference);
  if (linker.skips_debug && debug) return ReferenceVerdict::kAccepted;
  bool gnu_ld = true;
  bool lld = reference.allocated && !reference.none;
  if (lack == Lack::kDropped) {
    std::string_view section = reference.section_name;
    gnu_ld = !debug && !IsIn(kClearedByGnuLd, section, machine);
    lld = lld && !IsIn(kClearedByLld, section, machine);
  }
  ReferenceVerdict verdict = VerdictOf(linker, gnu_ld, lld);
  if (verdict == ReferenceVerdict::kAccepted) return verdict;
  return fate == SectionFate::kIfReached ? ReferenceVerdict::kIfReached
                                         : verdict;
}

}  // namespace kplace
