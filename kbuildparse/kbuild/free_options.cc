#include "kbuildparse/kbuild/free_options.h"

#include "support/path.h"

namespace kplace::kbuild {

std::optional<make::Value> FreeOption(std::string_view name,
                                      const kconfig::Tree* options, bool quoted,
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
      value.AppendOption(
          Condition::True(), name,
          quoted ? make::OptionText::kQuoted : make::OptionText::kText);
      return value;
    case OptionType::kInt:
      value.AppendOption(Condition::True(), name, make::OptionText::kInt);
      return value;
    case OptionType::kHex:
      value.AppendOption(Condition::True(), name, make::OptionText::kHex);
      return value;
  }
  return std::nullopt;
}

bool WritesQuotes(const BuildTree& tree, const FileSystem& files) {
  Result<std::string> writer =
      files.Read(JoinPath(tree.source_dir, "scripts/kconfig/confdata.c"));
  return writer && writer->find("OUTPUT_N_NONE, false)") == std::string::npos;
}

}  // namespace kplace::kbuild
