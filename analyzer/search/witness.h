// witness.h - the configuration that a search found, as others want to see it.

#ifndef KPLACE_ANALYZER_SEARCH_WITNESS_H_
#define KPLACE_ANALYZER_SEARCH_WITNESS_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/search/configuration_search.h"
#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/user_values.h"
#include "kbuildparse/kconfig/values.h"

namespace kplace {

/// What is set beside the base, for scripts/kconfig/merge_config.sh.
std::string FragmentOf(const std::vector<ConfigLine>& change);

/// All values that conf computes.
class Witness {
 public:
  /// `found` is a kYes.  The others must outlive this; since it was found,
  /// `symbols` may have grown by conditions.
  Witness(const kconfig::SymbolTable& symbols,
          const kconfig::MacroAnswers& macros, const SearchResult& found);

  /// "y", "m", "n" or a text, of "X" or "CONFIG_X"; nothing for an option that
  /// no Kconfig file defines.  Valid until the next call.
  std::string_view ValueOf(std::string_view option);

  /// The whole .config.
  std::string Config();

  /// The same, for lookups.
  Configuration Settings();

 private:
  const kconfig::SymbolTable& symbols_;
  kconfig::UserValues user_;
  kconfig::Values values_;
  std::string text_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_WITNESS_H_
