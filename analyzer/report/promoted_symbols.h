// promoted_symbols.h - which symbols live in vmlinux because of a rewrite.
//
// An object that a makefile builds in although its option is m brings all that
// it defines: names that one would look for in a module.

#ifndef KPLACE_ANALYZER_REPORT_PROMOTED_SYMBOLS_H_
#define KPLACE_ANALYZER_REPORT_PROMOTED_SYMBOLS_H_

#include <map>
#include <string>
#include <vector>

#include "kbuildparse/kbuild/rewrite.h"
#include "support/file_system.h"

namespace kplace {

/// By object: the global and weak symbols that it defines, sorted.  An object
/// that is not built, or cannot be read, has no entry.
using PromotedSymbols = std::map<std::string, std::vector<std::string>>;

PromotedSymbols ReadPromotedSymbols(const FileSystem& files,
                                    const std::string& build_dir,
                                    const std::vector<Rewrite>& rewrites);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_PROMOTED_SYMBOLS_H_
