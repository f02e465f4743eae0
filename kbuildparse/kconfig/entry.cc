#include "kbuildparse/kconfig/entry.h"

#include <utility>

namespace kplace::kconfig {
namespace {

using Kind = Property::Kind;

/// Reads one line; a class only to share what the readers need.
class EntryLine {
 public:
  EntryLine(TokenReader& reader, SourceLoc where, Entry& entry)
      : reader_(reader), where_(where), entry_(entry) {}

  bool ReadConfig(Keyword keyword);
  bool ReadChoice(Keyword keyword);
  bool ReadMenu(Keyword keyword);

 private:
  bool ReadCommon(Keyword keyword, std::vector<Property>& properties,
                  OptionType& type);
  bool ReadFlag(Keyword keyword);
  bool ReadRelation(Keyword keyword, std::vector<Property>& properties);
  void ReadType(OptionType read, OptionType& type,
                std::vector<Property>& properties);
  void SetType(OptionType read, OptionType& type);
  void ReadPrompt(std::vector<Property>& properties);
  void ReadDefault(std::vector<Property>& properties);
  void ReadTarget(Kind kind, std::vector<Property>& properties);
  void ReadRange(std::vector<Property>& properties);
  void ReadOption();
  Property ReadDepends();
  ExprPtr Condition();
  void Add(Kind kind, ExprPtr value, std::vector<Property>& properties);

