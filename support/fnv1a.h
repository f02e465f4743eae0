// fnv1a.h - a short name for much text, the same on every machine.

#ifndef KPLACE_SUPPORT_FNV1A_H_
#define KPLACE_SUPPORT_FNV1A_H_

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace kplace {

/// FNV-1a, 64 bits.  Each field ends with a NUL, which no path holds, so that
/// ("ab", "c") and ("a", "bc") differ.
class Fnv1a {
 public:
  void AddField(std::string_view field) {
    for (char c : field) AddByte(static_cast<uint8_t>(c));
    AddByte(0);
  }
  /// Sixteen hexadecimal digits.
  std::string Text() const { return fmt::format("{:016x}", value_); }

 private:
  void AddByte(uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
  uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace kplace

#endif  // KPLACE_SUPPORT_FNV1A_H_
