// macro_facts.h - what the toolchain answered when a .config was made.
//
// Kconfig files ask the compiler through macros, and we run nothing.  But a
// .config of the same tree and toolchain shows the answers: the value of
// `def_bool $(cc-option,-mfoo)` is one, and so is, of an option that depends on
// a macro, whether it has a line at all.  Each option is computed with every
// answer that is possible, from the values that the .config has for all others;
// what alone fits is what the toolchain said.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_MACRO_FACTS_H_
#define KPLACE_KBUILDPARSE_KCONFIG_MACRO_FACTS_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/values.h"

namespace kplace::kconfig {

struct MacroFacts {
  MacroAnswers answers;
  /// Macros of which the .config shows nothing, sorted.
  std::vector<std::string> open;
};

/// `config` has to be one that conf wrote.  What is known already stays.
MacroFacts FindMacroFacts(const SymbolTable& symbols,
                          const Configuration& config, MacroAnswers known = {});

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_MACRO_FACTS_H_
