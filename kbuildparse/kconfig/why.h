// why.h - why an option has the value it has, as far as the tree's text tells.
//
// Looks at one option under one configuration and says which `select` lines
// hold it up, with the selectors' own values, and which default or prompt could
// have given it.  Values are not recomputed: the configuration is believed.
//
// A `select` lends the smallest of three values: the selector's own, its `if`
// and the dependencies of the definition it stands in (_menu_finalize() of
// scripts/kconfig/menu.c).  What a macro decides counts as possible and is
// marked as uncertain.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_WHY_H_
#define KPLACE_KBUILDPARSE_KCONFIG_WHY_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/evaluate.h"
#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {

/// A `select` that is in force.
struct ActiveSelect {
  std::string by;                     ///< "MLX5_VFIO_PCI"
  Tristate by_value = Tristate::kNo;  ///< value it lends: selector and `if`
  SourceLoc where;
  bool uncertain = false;  ///< a macro decides whether it lends that much
};

/// The story of one option.  Points into the Tree, which must outlive it.
struct Explanation {
  std::string option;  ///< without CONFIG_
  std::string value;   ///< as in the configuration
  OptionType type = OptionType::kUnknown;
  bool has_prompt = false;            ///< a visible question: a user can choose
  std::vector<ActiveSelect> selects;  ///< strongest first
  std::vector<ActiveSelect> implies;  ///< strongest first
  std::vector<const Property*> defaults;  ///< whose condition holds
  std::vector<SourceLoc> defined_at;
  SourceLoc set_at;  ///< in the configuration, when it is mentioned there
  /// Of an option that is n because of it: the first thing it depends on that
  /// is n itself, "FOO" or "A || B", and where that stands.  Empty when it
  /// could be set, at one of its definitions at least.
  std::string missing_dependency;
  SourceLoc missing_at;  ///< of a `depends on`; invalid for a menu or `if`

  /// Whether `selects` alone explain the value.
  bool IsSelected() const;

  /// One sentence for a report:
  /// "selected by MLX5_VFIO_PCI=m (drivers/…/Kconfig:6); nothing built in
  /// selects it", "chosen in .config (line 1600)", "default y
  /// (init/Kconfig:7)", "not set; depends on FOO, which is n".
  std::string Sentence(const SourceFiles& sources) const;
};

Explanation Explain(const Tree& tree, const Configuration& config,
                    std::string_view option);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_WHY_H_
