// mend.h - the changes of Kconfig files that are known to close a hole, or are
// proposed for it again and again.
//
//   depends on D || !D     R can no longer be built in where D is a module
//   select D               D is at least what R is
//   bool                   D can no longer be a module
//
// Whether one does close it, and at what price, is for a trial to say.

#ifndef KPLACE_ANALYZER_MEND_MEND_H_
#define KPLACE_ANALYZER_MEND_MEND_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kconfig/kconfig_tree.h"
#include "support/result.h"
#include "support/source.h"

namespace kplace {

struct Mend {
  std::string option;  ///< whose entry is changed, without CONFIG_
  std::string line;    ///< that it gets: "select D", "bool"
  std::string file;    ///< path from the source directory
  std::string text;    ///< of the whole file, changed
  std::string diff;    ///< unified, for patch -p1
};

/// The usual ones, for code of `referrer` that refers to code of `definer`;
/// both are options without CONFIG_.
std::vector<std::string> UsualMends(std::string_view referrer,
                                    std::string_view definer);

/// Reads "VFIO: select IOMMUFD_DRIVER if VFIO_PCI_CORE", and puts the line into
/// the option's entry; a type takes the place of the one that is there.  Fails
/// when no file defines the option.
Result<Mend> MakeMend(std::string_view text, const kconfig::Tree& tree,
                      const SourceFiles& sources);

/// What differs between two texts of a file, with three lines around it; one
/// hunk.
std::string UnifiedDiff(const std::string& file, std::string_view before,
                        std::string_view after);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MEND_MEND_H_