  TokenReader& reader_;
  SourceLoc where_;
  Entry& entry_;
};

/// A dependency that cannot be read is there all the same.
ExprPtr NotKnown() {
  return MakeLeaf(Expr::Op::kMacro, "condition that cannot be read");
}

ExprPtr EntryLine::Condition() {
  ExprPtr condition = reader_.ReadCondition();
  return reader_.failed() ? NotKnown() : condition;
}

void EntryLine::Add(Kind kind, ExprPtr value,
                    std::vector<Property>& properties) {
  if (reader_.failed()) return;
  Property property{kind, std::move(value), {}, nullptr, where_};
  property.condition = Condition();
  properties.push_back(std::move(property));
}

void EntryLine::SetType(OptionType read, OptionType& type) {
  if (type != OptionType::kUnknown && type != read) {
    reader_.Warn("the option has another type already, which stays");
    return;
  }
  type = read;
}

void EntryLine::ReadType(OptionType read, OptionType& type,
                         std::vector<Property>& properties) {
  if (!reader_.AtEnd()) ReadPrompt(properties);
  SetType(read, type);
}

void EntryLine::ReadPrompt(std::vector<Property>& properties) {
  const Token& token = reader_.Peek();
  bool text =
      token.kind == Token::Kind::kString || token.kind == Token::Kind::kMacro;
  if (!text) {
    reader_.Unexpected("a prompt in quotes");
    return;
  }
  reader_.Take();
  Property property{Kind::kPrompt, nullptr, std::string(token.text), nullptr,
                    where_};
  property.condition = Condition();
  properties.push_back(std::move(property));
}

void EntryLine::ReadDefault(std::vector<Property>& properties) {
  ExprPtr value = reader_.ReadExpr();
  Add(Kind::kDefault, std::move(value), properties);
}

void EntryLine::ReadTarget(Kind kind, std::vector<Property>& properties) {
  if (reader_.Peek().kind != Token::Kind::kWord) {
    reader_.Unexpected("the name of an option");
    return;
  }
  std::string_view name = reader_.Take().text;
  Add(kind, MakeLeaf(Expr::Op::kSymbol, name), properties);
}

void EntryLine::ReadRange(std::vector<Property>& properties) {
  ExprPtr low = reader_.ReadSymbol();
  if (reader_.failed()) return;
  ExprPtr high = reader_.ReadSymbol();
  if (reader_.failed()) return;
  Add(Kind::kRange, MakeBinary(Expr::Op::kLessEqual, low, high), properties);
}

/// `depends on E` or `depends on E if F`.
Property EntryLine::ReadDepends() {
  if (!reader_.TakeWord("on")) reader_.Unexpected("'on'");
  Property property{Kind::kDepends, nullptr, {}, nullptr, where_};
  property.value = reader_.failed() ? nullptr : reader_.ReadExpr();
  if (reader_.failed()) {
    property.value = NotKnown();
  } else {
    property.condition = Condition();
  }
  return property;
}

/// `option env="X"`, `option modules`, `option allnoconfig_y`,
/// `option defconfig_list`: before Linux 5.13.
void EntryLine::ReadOption() {
  if (entry_.definition == nullptr) return;
  Definition& definition = *entry_.definition;
  if (reader_.TakeWord("modules")) {
    definition.modules = true;
  } else if (reader_.TakeWord("allnoconfig_y")) {
    definition.allnoconfig_y = true;
  } else if (reader_.TakeWord("defconfig_list")) {
    // Where `make defconfig` looks: says nothing about values.
  } else if (reader_.TakeWord("env")) {
    if (!reader_.TakeIf(Token::Kind::kEqual)) reader_.Unexpected("'='");
    if (!reader_.failed()) definition.env = reader_.Take().text;
  } else {
    reader_.Unexpected("env, modules, allnoconfig_y or defconfig_list");
  }
}

bool EntryLine::ReadFlag(Keyword keyword) {
  Definition& definition = *entry_.definition;
  switch (keyword) {
    case Keyword::kModules:
      definition.modules = true;
      return true;
    case Keyword::kTransitional:
      definition.transitional = true;
      return true;
    case Keyword::kOption:
      ReadOption();
      return true;
    default:
      return false;
  }
}

bool EntryLine::ReadCommon(Keyword keyword, std::vector<Property>& properties,
                           OptionType& type) {
  switch (keyword) {
    case Keyword::kBool:
      ReadType(OptionType::kBool, type, properties);
      break;
    case Keyword::kTristate:
      ReadType(OptionType::kTristate, type, properties);
      break;
    case Keyword::kPrompt:
      ReadPrompt(properties);
      break;
    case Keyword::kDefault:
      ReadDefault(properties);
      break;
    case Keyword::kDepends:
      properties.push_back(ReadDepends());
      break;
    default:
      return false;
  }
  return true;
}

bool EntryLine::ReadRelation(Keyword keyword,
                             std::vector<Property>& properties) {
  switch (keyword) {
    case Keyword::kSelect:
      ReadTarget(Kind::kSelect, properties);
      break;
    case Keyword::kImply:
      ReadTarget(Kind::kImply, properties);
      break;
    case Keyword::kRange:
      ReadRange(properties);
      break;
    default:
      return false;
  }
  return true;
}

bool EntryLine::ReadConfig(Keyword keyword) {
  std::vector<Property>& properties = entry_.definition->properties;
  OptionType& type = entry_.definition->type;
  switch (keyword) {
    case Keyword::kString:
      ReadType(OptionType::kString, type, properties);
      return true;
    case Keyword::kInt:
      ReadType(OptionType::kInt, type, properties);
      return true;
    case Keyword::kHex:
      ReadType(OptionType::kHex, type, properties);
      return true;
    case Keyword::kDefBool:
      ReadDefault(properties);
      SetType(OptionType::kBool, type);
      return true;
    case Keyword::kDefTristate:
      ReadDefault(properties);
      SetType(OptionType::kTristate, type);
      return true;
    default:
      return ReadCommon(keyword, properties, type) ||
             ReadRelation(keyword, properties) || ReadFlag(keyword);
  }
}

bool EntryLine::ReadChoice(Keyword keyword) {
  Choice& choice = entry_.choice;
  if (keyword == Keyword::kOptional) {
    choice.optional = true;
    return true;
  }
  return ReadCommon(keyword, choice.properties, choice.type);
}

bool EntryLine::ReadMenu(Keyword keyword) {
  if (keyword == Keyword::kDepends) {
    entry_.depends.push_back(DependencyOf(ReadDepends()));
    return true;
  }
  if (keyword != Keyword::kVisible) return false;
  ExprPtr condition = Condition();
  if (condition != nullptr) entry_.visible.push_back(std::move(condition));
  return true;
}

}  // namespace

bool ReadEntryLine(Keyword keyword, TokenReader& reader, SourceLoc where,
                   Entry& entry) {
  EntryLine line(reader, where, entry);
  switch (entry.kind) {
    case Entry::Kind::kNone:
      return false;
    case Entry::Kind::kBroken:
      return true;
    case Entry::Kind::kConfig:
      return line.ReadConfig(keyword);
    case Entry::Kind::kChoice:
      return line.ReadChoice(keyword);
    case Entry::Kind::kMenu:
    case Entry::Kind::kComment:
      return line.ReadMenu(keyword);
  }
  return false;
}

}  // namespace kplace::kconfig
