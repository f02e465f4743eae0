#include "analyzer/search/witness.h"

#include "kbuildparse/kconfig/write_config.h"

namespace kplace {

namespace {

kconfig::UserValues Grown(kconfig::UserValues user, size_t size) {
  user.resize(size);
  return user;
}

}  // namespace

Witness::Witness(const kconfig::SymbolTable& symbols,
                 const kconfig::MacroAnswers& macros, const SearchResult& found)
    : symbols_(symbols),
      user_(Grown(found.user, symbols.size())),
      values_(symbols, user_, macros) {}

std::string FragmentOf(const std::vector<ConfigLine>& change) {
  std::string fragment;
  for (const ConfigLine& line : change) fragment += line.text + '\n';
  return fragment;
}

std::string_view Witness::ValueOf(std::string_view option) {
  if (option.starts_with("CONFIG_")) option.remove_prefix(7);
  auto symbol = symbols_.Find(option);
  const bool defined =
      symbol && symbols_[*symbol].type != kconfig::OptionType::kUnknown;
  text_ = defined ? values_.TextOf(*symbol) : "";
  return text_;
}

std::string Witness::Config() {
  return WriteConfig(symbols_, values_);
}

Configuration Witness::Settings() {
  Configuration settings;
  for (kconfig::SymbolNo symbol = 0; symbol < symbols_.size(); ++symbol) {
    if (symbols_[symbol].kind != kconfig::Symbol::Kind::kOption ||
        !values_.IsWritten(symbol)) {
      continue;
    }
    settings.Set("CONFIG_" + std::string(symbols_[symbol].name),
                 {values_.TextOf(symbol), false, {}});
  }
  return settings;
}

}  // namespace kplace
