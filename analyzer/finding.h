// finding.h - what a rule found, with everything a reader needs to believe it.

#ifndef KPLACE_ANALYZER_FINDING_H_
#define KPLACE_ANALYZER_FINDING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/source.h"

namespace kplace {

/// How bad a finding is; the names are those of the reports.
enum class FindingLevel : uint8_t { kNote, kWarning, kError };
const char* Name(FindingLevel level);

/// How much of a kernel a verdict rests on.  A build tree knows its makefiles,
/// its configuration and every object; finished modules say what they need and
/// offer; what vmlinux offers is said by a Module.symvers or by vmlinux itself.
enum class EvidenceLevel : uint8_t {
  kModules,
  kModulesAndSymvers,
  kModulesAndVmlinux,
  kModulesSymversAndVmlinux,
  kBuildTree,
};
const char* Name(EvidenceLevel level);

/// A rule as the manual lists it.
struct RuleInfo {
  const char* code;  ///< "KP0001"
  const char* slug;  ///< "builtin-uses-module-symbol"
  FindingLevel level;
  const char* summary;
};

/// A line of the tree and what it says.
struct Evidence {
  std::string file;  ///< relative to the source tree
  uint32_t line = 0;
  std::string text;     ///< the line, folded
  std::string options;  ///< "CONFIG_VFIO=y", or empty
};

/// A place that uses a symbol.
struct UseSite {
  std::string object;    ///< "drivers/vfio/vfio_main.o"
  std::string unit;      ///< "vmlinux"
  std::string function;  ///< enclosing function, or empty
  std::string section;
  uint64_t offset = 0;
  /// "drivers/vfio/vfio_main.c" when it is known; of inlined code the header.
  std::string source;
  uint32_t line = 0;           ///< 0 when it is not known
  uint32_t section_index = 0;  ///< of `section` in that file; 0: not known
  /// The file that section and offset are about: empty for `object` itself,
  /// "vmlinux.o" for bitcode, whose code exists nowhere else.
  std::string place_in = {};
};

/// A place that defines it.
struct DefinitionSite {
  std::string object;
  std::string unit;  ///< "drivers/iommu/iommufd/iova_bitmap.ko", or empty
  bool exported = false;
  std::string source;
};

/// Ends the verdict on an object that is linked and should define the symbol
/// by its source, and does not: "is in vmlinux, but was compiled without it".
inline constexpr std::string_view kWithoutSymbol =
    ", but was compiled without it";

/// Why an object is where it is: one line of the report's chain.
struct Because {
  std::string subject;  ///< the object
  std::string verdict;  ///< "is in vmlinux", "is in iova_bitmap.ko",
                        ///< "is in no unit", "why m", "guard"
  Evidence evidence;
  /// What the evidence means, where the line does not speak for itself:
  /// "selected by MLX5_VFIO_PCI=m (…); nothing built in selects it".
  std::string sentence;
};

/// Whether somebody has to look at a finding; see analyzer/triage/.
enum class FindingState : uint8_t {
  kNew,
  kKnown,   ///< the baseline has it
  kWaived,  ///< a waiver covers it
};
const char* Name(FindingState state);

/// What is left of a finding when it is written down.
struct FindingName {
  std::string fid;
  std::string code;  ///< "KP0001"
  std::string object;
  std::string symbol;  ///< or empty
};

/// One finding: one symbol of one rule (reports group symbols that share
/// their cause).
struct Finding {
  const RuleInfo* rule = nullptr;
  FindingLevel level = FindingLevel::kError;
  EvidenceLevel evidence = EvidenceLevel::kBuildTree;
  std::string fid;     ///< identity that survives moved lines
  std::string symbol;  ///< or empty (KP0007)
  std::string object;  ///< the object that the finding is about
  std::vector<UseSite> references;
  std::vector<DefinitionSite> definitions;
  std::vector<Because> because;
  std::string message;  ///< one sentence, no trailing full stop
  std::string help;     ///< what would mend it, or empty
  FindingState state = FindingState::kNew;
  std::string waiver = {};  ///< of kWaived: its reason
};

/// Where an unknown comes from.
enum class UnknownKind : uint8_t {
  kInput,      ///< an input is missing, unreadable or from another build
  kUndecided,  ///< the inputs are whole and do not tell
};
const char* Name(UnknownKind kind);

/// What could not be decided, and why.
struct UnknownFact {
  std::string subject;  ///< file, object or symbol
  std::string reason;   ///< with the way out where there is one
  UnknownKind kind = UnknownKind::kInput;
};

/// Brings findings into the order of the reports: code, object, symbol.
void SortFindings(std::vector<Finding>& findings);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_FINDING_H_
