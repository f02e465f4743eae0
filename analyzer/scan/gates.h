// gates.h - the options, and the lines of makefiles, that let code in.

#ifndef KPLACE_ANALYZER_SCAN_GATES_H_
#define KPLACE_ANALYZER_SCAN_GATES_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/scan/evidence.h"
#include "analyzer/scan/questions.h"
#include "kbuildparse/placement.h"
#include "support/source.h"

namespace kplace {

/// `obj-$(CONFIG_X) += x.o`
struct Gate {
  std::string option;  ///< "X"
  SourceLoc where;
};

/// The innermost line above an object, or a module, that hangs on a tristate.
std::optional<Gate> GateOf(
    const PlacementTable& placement, const EvidenceObject& object,
    const std::function<bool(std::string_view option)>& is_tristate);

/// Both sides of a question, as its first need has them.
struct Gates {
  std::optional<Gate> referrer;
  std::optional<Gate> definer;
};

Gates GatesOf(const PlacementTable& placement, const ScanEvidence& evidence,
              const ScanQuestion& question,
              const std::function<bool(std::string_view option)>& is_tristate);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SCAN_GATES_H_
