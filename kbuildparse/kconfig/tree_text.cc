// ToText(Tree): what tests compare.

#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {
namespace {

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
  return ToText(property.value->left) + " " + ToText(property.value->right);
}

void AppendProperties(const std::vector<Property>& properties,
                      std::string& out) {
  for (const Property& property : properties) {
    out += std::to_string(property.where.line) + ":   " + Name(property.kind);
    out += " " + ValueText(property);
    if (property.condition) out += " if " + ToText(property.condition);
    out += '\n';
  }
}

void AppendConditions(const ExprPtr& enclosing, const ExprPtr& visible,
                      std::string& out) {
  if (enclosing) out += "     inside " + ToText(enclosing) + "\n";
  if (visible) out += "     visible if " + ToText(visible) + "\n";
}

void AppendDefinition(const Definition& definition, std::string& out) {
  out += std::to_string(definition.where.line) + ": ";
  out += definition.menuconfig ? "menuconfig " : "config ";
  out += definition.option + " " + Name(definition.type);
  if (definition.choice >= 0) {
    out += " choice=" + std::to_string(definition.choice);
  }
  if (definition.modules) out += " modules";
  if (definition.transitional) out += " transitional";
  if (definition.allnoconfig_y) out += " allnoconfig_y";
  if (!definition.env.empty()) out += " env=" + definition.env;
  out += '\n';
  AppendConditions(definition.enclosing, definition.visible, out);
  AppendProperties(definition.properties, out);
  if (!definition.help.empty()) out += "     help " + Quote(definition.help);
  if (!definition.help.empty()) out += '\n';
}

void AppendChoice(const Choice& choice, std::string& out) {
  out += std::to_string(choice.where.line) + ": choice ";
  if (!choice.name.empty()) out += choice.name + " ";
  out += Name(choice.type);
  if (choice.optional) out += " optional";
  out += '\n';
  AppendConditions(choice.enclosing, choice.visible, out);
  AppendProperties(choice.properties, out);
}

}  // namespace

std::string ToText(const Tree& tree) {
  std::string out;
  for (const Choice& choice : tree.choices()) AppendChoice(choice, out);
  for (const auto& definition : tree.definitions()) {
    AppendDefinition(*definition, out);
  }
  return out;
}

}  // namespace kplace::kconfig
