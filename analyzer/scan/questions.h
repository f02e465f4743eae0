// questions.h - what a scan asks of all configurations.
//
// Of each reference: is its code built in, while all that define the symbol are
// modules or nowhere, and one of them is a module?  References for which that
// comes to the same condition are one question.  It can be asked without the
// last part: nowhere is no better for a linker, but there code has nearly
// always a guard.

#ifndef KPLACE_ANALYZER_SCAN_QUESTIONS_H_
#define KPLACE_ANALYZER_SCAN_QUESTIONS_H_

#include <optional>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/presence.h"
#include "kbuildparse/condition/condition.h"

namespace kplace {

/// What one object needs of others that define the same symbols.
struct SymbolNeed {
  EvidenceNo referrer = 0;
  std::vector<EvidenceNo> definers;  ///< sorted
  std::vector<SymbolId> symbols;     ///< sorted
};

struct ScanQuestion {
  /// When the link of vmlinux fails; as far as the evidence has objects, when
  /// and only when.
  Condition violated;
  /// Of installed modules: when it can fail, if what refers is one of the
  /// objects that are built in.  Else the same.
  Condition maybe_violated;
  std::vector<SymbolNeed> needs;  ///< sorted by referrer, then definers
};

struct ScanQuestions {
  std::vector<ScanQuestion> open;  ///< in the order of their first needs
  size_t needs = 0;                ///< all there are
  size_t impossible = 0;  ///< of these: the makefiles alone rule it out
  /// Symbols that something needs and nothing in the evidence defines.
  size_t undefined_symbols = 0;
};

/// Where the definitions are, apart from not being built in.
enum class DefinedWhere { kInAModule, kAnywhere };

/// When a symbol that these define is defined nowhere in vmlinux.
Condition NotBuiltIn(const std::vector<Presence>& definers, DefinedWhere where,
                     ConditionStore& conditions);

/// Asks object after object.
class Questioner {
 public:
  /// All must outlive this.
  Questioner(const ScanEvidence& evidence, const Presences& presences,
             ConditionStore& conditions,
             DefinedWhere where = DefinedWhere::kInAModule);

  /// What one object needs, a question for each set of definers; those that
  /// makefiles rule out have `maybe_violated` false.
  std::vector<ScanQuestion> Of(EvidenceNo referrer);

  /// Symbols that something needs and nothing in the evidence defines; of the
  /// objects that were asked of.
  size_t undefined_symbols() const;

 private:
  const Presence& PresenceOf(EvidenceNo object);

  const ScanEvidence& evidence_;
  const Presences& presences_;
  ConditionStore& conditions_;
  const DefinedWhere where_;
  std::vector<std::vector<EvidenceNo>> definers_;  ///< by symbol
  std::vector<std::optional<Presence>> presence_;  ///< by object, when asked
  std::vector<bool> undefined_;                    ///< by symbol
};

/// All of it, equal conditions once.
ScanQuestions AskOf(const ScanEvidence& evidence, const Presences& presences,
                    ConditionStore& conditions,
                    DefinedWhere where = DefinedWhere::kInAModule);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_QUESTIONS_H_
