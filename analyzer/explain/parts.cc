#include "analyzer/explain/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace kplace {

StoryPart PartOf(const AnalysisInput& input, const Placement& row) {
  return {row.object, row.unit, VerdictOf(*input.placement, row),
          BecauseOf(*input.placement, row, *input.sources)};
}

void SortByUnit(std::vector<StoryPart>& parts) {
  std::stable_sort(
      parts.begin(), parts.end(), [](const StoryPart& a, const StoryPart& b) {
        bool a_first = a.unit == "vmlinux";
        bool b_first = b.unit == "vmlinux";
        return std::tie(b_first, a.unit) < std::tie(a_first, b.unit);
      });
}

std::string CountText(const std::vector<StoryPart>& parts) {
  std::set<std::string_view> modules;
  size_t builtin = 0;
  size_t archived = 0;
  for (const StoryPart& part : parts) {
    if (part.unit == "vmlinux") {
      ++builtin;
    } else if (part.unit.ends_with(".ko")) {
      modules.insert(part.unit);
    } else {
      ++archived;
    }
  }
  std::string text =
      fmt::format("{} object{} in vmlinux, {} in {} module{}", builtin,
                  builtin == 1 ? "" : "s", parts.size() - builtin - archived,
                  modules.size(), modules.size() == 1 ? "" : "s");
  if (archived != 0) text += fmt::format(", {} in archives", archived);
  return text;
}

}  // namespace kplace
