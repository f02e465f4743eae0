#include "analyzer/explain/chain_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"

namespace kplace {
namespace {

// A longer line pushes its options to the right and no others.
constexpr size_t kWidestText = 60;

std::string PlaceOf(const Evidence& evidence) {
  return Printable(fmt::format("{}:{}", evidence.file, evidence.line));
}

}  // namespace

void ChainColumns::Measure(const std::vector<Because>& chain) {
  for (const Because& because : chain) {
    place_ = std::max(place_, PlaceOf(because.evidence).size());
    text_ = std::max(text_, Printable(because.evidence.text).size());
  }
  text_ = std::min(text_, kWidestText);
}

std::string ChainColumns::Text(const std::vector<Because>& chain) const {
  std::string text;
  for (const Because& because : chain) {
    std::string line =
        fmt::format("    {:<{}}  {:<{}}  {}", PlaceOf(because.evidence), place_,
                    Printable(because.evidence.text), text_,
                    Printable(because.evidence.options));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace kplace
