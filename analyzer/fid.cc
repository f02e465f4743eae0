#include "analyzer/fid.h"

#include <algorithm>

#include "support/fnv1a.h"

namespace kplace {
namespace {

constexpr std::string_view kFormatVersion = "1";

}  // namespace

std::string FindingId(std::string_view rule_code, std::string_view object,
                      std::string_view symbol, std::vector<std::string> units) {
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  Fnv1a hash;
  for (std::string_view field : {kFormatVersion, rule_code, object, symbol}) {
    hash.AddField(field);
  }
  for (const std::string& unit : units) hash.AddField(unit);
  return hash.Text();
}

}  // namespace kplace
