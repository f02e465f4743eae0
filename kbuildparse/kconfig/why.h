// why.h - why an option has the value it has, as far as the tree's text tells.
//
// Looks at one option under one configuration and says which `select` lines
// hold it up, with the selectors' own values, and which default or prompt could
// have given it.  Values are not recomputed: the configuration is believed.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_WHY_H_
#define KPLACE_KBUILDPARSE_KCONFIG_WHY_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {

/// "y", "m" or "n"; anything but "y" and "m" counts as n.
enum class Tristate { kNo, kModule, kYes };

/// The value of an expression under a configuration.  Macros that only a
/// program could answer make it uncertain: `*uncertain` is set, the value is
/// then a guess and must not be presented as fact.
Tristate Evaluate(const ExprPtr& expr, const Configuration& config,
                  bool* uncertain);

/// A `select` that is in force.
struct ActiveSelect {
  std::string by;                     ///< "MLX5_VFIO_PCI"
  Tristate by_value = Tristate::kNo;  ///< value it lends: selector and `if`
  SourceLoc where;
};

/// The story of one option.
struct Explanation {
  std::string option;  ///< without CONFIG_
  std::string value;   ///< as in the configuration
  OptionType type = OptionType::kUnknown;
  bool has_prompt = false;            ///< a visible question: a user can choose
  std::vector<ActiveSelect> selects;  ///< strongest first
  std::vector<const Property*> defaults;  ///< whose condition holds
  std::vector<SourceLoc> defined_at;

  /// One sentence for a report:
  /// "selected by MLX5_VFIO_PCI=m (drivers/…/Kconfig:6); nothing built in
  /// selects it", "set in .config (line 1600)", "default y (init/Kconfig:7)".
  std::string Sentence(const SourceFiles& sources) const;
};

Explanation Explain(const Tree& tree, const Configuration& config,
                    std::string_view option);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_WHY_H_
