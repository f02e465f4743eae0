#include "kbuildparse/kconfig/dialect.h"

#include <string_view>

#include "support/path.h"

namespace kplace::kconfig {
namespace {

bool Contains(const FileSystem& files, const std::string& path,
              std::string_view word) {
  Result<std::string> text = files.Read(path);
  return text && text->find(word) != std::string::npos;
}

}  // namespace

Dialect ReadDialect(const FileSystem& files, const std::string& source_dir) {
  std::string scripts = JoinPath(source_dir, "scripts/kconfig");
  std::string symbols = JoinPath(scripts, "symbol.c");
  Dialect dialect;
  dialect.choice_has_value = Contains(files, symbols, "sym_get_choice_prop");
  dialect.empty_numbers = Contains(files, symbols, "symbol_empty");
  dialect.drops_out_of_range =
      Contains(files, JoinPath(scripts, "confdata.c"), "if it's out of range");
  return dialect;
}

}  // namespace kplace::kconfig
