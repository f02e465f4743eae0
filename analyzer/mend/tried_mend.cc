#include "analyzer/mend/tried_mend.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kplace {

std::string TriedMend::Text() const {
  std::string text = fmt::format("{}: {}  ", mend.option, mend.line);
  const std::string list = fmt::format("{}", fmt::join(details, ", "));
  switch (outcome) {
    case Outcome::kCloses:
      text += "closes it";
      break;
    case Outcome::kLeaves:
      text += "leaves it open, with " + (list.empty() ? "the base" : list);
      break;
    case Outcome::kRecursive:
      return text + "is recursive: " + list;
    case Outcome::kUnknown:
      return text + "unknown: " + list;
  }
  if (!takes_away.empty()) {
    text += fmt::format("; takes away {}", fmt::join(takes_away, ", "));
  }
  if (!opens.empty()) {
    text += fmt::format("; opens another: {}", fmt::join(opens, ", "));
  }
  return text;
}

}  // namespace kplace
