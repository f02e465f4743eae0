#include "analyzer/link/reference_verdict.h"

#include <string_view>

namespace kplace {
namespace {

constexpr uint16_t kPowerPc = 20;
constexpr uint16_t kPowerPc64 = 21;

/// What --strip-debug leaves out before the link, and what may name discarded
/// sections anyway (bfd/elf.c, SEC_DEBUGGING).
bool IsDebug(std::string_view section) {
  for (std::string_view prefix :
       {".debug", ".zdebug", ".gnu.debuglto_", ".stab", ".line"}) {
    if (section.starts_with(prefix)) return true;
  }
  return false;
}

/// Tables in which a linker drops or clears the entry of what is discarded
/// (bfd: elf_backend_action_discarded; lld: InputSection.cpp).
bool ClearsEntries(std::string_view section, uint16_t machine) {
  if (section == ".eh_frame" || section == ".gcc_except_table") return true;
  if (machine == kPowerPc) return section == ".got2" || section == ".fixup";
  if (machine == kPowerPc64) return section == ".toc" || section == ".opd";
  return false;
}

}  // namespace

ReferenceVerdict JudgeUndefined(const Reference& reference,
                                const LinkerChoice& linker) {
  if (reference.excluded) return ReferenceVerdict::kAccepted;
  if (linker.skips_debug && IsDebug(reference.section_name)) {
    return ReferenceVerdict::kAccepted;
  }
  bool by_both = reference.allocated && !reference.none;
  if (by_both) return ReferenceVerdict::kRejected;
  if (linker.assumed) return ReferenceVerdict::kDepends;
  return linker.flavour == LinkerFlavour::kGnuLd ? ReferenceVerdict::kRejected
                                                 : ReferenceVerdict::kAccepted;
}

ReferenceVerdict JudgeDiscarded(const Reference& reference, uint16_t machine,
                                const LinkerChoice& linker) {
  if (IsDebug(reference.section_name) ||
      ClearsEntries(reference.section_name, machine)) {
    return ReferenceVerdict::kAccepted;
  }
  return JudgeUndefined(reference, linker);
}

}  // namespace kplace
