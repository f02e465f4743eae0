#include "analyzer/scan/confirmation.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/unknowns.h"
#include "support/text.h"

namespace kplace {

Confirmation JudgeCompiled(
    const ScanEvidence& evidence, const ScanQuestion& question,
    const std::function<std::vector<std::string>(EvidenceNo)>& objects_of,
    const std::function<CompiledObject(const std::string&)>& compiled) {
  Confirmation result;
  result.verdict = Confirmation::Verdict::kRefuted;
  for (const SymbolNeed& need : question.needs) {
    for (const std::string& object : objects_of(need.referrer)) {
      const CompiledObject found = compiled(object);
      if (!found.failure.empty()) result.failure = found.failure;
      std::vector<std::string> missing;
      for (SymbolId symbol : need.symbols) {
        const std::string& name = evidence.symbols[symbol];
        if (std::binary_search(found.needs.begin(), found.needs.end(), name)) {
          missing.push_back(Printable(name));
        }
      }
      if (missing.empty()) continue;
      result.needs.push_back(
          fmt::format("{} needs {}", Printable(object), FirstFew(missing)));
    }
  }
  if (!result.needs.empty()) {
    result.verdict = Confirmation::Verdict::kConfirmed;
  } else if (!result.failure.empty()) {
    result.verdict = Confirmation::Verdict::kFailed;
  }
  return result;
}

}  // namespace kplace
