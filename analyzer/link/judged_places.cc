#include "analyzer/link/judged_places.h"

namespace kplace {
namespace {

std::string_view What(Lack lack) {
  return lack == Lack::kUndefined ? "undefined"
                                  : "in a section that the linker script drops";
}

}  // namespace

void OpenVerdicts::Add(const OpenVerdicts& others) {
  for (const auto& [lack, names] : others.names_) {
    names_[lack].insert(names.begin(), names.end());
  }
}

void OpenVerdicts::Tell(Unknowns& unknowns) const {
  for (const auto& [lack, names] : names_) {
    std::string reason(What(lack));
    reason +=
        ", and named where --gc-sections keeps only what something reaches; "
        "that is not followed";
    unknowns.AddGroup({names.begin(), names.end()}, "symbols", reason,
                      UnknownKind::kUndecided);
  }
}

}  // namespace kplace
