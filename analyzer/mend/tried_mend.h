// tried_mend.h - what a mend does to all configurations.

#ifndef KPLACE_ANALYZER_MEND_TRIED_MEND_H_
#define KPLACE_ANALYZER_MEND_TRIED_MEND_H_

#include <string>
#include <vector>

#include "analyzer/mend/mend.h"

namespace kplace {

struct TriedMend {
  enum class Outcome {
    kCloses,     ///< no configuration is left in which the link fails
    kLeaves,     ///< there still is one
    kRecursive,  ///< conf does not take such a tree
    kUnknown
  };
  Mend mend;
  Outcome outcome = Outcome::kUnknown;
  /// Of kLeaves: what to set beside the base.  Of kRecursive: conf's steps.  Of
  /// kUnknown: why.
  std::vector<std::string> details;
  /// Values of the two options that were possible together and no longer are:
  /// "VFIO=y IOMMUFD_DRIVER=n".
  std::vector<std::string> takes_away;

  /// References that could not fail before: "drivers/b/b.o, then built in,
  /// needs c_open of drivers/c/c.o".
  std::vector<std::string> opens;

  /// One line: "VFIO: select IOMMUFD_DRIVER closes it; takes away …".
  std::string Text() const;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MEND_TRIED_MEND_H_
