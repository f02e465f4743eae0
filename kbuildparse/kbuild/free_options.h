// free_options.h - CONFIG_ variables when there is no configuration.
//
// Each option stands for what auto.conf could hold: a bool for y or nothing, a
// tristate for y, m or nothing, under the condition that says so.  Text and
// numbers could be anything: they are unknown by their option's name, and what
// Makefiles ask of them becomes a condition (make/option_text.h).  An option
// that no Kconfig file of the architecture defines is never set.

#ifndef KPLACE_KBUILDPARSE_KBUILD_FREE_OPTIONS_H_
#define KPLACE_KBUILDPARSE_KBUILD_FREE_OPTIONS_H_

#include <optional>
#include <string_view>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kconfig/kconfig_tree.h"
#include "kbuildparse/make/value.h"
#include "support/file_system.h"

namespace kplace::kbuild {

/// The value of a variable named `name`; nothing when it is no option.
/// Without `options` (a tree that has no Kconfig files) every CONFIG_ name is a
/// tristate.  `quoted`: whether texts have their quotes in auto.conf.
std::optional<make::Value> FreeOption(std::string_view name,
                                      const kconfig::Tree* options, bool quoted,
                                      ConditionStore& conditions);

/// Whether this tree's Kconfig writes texts into auto.conf with quotes, as
/// __print_symbol of confdata.c did before Linux 5.17.
bool WritesQuotes(const BuildTree& tree, const FileSystem& files);

}  // namespace kplace::kbuild

#endif  // KPLACE_KBUILDPARSE_KBUILD_FREE_OPTIONS_H_
