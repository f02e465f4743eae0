// scan.h - is there a configuration in which built-in code refers to a module?

#ifndef KPLACE_ANALYZER_SCAN_SCAN_H_
#define KPLACE_ANALYZER_SCAN_SCAN_H_

#include <functional>
#include <string>
#include <vector>

#include "analyzer/scan/questions.h"
#include "analyzer/search/configuration_search.h"
#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kconfig/macro_facts.h"
#include "kbuildparse/kconfig/symbol_table.h"
#include "kbuildparse/kconfig/user_values.h"

namespace kplace {

struct ScanInput {
  const ConditionStore& conditions;
  kconfig::SymbolTable& symbols;  ///< grows
  const kconfig::MacroAnswers& macros;
  const kconfig::UserValues& base;  ///< what witnesses are to be near
  unsigned jobs = 0;
  /// Told how many of all questions are answered; may be empty.
  std::function<void(size_t done, size_t total)> progress = {};
};

/// Answers, in step with the questions.  A kYes has the smallest change to the
/// base that reaches it, and conf's rules and the makefiles' conditions have
/// both been computed again under it.
std::vector<SearchResult> Answers(const std::vector<ScanQuestion>& questions,
                                  const ScanInput& input);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_SCAN_H_
