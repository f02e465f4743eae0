// evaluate.h - the value of a Kconfig expression under a configuration.
//
// The rules are those of expr_calc_value() in scripts/kconfig/expr.c: && is the
// smaller of two values, || the larger, ! is y minus the value; a comparison is
// y or n.  The configuration is believed as it stands.  A macro that only a
// program could answer can be anything, so a value is a range of values.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_EVALUATE_H_
#define KPLACE_KBUILDPARSE_KCONFIG_EVALUATE_H_

#include <string_view>

#include "kbuildparse/kconfig/config_file.h"
#include "kbuildparse/kconfig/expr.h"

namespace kplace::kconfig {

/// "y", "m" or "n"; anything but "y" and "m" counts as n.
enum class Tristate { kNo, kModule, kYes };

Tristate TristateOf(std::string_view text);
char Letter(Tristate value);
/// y minus the value: what `!` makes of it.
Tristate Opposite(Tristate value);

/// Whether a comparison holds of two sides whose order is below, at or above
/// zero.
bool Holds(Expr::Op op, int order);

/// All values from `low` to `high` are possible.
struct TristateRange {
  Tristate low = Tristate::kNo;
  Tristate high = Tristate::kNo;

  bool certain() const { return low == high; }
};

/// What is possible, given that macros can be anything.  A null expression is
/// y.  As in conditions, the constant m is n in a kernel without modules; for
/// the value of a `default` conf does not do that.
TristateRange EvaluateRange(const ExprPtr& expr, const Configuration& config);

/// The value of option X, which `config` knows as CONFIG_X; "n" when not set.
std::string_view ValueOfOption(const Configuration& config,
                               std::string_view option);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_EVALUATE_H_
