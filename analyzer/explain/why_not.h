// why_not.h - why an object is not where it could be, and what would put it
// there.
//
// The makefiles are evaluated with every option open (every_configuration.h),
// which gives each place where the object can be and the exact condition for
// it.  Held against the .config, the condition says which of its parts fails
// and which options, set otherwise, would make it true.  That covers all that
// Makefiles do: conditionals, composites, directories, m turned into y.

#ifndef KPLACE_ANALYZER_EXPLAIN_WHY_NOT_H_
#define KPLACE_ANALYZER_EXPLAIN_WHY_NOT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/analyzer.h"
#include "analyzer/finding.h"
#include "analyzer/select/every_configuration.h"
#include "kbuildparse/condition/nearest.h"

namespace kplace {

/// What the name stands for.
enum class WhyNotState : uint8_t {
  kPlaced,     ///< it is in at least one unit of the build
  kNowhere,    ///< it could be, and is not
  kOpen,       ///< no .config was asked about, or only a program could tell
  kUnnamed,    ///< the tree has it, and no configuration puts it anywhere
  kUnit,       ///< vmlinux or an archive, whose objects have to be asked for
  kAmbiguous,  ///< several modules, `near`, have that name
  kNoSuch,     ///< nothing in the tree has that name
};
const char* Name(WhyNotState state);

/// A part of a condition that fails: "(CONFIG_A=y || CONFIG_A=m)".
struct FailingPart {
  std::string condition;
  std::string options;   ///< what they are in the .config: "CONFIG_A=n"
  bool unknown = false;  ///< nobody can tell whether it fails
};

/// A unit that has the object, or could have it.
struct PossiblePlace {
  PlacementKind kind = PlacementKind::kBuiltIn;
  std::string unit;
  std::string condition;
  /// In the .config; kUnknown when there is none.
  Truth holds = Truth::kUnknown;
  std::vector<FailingPart> fails;  ///< the rest of the condition holds
  /// The fewest options that make the condition hold.  Nothing when it holds,
  /// or when no change within reach does.
  std::optional<NearestChange> change;
  /// The makefile lines, and further ones that lead there too.
  std::vector<std::vector<Because>> chains;
};

/// Why an option has the value that is in the way.
struct OptionInTheWay {
  std::string option;
  std::string value;
  std::string sentence;  ///< "not set; depends on PCI, which is n"
};

struct WhyNot {
  WhyNotState state = WhyNotState::kNoSuch;
  std::string subject;             ///< "drivers/hv/hv.o", as found
  std::vector<std::string> facts;  ///< sentences, most important first
  /// Those that hold first; then vmlinux, modules, archives.
  std::vector<PossiblePlace> places;
  std::vector<OptionInTheWay> options;
  std::vector<std::string> near;  ///< what a name without an answer may mean
};

/// Answers for an object or its source ("drivers/hv/hv.o", ".c"), or a module
/// ("hv_vmbus", "drivers/hv/hv_vmbus.ko"), whose objects are looked at as one.
/// Whole vmlinux and archives are only pointed to.
/// `every` is of the same `input`.
WhyNot ExplainWhyNot(const AnalysisInput& input,
                     const EveryConfiguration& every, std::string_view what);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_EXPLAIN_WHY_NOT_H_
