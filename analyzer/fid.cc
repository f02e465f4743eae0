#include "analyzer/fid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace kplace {
namespace {

constexpr std::string_view kFormatVersion = "1";

/// FNV-1a, 64 bits.  Each field ends with a NUL, which no path holds, so that
/// ("ab", "c") and ("a", "bc") differ.
class Fnv1a {
 public:
  void AddField(std::string_view field) {
    for (char c : field) AddByte(static_cast<uint8_t>(c));
    AddByte(0);
  }
  uint64_t value() const { return value_; }

 private:
  void AddByte(uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
  uint64_t value_ = 0xcbf29ce484222325;
};

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
  return fmt::format("{:016x}", hash.value());
}

}  // namespace kplace
