// confirmation.h - what compiling the code that refers says of an answer.
//
// That an object needs a symbol is taken from one build; under another
// configuration its code may be another (IS_REACHABLE(), #ifdef).  Compiled
// under the witness, it needs the symbol or it does not.

#ifndef KPLACE_ANALYZER_SCAN_CONFIRMATION_H_
#define KPLACE_ANALYZER_SCAN_CONFIRMATION_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"

namespace kplace {

/// One object, compiled under a witness.
struct CompiledObject {
  std::string failure;             ///< why it was not; or empty
  std::vector<std::string> needs;  ///< see NeedsOf(); sorted
};

struct Confirmation {
  enum class Verdict {
    kNotTried,
    kConfirmed,
    kRefuted,  ///< all was compiled, and none of it needs a symbol
    kFailed
  };
  Verdict verdict = Verdict::kNotTried;
  /// Of kConfirmed: "drivers/a/a.o needs b_open, b_close".
  std::vector<std::string> needs;
  std::string failure;  ///< of kFailed
  std::string linker;   ///< of kConfirmed: ld's own line, if it was asked
};

/// What compiling a question's referrers comes to.  `objects_of` names the
/// objects of a referrer that are built in under the witness, `compiled` tells
/// of one of them.
Confirmation JudgeCompiled(
    const ScanEvidence& evidence, const ScanQuestion& question,
    const std::function<std::vector<std::string>(EvidenceNo)>& objects_of,
    const std::function<CompiledObject(const std::string&)>& compiled);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_CONFIRMATION_H_
