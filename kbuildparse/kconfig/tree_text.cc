// ToText(Tree): what tests compare.

#include <fmt/core.h>

#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {
namespace {

const char* Name(Property::Kind kind) {
  switch (kind) {
    case Property::Kind::kPrompt:
      return "prompt";
    case Property::Kind::kDefault:
      return "default";
    case Property::Kind::kSelect:
      return "select";
    case Property::Kind::kImply:
      return "imply";
    case Property::Kind::kDepends:
      return "depends on";
    case Property::Kind::kRange:
      return "range";
  }
  return "";
}

std::string ValueText(const Property& property) {
  if (property.kind == Property::Kind::kPrompt) return Quote(property.text);
  if (property.kind != Property::Kind::kRange) return ToText(property.value);
  return fmt::format("{} {}", ToText(property.value->left),
                     ToText(property.value->right));
}

void AppendProperties(const std::vector<Property>& properties,
                      std::string& out) {
  for (const Property& property : properties) {
    out += fmt::format("{}:   {} {}", property.where.line, Name(property.kind),
                       ValueText(property));
    if (property.condition) {
      out += fmt::format(" if {}", ToText(property.condition));
    }
    out += '\n';
  }
}

void AppendConditions(const ExprPtr& enclosing, const ExprPtr& visible,
                      std::string& out) {
  if (enclosing) out += fmt::format("     inside {}\n", ToText(enclosing));
  if (visible) out += fmt::format("     visible if {}\n", ToText(visible));
}

void AppendDefinition(const Definition& definition, std::string& out) {
  out += fmt::format("{}: {} {} {}", definition.where.line,
                     definition.menuconfig ? "menuconfig" : "config",
                     definition.option, Name(definition.type));
  if (definition.choice >= 0) {
    out += fmt::format(" choice={}", definition.choice);
  }
  if (definition.modules) out += " modules";
  if (definition.transitional) out += " transitional";
  if (definition.allnoconfig_y) out += " allnoconfig_y";
  if (!definition.env.empty()) out += fmt::format(" env={}", definition.env);
  out += '\n';
  AppendConditions(definition.enclosing, definition.visible, out);
  AppendProperties(definition.properties, out);
  if (!definition.help.empty()) {
    out += fmt::format("     help {}\n", Quote(definition.help));
  }
}

void AppendChoice(const Choice& choice, std::string& out) {
  out +=
      fmt::format("{}: choice{}{} {}{}\n", choice.where.line,
                  choice.name.empty() ? "" : " ", choice.name,
                  Name(choice.type == OptionType::kUnknown ? OptionType::kBool
                                                           : choice.type),
                  choice.optional ? " optional" : "");
  AppendConditions(choice.enclosing, choice.visible, out);
  AppendProperties(choice.properties, out);
}

}  // namespace

const char* Name(OptionType type) {
  switch (type) {
    case OptionType::kUnknown:
      return "unknown";
    case OptionType::kBool:
      return "bool";
    case OptionType::kTristate:
      return "tristate";
    case OptionType::kString:
      return "string";
    case OptionType::kInt:
      return "int";
    case OptionType::kHex:
      return "hex";
  }
  return "unknown";
}

std::string ToText(const Tree& tree) {
  std::string out;
  for (const Choice& choice : tree.choices()) AppendChoice(choice, out);
  for (const auto& definition : tree.definitions()) {
    AppendDefinition(*definition, out);
  }
  return out;
}

}  // namespace kplace::kconfig
