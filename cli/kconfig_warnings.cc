#include "cli/kconfig_warnings.h"

#include <fmt/format.h>

#include <ostream>

namespace kplace::cli {

constexpr size_t kFewWarnings = 5;

WarningWriter::~WarningWriter() {
  if (all_ || count_ <= kFewWarnings) return;
  err_ << fmt::format("kplace: {} more like these; --all-warnings shows them\n",
                      count_ - kFewWarnings);
}

void WarningWriter::Add(const std::string& text) {
  if (all_ || count_ < kFewWarnings) err_ << "kplace: " << text << '\n';
  ++count_;
}

std::vector<std::string> OpenOptions(const kconfig::SymbolTable& symbols,
                                     kconfig::Values& values) {
  std::vector<std::string> open;
  for (kconfig::SymbolNo number = 0; number < symbols.size(); ++number) {
    const kconfig::Symbol& symbol = symbols[number];
    if (symbol.kind != kconfig::Symbol::Kind::kOption) continue;
    if (symbol.type == kconfig::OptionType::kUnknown) continue;
    if (values.IsOpen(number)) open.emplace_back(symbol.name);
  }
  return open;
}

void TellOpen(const std::string& option, WarningWriter& warnings) {
  warnings.Add(fmt::format(
      "unknown: CONFIG_{} rests on what only a program can tell; n was taken "
      "for it (--facts FILE names a .config that shows it)",
      option));
}

}  // namespace kplace::cli
