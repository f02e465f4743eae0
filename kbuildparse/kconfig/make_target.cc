#include "kbuildparse/kconfig/make_target.h"

namespace kplace::kconfig {
namespace {

Tristate ValueFor(MakeTarget target, const Symbol& symbol) {
  switch (target) {
    case MakeTarget::kAllYesConfig:
      return Tristate::kYes;
    case MakeTarget::kAllModConfig:
      return Tristate::kModule;  // a bool rounds it up
    default:
      return symbol.allnoconfig_y ? Tristate::kYes : Tristate::kNo;
  }
}

/// A choice without a value takes care of its members itself; one that has a
/// value is asked like an option, and so are they.
bool IsAsked(const Symbol& symbol, const Dialect& dialect) {
  if (!IsTristateType(symbol.type)) {
    return false;
  }
  if (symbol.kind == Symbol::Kind::kChoice) return true;
  if (symbol.kind != Symbol::Kind::kOption) return false;
  return dialect.choice_has_value || symbol.choice < 0;
}

}  // namespace

void AskForAll(const SymbolTable& symbols, MakeTarget target,
               UserValues& user) {
  if (target == MakeTarget::kOldDefConfig) return;
  if (target == MakeTarget::kAllDefConfig) return;
  for (SymbolNo number = 0; number < symbols.size(); ++number) {
    const Symbol& symbol = symbols[number];
    if (user[number] || !IsAsked(symbol, symbols.dialect())) continue;
    user[number].emplace().tristate = ValueFor(target, symbol);
  }
}

}  // namespace kplace::kconfig
