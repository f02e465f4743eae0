// value_warnings.h - where values are not what they should be.
//
// `select` does not ask whether its target can be had: conf warns of "unmet
// direct dependencies" (sym_warn_unmet_dep() of scripts/kconfig/symbol.c).  And
// what a .config asks for is not always what comes of it, of which conf says
// nothing.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_VALUE_WARNINGS_H_
#define KPLACE_KBUILDPARSE_KCONFIG_VALUE_WARNINGS_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/values.h"

namespace kplace::kconfig {

/// An option that something selects though it depends on what is not set.
struct UnmetDependency {
  SymbolNo symbol = 0;
  Tristate direct = Tristate::kNo;       ///< what its dependencies allow
  std::string depends_on;                ///< "A [=n] && B [=y]"
  std::vector<std::string> selected_by;  ///< the like, each by itself
};

/// In the order of the symbols.
std::vector<UnmetDependency> FindUnmetDependencies(const SymbolTable& symbols,
                                                   Values& values);

/// A setting that has not come true.
struct LostSetting {
  SymbolNo symbol = 0;
  std::string asked;
  std::string got;
  SourceLoc where;  ///< of the setting
  std::string why;  ///< "it cannot be set: depends on A [=n]"
};

/// By name of the option.
std::vector<LostSetting> FindLostSettings(const SymbolTable& symbols,
                                          const Configuration& config,
                                          const UserValues& user,
                                          Values& values);

/// An expression with the values of its options: "A [=y] && !B [=n]".
std::string TextWithValues(const SymbolTable& symbols, Values& values,
                           FormulaNo formula);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_VALUE_WARNINGS_H_
