#include "kbuildparse/kconfig/number_text.h"

#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace kplace::kconfig {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsHexDigit(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

bool IsInt(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty()) return false;
  for (char c : text) {
    if (!IsDigit(c)) return false;
  }
  return text.size() == 1 || text[0] != '0';
}

bool IsHex(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  if (text.empty()) return false;
  for (char c : text) {
    if (!IsHexDigit(c)) return false;
  }
  return true;
}

enum class Kind { kText, kSigned, kUnsigned };

struct Number {
  Kind kind = Kind::kText;
  long long value = 0;
};

Number ReadNumber(const std::string& text, OptionType type) {
  Number number;
  if (IsTristateType(type)) {
    number.kind = Kind::kSigned;
    number.value = text == "n" ? 0 : text == "m" ? 1 : text == "y" ? 2 : -1;
    return number;
  }
  char* end = nullptr;
  errno = 0;
  if (type == OptionType::kHex) {
    number.kind = Kind::kUnsigned;
    number.value =
        static_cast<long long>(std::strtoull(text.c_str(), &end, 16));
  } else {
    number.kind = Kind::kSigned;
    number.value =
        std::strtoll(text.c_str(), &end, type == OptionType::kInt ? 10 : 0);
  }
  bool whole =
      errno == 0 && *end == '\0' && end > text.c_str() && IsHexDigit(end[-1]);
  if (!whole) number.kind = Kind::kText;
  return number;
}

/// Of a limit of a range, whose own type counts when it has one.
long long LimitValue(TypedText limit, int base) {
  if (limit.type == OptionType::kInt) base = 10;
  if (limit.type == OptionType::kHex) base = 16;
  return std::strtoll(limit.text.c_str(), nullptr, base);
}

template <typename T>
int Order(T left, T right) {
  return (left > right ? 1 : 0) - (left < right ? 1 : 0);
}

}  // namespace

bool IsValidText(OptionType type, const std::string& text) {
  switch (type) {
    case OptionType::kString:
      return true;
    case OptionType::kInt:
      return IsInt(text);
    case OptionType::kHex:
      return IsHex(text);
    case OptionType::kBool:
    case OptionType::kTristate:
      return !text.empty() &&
             std::string_view("yYmMnN").find(text[0]) != std::string_view::npos;
    case OptionType::kUnknown:
      return false;
  }
  return false;
}

int CompareTexts(const std::string& left, OptionType left_type,
                 const std::string& right, OptionType right_type) {
  Number a, b;
  if (left_type != OptionType::kString || right_type != OptionType::kString) {
    a = ReadNumber(left, left_type);
    b = ReadNumber(right, right_type);
  }
  if (a.kind == Kind::kText || b.kind == Kind::kText) {
    return left.compare(right);
  }
  if (a.kind == Kind::kUnsigned || b.kind == Kind::kUnsigned) {
    return Order(static_cast<unsigned long long>(a.value),
                 static_cast<unsigned long long>(b.value));
  }
  return Order(a.value, b.value);
}

std::string NumberBeside(OptionType type, const std::string& text, int step) {
  const bool hex = type == OptionType::kHex;
  unsigned long long value =
      std::strtoull(text.c_str(), nullptr, hex ? 16 : 10);
  value += static_cast<unsigned long long>(step);
  if (!hex) return std::to_string(static_cast<long long>(value));
  char digits[17];
  auto end = std::to_chars(std::begin(digits), std::end(digits), value, 16).ptr;
  return "0x" + std::string(digits, end);
}

int SideOfRange(TypedText number, TypedText low, TypedText high) {
  const int base = number.type == OptionType::kInt ? 10 : 16;
  long long value = std::strtoll(number.text.c_str(), nullptr, base);
  if (value < LimitValue(low, base)) return -1;
  return value > LimitValue(high, base) ? 1 : 0;
}

}  // namespace kplace::kconfig
