// recursion.h - options whose values depend on themselves.
//
// conf refuses a tree in which the value of an option rests on itself, and says
// by which steps.  We find the same steps: sym_check_deps() of
// scripts/kconfig/symbol.c, which goes through the options in the order of the
// files, and at each through its dependencies, what selects and implies it, and
// its prompts, defaults and ranges.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_RECURSION_H_
#define KPLACE_KBUILDPARSE_KCONFIG_RECURSION_H_

#include <string>
#include <vector>

#include "kbuildparse/kconfig/symbol_table.h"
#include "support/source.h"

namespace kplace::kconfig {

struct RecursionStep {
  enum class Kind : uint8_t {
    kDependsOn,
    kSelectedBy,
    kImpliedBy,
    kPrompt,  ///< is there only if; the same of a default and a range
    kDefault,
    kRange,
    kDefaultValue,  ///< has it in it
    kMember,        ///< of a choice
    kHasMember,     ///< the converse
  };
  std::string from;  ///< "<choice>" for a choice
  std::string to;    ///< of kMember the same
  Kind kind = Kind::kDependsOn;
  /// Where `from` says so; of a select where `to` does.  Of a choice, and of
  /// what a block around says, where it is defined.
  SourceLoc where;

  /// In conf's words: "VFIO depends on IOMMUFD_DRIVER".
  std::string Text() const;
};

/// The last step leads back to the first.
using Recursion = std::vector<RecursionStep>;

/// All that conf would report, in its order.
std::vector<Recursion> FindRecursions(const SymbolTable& symbols);

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_RECURSION_H_
