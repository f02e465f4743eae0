#include "kbuildparse/kconfig/dialect.h"

#include <string_view>
#include <utility>

#include "support/path.h"

namespace kplace::kconfig {
namespace {

/// Empty where it cannot be read.
std::string TextOf(const FileSystem& files, const std::string& path) {
  Result<std::string> text = files.Read(path);
  return text ? std::move(*text) : std::string();
}

bool Contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

}  // namespace

Dialect ReadDialect(const FileSystem& files, const std::string& source_dir) {
  std::string scripts = JoinPath(source_dir, "scripts/kconfig");
  std::string symbols = TextOf(files, JoinPath(scripts, "symbol.c"));
  std::string data = TextOf(files, JoinPath(scripts, "confdata.c"));
  Dialect dialect;
  dialect.choice_has_value = Contains(symbols, "sym_get_choice_prop");
  dialect.empty_numbers = Contains(symbols, "symbol_empty");
  dialect.drops_out_of_range = Contains(data, "if it's out of range");
  return dialect;
}

}  // namespace kplace::kconfig
