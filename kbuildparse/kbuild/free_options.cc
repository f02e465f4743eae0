#include "kbuildparse/kbuild/free_options.h"

#include <string>

namespace kplace::kbuild {

std::optional<make::Value> FreeOption(std::string_view name,
                                      const kconfig::Tree* options,
                                      ConditionStore& conditions) {
  constexpr std::string_view kPrefix = "CONFIG_";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  using kconfig::OptionType;
  make::Value value;
  OptionType type = options == nullptr
                        ? OptionType::kTristate
                        : options->TypeOf(name.substr(kPrefix.size()));
  switch (type) {
    case OptionType::kUnknown:
      return std::nullopt;
    case OptionType::kTristate:
      value.Append(conditions.Atom(name, OptionValue::kYes), "y");
      value.Append(conditions.Atom(name, OptionValue::kModule), "m");
      return value;
    case OptionType::kBool:
      value.Append(conditions.Atom(name, OptionValue::kYes), "y");
      return value;
    case OptionType::kString:
    case OptionType::kInt:
    case OptionType::kHex:
      return make::Value::Unknown(std::string(name));
  }
  return std::nullopt;
}

}  // namespace kplace::kbuild
