// condition_text.h - a condition as somebody types it on a command line.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_CONDITION_TEXT_H_
#define KPLACE_KBUILDPARSE_KCONFIG_CONDITION_TEXT_H_

#include <string_view>

#include "kbuildparse/kconfig/symbol_table.h"
#include "support/result.h"

namespace kplace::kconfig {

/// "VFIO=y", "CONFIG_PCI && !VFIO_PCI", "NR_CPUS > 64": what may stand after
/// `depends on`, with or without CONFIG_.  An error says what is wrong with it,
/// or which option no file of the tree defines and what is like it.
Result<FormulaNo> ReadCondition(std::string_view text, SymbolTable& symbols);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_CONDITION_TEXT_H_
