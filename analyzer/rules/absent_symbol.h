// absent_symbol.h - what the two rules about absent symbols say alike.
//
// KP0002 finds that ld would reject a reference of vmlinux, KP0006 that modpost
// would reject one of a module.  Who would define the symbol, and what keeps it
// out, is the same question for both.

#ifndef KPLACE_ANALYZER_RULES_ABSENT_SYMBOL_H_
#define KPLACE_ANALYZER_RULES_ABSENT_SYMBOL_H_

#include <string>
#include <vector>

#include "analyzer/explain/providers.h"
#include "analyzer/rules/rules.h"

namespace kplace {

/// Adds the providers, the guard in the header, message and help.  `user` is
/// who uses it ("built-in code"), `caller_option` the option that brings the
/// user in, or empty.
void TellProviders(const std::string& user, const std::string& caller_option,
                   const std::vector<Provider>& providers, Causes& causes,
                   Finding& finding);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_RULES_ABSENT_SYMBOL_H_
