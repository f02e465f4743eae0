#include "analyzer/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace kplace {

const char* Name(FindingLevel level) {
  constexpr std::array kNames = {"note", "warning", "error"};
  return kNames[static_cast<size_t>(level)];
}

const char* Name(EvidenceLevel level) {
  constexpr std::array kNames = {"modules", "modules+symvers",
                                 "modules+vmlinux", "modules+symvers+vmlinux",
                                 "build"};
  return kNames[static_cast<size_t>(level)];
}

const char* Name(FindingState state) {
  switch (state) {
    case FindingState::kKnown:
      return "known";
    case FindingState::kWaived:
      return "waived";
    case FindingState::kNew:
      break;
  }
  return "new";
}

const char* Name(UnknownKind kind) {
  return kind == UnknownKind::kInput ? "input" : "undecided";
}

void SortFindings(std::vector<Finding>& findings) {
  auto key = [](const Finding& finding) {
    return std::tuple(std::string_view(finding.rule->code),
                      std::string_view(finding.object),
                      std::string_view(finding.symbol));
  };
  std::stable_sort(
      findings.begin(), findings.end(),
      [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

}  // namespace kplace
