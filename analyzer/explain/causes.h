// causes.h - why things are as a finding says: the evidence of the reports.
//
// The placement knows which makefile lines put an object where it is, Kconfig
// knows why the option on such a line is m, and a header knows under which
// condition it promises the symbol.  This is where the three are asked.  Where
// there is no build tree, only modules, nobody can be asked and every answer is
// empty.

#ifndef KPLACE_ANALYZER_EXPLAIN_CAUSES_H_
#define KPLACE_ANALYZER_EXPLAIN_CAUSES_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/finding.h"
#include "analyzer/records/build_notes.h"

namespace kplace {

/// What is known of the option that makes an object a module.
struct ModuleCause {
  std::string option;      ///< "CONFIG_IOMMUFD_DRIVER"; empty for obj-m
  bool has_prompt = true;  ///< false: only other options can turn it on
};

class Causes {
 public:
  explicit Causes(const AnalysisInput& input)
      : input_(input), notes_(*input.files, input.tree) {}

  BuildNotes& notes() { return notes_; }

  /// The chain of makefile lines that puts `object` into `unit` ("vmlinux"
  /// also stands for the archives it is linked with).
  std::vector<Because> Chain(const std::string& object,
                             const std::string& unit) const;

  /// The innermost option of that chain whose value is `value`, or empty.
  std::string OptionOf(const std::string& object, const std::string& unit,
                       std::string_view value) const;

  /// Adds why `object` is in the module `unit` and not in vmlinux.
  ModuleCause AddWhyModule(const std::string& object, const std::string& unit,
                           std::vector<Because>& because) const;

  /// Adds the header's guard around `symbol`.  `option` is the one that makes
  /// its definition a module, or empty.  Returns the guard's "file:line" when
  /// IS_REACHABLE() would mend it, else nothing.
  std::string AddGuard(const std::string& user, const std::string& definer,
                       const std::string& symbol, const std::string& option,
                       std::vector<Because>& because);

  /// The same for a symbol that nothing linked defines.  `option` is the one
  /// whose n keeps the definition out, or empty.  Returns the "file:line" where
  /// asking for it would mend the reference, else nothing.
  std::string AddGuardOfAbsent(const std::string& user,
                               const std::string& definer,
                               const std::string& symbol,
                               const std::string& option,
                               std::vector<Because>& because);

 private:
  /// What a guard means for a finding, and whether changing it would mend it.
  struct GuardJudgement {
    std::string sentence;
    bool mendable = false;
  };
  /// Gets the guard and "holds with CONFIG_X=y".
  using GuardJudge = std::function<GuardJudgement(const HeaderGuard& guard,
                                                  std::string holds)>;

  /// Adds where `symbol` is declared with what `judge` says of its guard; its
  /// "file:line" when it is mendable, else nothing.
  std::string AddDeclaration(const std::string& user,
                             const std::string& definer,
                             const std::string& symbol, const GuardJudge& judge,
                             std::vector<Because>& because);
  const Placement* FindRow(const std::string& object,
                           const std::string& unit) const;

  const AnalysisInput& input_;
  BuildNotes notes_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_CAUSES_H_
