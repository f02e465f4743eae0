// code_condition.h - whether an `#if` of kernel code holds under a
// configuration.
//
//   #ifdef CONFIG_FOO          #if IS_ENABLED(CONFIG_FOO) || !defined(MODULE)
//
// Options are as include/generated/autoconf.h defines them: CONFIG_X is 1 for
// y, CONFIG_X_MODULE is 1 for m, numbers are numbers.  IS_ENABLED() and its
// family (include/linux/kconfig.h) are known.  What another macro would be is
// not, and neither is a condition that hangs on it.

#ifndef KPLACE_ANALYZER_SOURCE_CODE_CONDITION_H_
#define KPLACE_ANALYZER_SOURCE_CODE_CONDITION_H_

#include <functional>
#include <string_view>

#include "kbuildparse/condition/condition.h"

namespace kplace {

struct CodeView {
  /// "y", "m", a number or a text; empty or "n" for an option without a line.
  std::function<std::string_view(std::string_view option)> value_of;
  /// Compiled for a module: MODULE is defined.
  bool is_module = false;
};

/// Of a directive on one line: `#if`, `#ifdef`, `#ifndef`, `#elif`, `#elifdef`
/// or `#elifndef`; of an `#elif` the condition alone, whatever came before it.
/// kUnknown for what is no such directive or cannot be read.
Truth HoldsInCode(std::string_view directive, const CodeView& view);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_CODE_CONDITION_H_
