// number_text.h - texts as numbers, as conf reads them.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_NUMBER_TEXT_H_
#define KPLACE_KBUILDPARSE_KCONFIG_NUMBER_TEXT_H_

#include <string>

#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {

/// Whether a setting of an option of this type may have the text
/// (sym_string_valid() of scripts/kconfig/symbol.c).
bool IsValidText(OptionType type, const std::string& text);

/// The order of two texts in a comparison: below, at or above zero.  Numbers
/// are compared as such when both are, by the types of what they belong to
/// (expr_calc_value() and expr_parse_string() of scripts/kconfig/expr.c).
int CompareTexts(const std::string& left, OptionType left_type,
                 const std::string& right, OptionType right_type);

/// The number `step` above one of that type, written alike.
std::string NumberBeside(OptionType type, const std::string& text, int step);

/// A text with the type of the option that it belongs to.
struct TypedText {
  const std::string& text;
  OptionType type;
};

/// Below, in or above a range: below, at or above zero.  What has no type is
/// read as `number` is (sym_validate_range() of scripts/kconfig/symbol.c).
int SideOfRange(TypedText number, TypedText low, TypedText high);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_NUMBER_TEXT_H_
