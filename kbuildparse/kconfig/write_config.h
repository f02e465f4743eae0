// write_config.h - a configuration as conf writes it.
//
// conf_write() of scripts/kconfig/confdata.c: the options in the order of the
// menus, each once, with the titles of visible menus and comments around them.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_WRITE_CONFIG_H_
#define KPLACE_KBUILDPARSE_KCONFIG_WRITE_CONFIG_H_

#include <string>

#include "kbuildparse/kconfig/values.h"

namespace kplace::kconfig {

/// The text of the .config.
std::string WriteConfig(const SymbolTable& symbols, Values& values);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_WRITE_CONFIG_H_
