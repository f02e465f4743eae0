#include "analyzer/link/judged_places.h"

namespace kplace {
namespace {

std::string_view What(Lack lack) {
  return lack == Lack::kUndefined ? "undefined"
                                  : "in a section that the linker script drops";
}

std::string_view Where(ReferenceVerdict verdict) {
  return verdict == ReferenceVerdict::kDepends
             ? "named only where one of GNU ld and ld.lld looks and the other "
               "does not (a section that is not loaded, a relocation without "
               "effect, a table that one of them clears); the build does not "
               "say which links it"
             : "named where --gc-sections keeps only what something reaches; "
               "that is not followed";
}

}  // namespace

void OpenVerdicts::Add(const OpenVerdicts& others) {
  for (const auto& [kind, names] : others.names_) {
    names_[kind].insert(names.begin(), names.end());
  }
}

void OpenVerdicts::Tell(Unknowns& unknowns) const {
  for (const auto& [kind, names] : names_) {
    std::string reason(What(kind.lack));
    reason += ", and ";
    reason += Where(kind.verdict);
    unknowns.AddGroup({names.begin(), names.end()}, "symbols", reason,
                      UnknownKind::kUndecided);
  }
}

}  // namespace kplace
