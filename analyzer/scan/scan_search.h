// scan_search.h - configurations near the base of a scan.

#ifndef KPLACE_ANALYZER_SCAN_SCAN_SEARCH_H_
#define KPLACE_ANALYZER_SCAN_SCAN_SEARCH_H_

#include <span>

#include "analyzer/scan/scan.h"
#include "analyzer/search/configuration_search.h"

namespace kplace {

/// Made when all formulas that will be asked for are in the symbol table: the
/// model is of the table as it is then.
class ScanSearch {
 public:
  /// What `input` refers to must outlive this.
  explicit ScanSearch(const ScanInput& input)
      : base_(Grown(input)), search_({input.symbols, input.macros, base_}) {}
  ScanSearch(const ScanSearch&) = delete;
  ScanSearch& operator=(const ScanSearch&) = delete;

  SearchResult Find(std::span<const kconfig::FormulaNo> conditions) {
    return search_.Find(conditions);
  }
  Answer IsPossible(kconfig::FormulaNo condition) {
    return search_.IsPossible(condition);
  }

 private:
  /// The base, with a place for what conditions have brought in.
  static kconfig::UserValues Grown(const ScanInput& input) {
    kconfig::UserValues base = input.base;
    base.resize(input.symbols.size());
    return base;
  }

  kconfig::UserValues base_;
  ConfigurationSearch search_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_SCAN_SEARCH_H_
