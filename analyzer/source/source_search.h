// source_search.h - which source files of the tree define a symbol.
//
// An object that was never compiled cannot be asked.  Its source can, well
// enough to point at it: kernel code keeps to a style in which exports and
// definitions begin at the first column.
//
//   EXPORT_SYMBOL_NS_GPL(helper_init, "HELPER");
//   int __init helper_init(struct device *dev)
//   SYM_FUNC_START(helper_init)
//
// What macros define shows only where it is exported.  Nothing is preprocessed:
// a definition under an #if counts, whatever the configuration says.

#ifndef KPLACE_ANALYZER_SOURCE_SOURCE_SEARCH_H_
#define KPLACE_ANALYZER_SOURCE_SOURCE_SEARCH_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kbuildparse/kbuild/build_tree.h"
#include "support/file_system.h"

namespace kplace {

struct SourceDefinition {
  std::string source;  ///< "drivers/helper/helper.c", from the source tree
  uint32_t line = 0;   ///< of the definition; of the export if only that shows
  bool exported = false;

  friend bool operator==(const SourceDefinition&,
                         const SourceDefinition&) = default;
};

using SourceDefinitions = std::map<std::string, std::vector<SourceDefinition>>;

/// What the .c and .S files below the source directory say about `symbols`,
/// sorted by path.  Where a file exports a symbol, only files that export it
/// are named.  Other architectures, documentation, tools, samples, scripts,
/// linked directories and the build directory are passed over; every other
/// file is read once, on `jobs` threads.
SourceDefinitions FindSourceDefinitions(const FileSystem& files,
                                        const BuildTree& tree,
                                        const std::set<std::string>& symbols,
                                        unsigned jobs);

/// The same for the text of one file; `source` says by its suffix whether it
/// is C or assembly.  The order is that of the symbols.
std::map<std::string, SourceDefinition> DefinitionsIn(
    std::string_view text, const std::string& source,
    const std::set<std::string>& symbols);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SOURCE_SOURCE_SEARCH_H_
