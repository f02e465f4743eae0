// configuration_search.h - is there a configuration in which this holds?
//
// A yes comes with the smallest change to a base that reaches it, and is
// believed only after conf's own rules (values.h) have made the same
// configuration of it.  Why there is none, reasons.h tells.

#ifndef KPLACE_ANALYZER_SEARCH_CONFIGURATION_SEARCH_H_
#define KPLACE_ANALYZER_SEARCH_CONFIGURATION_SEARCH_H_

#include <span>
#include <string>
#include <vector>

#include "analyzer/search/solver.h"
#include "kbuildparse/kconfig/model/model.h"
#include "kbuildparse/kconfig/values.h"

namespace kplace {

/// One line of a .config.
struct ConfigLine {
  kconfig::SymbolNo symbol = 0;
  std::string text;  ///< "CONFIG_VFIO=y", "# CONFIG_VFIO is not set"
};

struct SearchResult {
  Answer answer = Answer::kUnknown;
  /// Of kYes: what has to be set beside the base.
  std::vector<ConfigLine> change;
  /// The base with it.
  kconfig::UserValues user;
  /// Of kUnknown.
  std::string doubt;
};

class ConfigurationSearch {
 public:
  /// See Model.
  explicit ConfigurationSearch(const kconfig::ModelInputs& inputs);

  /// Is there a configuration in which none of `conditions` is n?  Can be asked
  /// as often as one likes: the clauses stay.
  SearchResult Find(std::span<const kconfig::FormulaNo> conditions);

  /// The same, and only whether: kUnknown where it would take another answer of
  /// the toolchain.  A kYes is the model's alone, and has not been computed
  /// again.
  Answer IsPossible(kconfig::FormulaNo condition);

 private:
  Literal Holds(kconfig::FormulaNo condition);
  std::vector<Literal> WithAnswersAsAssumed(std::vector<Literal> required);
  void ReadChange(SearchResult& result);
  void Set(kconfig::SymbolNo symbol, SearchResult& result);
  void Check(std::span<const kconfig::FormulaNo> conditions,
             SearchResult& result);

  kconfig::ModelInputs inputs_;
  kconfig::Model model_;
  Solver solver_;
  std::vector<kconfig::KeptSetting> kept_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_CONFIGURATION_SEARCH_H_
