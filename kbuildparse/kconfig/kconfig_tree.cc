#include "kbuildparse/kconfig/kconfig_tree.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace kplace::kconfig {
namespace {

using Op = Expr::Op;

/// `expr` = n, pushed down to the symbols the way expr_trans_compare() of
/// scripts/kconfig/expr.c does.
ExprPtr IsNo(const ExprPtr& expr) {
  switch (expr->op) {
    case Op::kSymbol:
    case Op::kConstant:
    case Op::kMacro:
      return MakeBinary(Op::kEqual, expr, MakeLeaf(Op::kConstant, "n"));
    case Op::kNot:
      return MakeNot(IsNo(expr->left));
    case Op::kAnd:
      return MakeBinary(Op::kOr, IsNo(expr->left), IsNo(expr->right));
    case Op::kOr:
      return MakeBinary(Op::kAnd, IsNo(expr->left), IsNo(expr->right));
    default:
      return MakeNot(expr);  // a comparison is y or n
  }
}

}  // namespace

ExprPtr DependencyOf(const Property& property) {
  if (property.condition == nullptr || property.value == nullptr) {
    return property.value;
  }
  return MakeBinary(Op::kOr, property.value, IsNo(property.condition));
}

namespace {

void AddDependencies(const std::vector<Property>& properties,
                     std::vector<ExprPtr>& parts) {
  for (const Property& property : properties) {
    if (property.kind != Property::Kind::kDepends) continue;
    if (ExprPtr part = DependencyOf(property)) parts.push_back(part);
  }
}

}  // namespace

ExprPtr Definition::Dependency() const {
  std::vector<ExprPtr> parts;
  if (enclosing != nullptr) parts.push_back(enclosing);
  AddDependencies(properties, parts);
  return Join(Op::kAnd, parts);
}

ExprPtr Definition::DependencyInChoice() const {
  std::vector<ExprPtr> parts;
  if (inside_choice != nullptr) parts.push_back(inside_choice);
  AddDependencies(properties, parts);
  return Join(Op::kAnd, parts);
}

ExprPtr Choice::OwnDependency() const {
  std::vector<ExprPtr> parts;
  AddDependencies(properties, parts);
  return Join(Op::kAnd, parts);
}

std::vector<const Definition*> Tree::DefinitionsOf(
    std::string_view option) const {
  auto it = by_option_.find(option);
  if (it == by_option_.end()) return {};
  return it->second;
}

std::vector<Selector> Tree::SelectorsOf(std::string_view option) const {
  auto it = selectors_.find(option);
  if (it == selectors_.end()) return {};
  return it->second;
}

OptionType Tree::TypeOf(std::string_view option) const {
  auto it = by_option_.find(option);
  if (it == by_option_.end()) return OptionType::kUnknown;
  for (const Definition* definition : it->second) {
    if (definition->type != OptionType::kUnknown) return definition->type;
  }
  return OptionType::kUnknown;
}

int Tree::AddChoice(Choice choice) {
  choices_.push_back(std::move(choice));
  return static_cast<int>(choices_.size()) - 1;
}

bool Tree::HasMembers(size_t node) const {
  return std::any_of(nodes_.begin() + static_cast<std::ptrdiff_t>(node),
                     nodes_.end(), [&](const MenuNode& inside) {
                       return inside.definition != nullptr &&
                              inside.definition->choice == nodes_[node].choice;
                     });
}

size_t Tree::AddNode(MenuNode node) {
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

void Tree::Add(std::unique_ptr<Definition> definition) {
  nodes_.emplace_back().definition = definition.get();
  ExprPtr dependency = definition->Dependency();
  for (const Property& property : definition->properties) {
    bool imply = property.kind == Property::Kind::kImply;
    if (!imply && property.kind != Property::Kind::kSelect) continue;
    selectors_[property.value->name].push_back({definition->option,
                                                property.condition, dependency,
                                                property.where, imply});
  }
  by_option_[definition->option].push_back(definition.get());
  definitions_.push_back(std::move(definition));
}

}  // namespace kplace::kconfig
