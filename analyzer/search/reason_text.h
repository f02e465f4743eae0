// reason_text.h - rules of the model, and settings, in the words of a report.

#ifndef KPLACE_ANALYZER_SEARCH_REASON_TEXT_H_
#define KPLACE_ANALYZER_SEARCH_REASON_TEXT_H_

#include <vector>

#include "analyzer/search/reasons.h"
#include "kbuildparse/kconfig/model/model.h"

namespace kplace {

/// "VFIO depends on IOMMUFD || !IOMMUFD", and the line.
KconfigReason TellRule(const kconfig::SymbolTable& symbols,
                       const kconfig::Rule& rule);

/// "BUS is set to n (line 2 of the base)", and where it is defined.
KconfigReason TellKept(const kconfig::ModelInputs& inputs,
                       const kconfig::KeptSetting& kept);

/// Of each comparison with m in a condition that no bool can fulfil.
void TellNeverM(const kconfig::SymbolTable& symbols,
                kconfig::FormulaNo condition,
                std::vector<KconfigReason>& reasons);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_REASON_TEXT_H_
