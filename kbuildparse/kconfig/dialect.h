// dialect.h - in what the conf of an older tree reckons differently.
//
// A tree brings its own conf, and stable trees keep the old one.  Until Linux
// 6.8 a choice could be a tristate, with several members at m; until 6.10 its
// value was that of a symbol of its own.  What a tree's conf does is told from
// its sources, not from its version: distributions carry changes back.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_DIALECT_H_
#define KPLACE_KBUILDPARSE_KCONFIG_DIALECT_H_

#include <string>

#include "support/file_system.h"

namespace kplace::kconfig {

struct Dialect {
  /// A choice has a value, y or m, which limits that of its members
  /// (sym_get_choice_prop() of scripts/kconfig/symbol.c).
  bool choice_has_value = false;
  /// A number without a value is an empty text, not 0 (symbol_empty of
  /// symbol.c).
  bool empty_numbers = false;
  /// A number out of its range falls back to its default, and is not put to the
  /// nearest limit (the end of conf_read() in confdata.c).
  bool drops_out_of_range = false;
};

/// Of the tree's scripts/kconfig; today's where there is none.
Dialect ReadDialect(const FileSystem& files, const std::string& source_dir);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_DIALECT_H_
