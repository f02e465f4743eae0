// guards.h - what the source itself does against a reference that cannot be
// linked.

#ifndef KPLACE_ANALYZER_SCAN_GUARDS_H_
#define KPLACE_ANALYZER_SCAN_GUARDS_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "analyzer/source/code_use.h"

namespace kplace {

struct Guards {
  /// Every reference of the question is left out under the witness.
  bool all = false;
  /// Of `all`: the guards, each once.
  std::vector<std::string> where;
  /// Of `all`, in the language of Kconfig: what would take one of them away.
  std::set<std::string> openers;
  /// Else a use that none was seen of, "drivers/a/a.c:40"; or nothing where the
  /// source does not show how the symbol is used.
  std::string open;
  /// By referrer, those of its objects that may refer to it: whose source file
  /// has the name, or all where none has.
  std::map<EvidenceNo, std::set<std::string>> candidates;
};

/// "drivers/a/a.c" of "drivers/a/a.o".
std::string SourceOfObject(const std::string& object);

/// Every symbol that these questions speak of.
std::set<std::string> SymbolsOf(const ScanEvidence& evidence,
                                const std::vector<ScanQuestion>& questions);

/// `objects_of` names the objects of a referrer that are built in under the
/// witness, and `view` has its values.
Guards FindGuards(
    const ScanEvidence& evidence, const ScanQuestion& question,
    const std::function<std::vector<std::string>(EvidenceNo)>& objects_of,
    const CodeView& view, CodeUses& uses);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_GUARDS_H_
