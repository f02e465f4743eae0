// code_use.h - whether a source file, compiled under a configuration, refers to
// a symbol.
//
// The object that was built says that it can.  Under another configuration the
// reference may be gone: the header has a stub then, the call is under an
// #ifdef, or behind `if (IS_REACHABLE(…))`.  This is a reading, not a
// compilation: what it says is a prediction, and where it sees no guard there
// may still be one.

#ifndef KPLACE_ANALYZER_SOURCE_CODE_USE_H_
#define KPLACE_ANALYZER_SOURCE_CODE_USE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/included_files.h"

namespace kplace {

struct CodeUse {
  enum class Kind {
    kUnseen,   ///< the file and what it includes do not show how it is used
    kUsed,     ///< no guard is seen
    kGuarded,  ///< every use is left out
  };
  Kind kind = Kind::kUnseen;
  /// Of kGuarded: "drivers/a/a.h:12: #if IS_ENABLED(CONFIG_B)".  Of kUsed: the
  /// place, "drivers/a/a.c:40".
  std::string where;
  /// Of kGuarded, in the language of Kconfig: each takes a guard away.  Those
  /// of guards that hang on something else are missing.
  std::vector<std::string> openers = {};
};

class CodeUses {
 public:
  /// Those of `symbols` are all that can be asked for.  `files` must outlive
  /// this.
  CodeUses(IncludedFiles& files, std::set<std::string> symbols)
      : files_(files), symbols_(std::move(symbols)) {}

  /// Whether a source file has the name itself, compiled or not; `source` is a
  /// path from the source directory: "drivers/a/a.c".
  bool IsNamedIn(const std::string& source, const std::string& symbol) {
    return OccurrencesIn(source).contains(symbol);
  }

  /// In step with `symbols`.
  std::vector<CodeUse> Of(const std::string& source,
                          const std::vector<std::string>& symbols,
                          const CodeView& view);

 private:
  /// By symbol, where it stands in a file.
  using Occurrences = std::map<std::string_view, std::vector<size_t>>;
  const Occurrences& OccurrencesIn(const std::string& path);

  IncludedFiles& files_;
  std::set<std::string> symbols_;
  std::map<std::string, Occurrences> occurrences_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_CODE_USE_H_
