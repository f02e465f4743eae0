// placement_filter.h - the rows of a placement that somebody asks for.
//
//   kplace place drivers/hv --kind module
//
// Words of one kind are alternatives, the kinds narrow each other: below
// drivers/hv *and* in a module.

#ifndef KPLACE_ANALYZER_SELECT_PLACEMENT_FILTER_H_
#define KPLACE_ANALYZER_SELECT_PLACEMENT_FILTER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"

namespace kplace {

enum class FilterKind : uint8_t {
  /// An object, its source, a composite or a unit; a directory for all below
  /// it; a pattern of the shell, whose `*` stops at a slash.
  kPath,
  kUnit,    ///< "vmlinux", "drivers/hv/hv_vmbus.ko", "lib/lib.a"
  kModule,  ///< a module by name ("hv-vmbus") or path
  /// An option, with or without CONFIG_.  In a configured build it is among
  /// the options of the lines that put the object there; without a .config the
  /// row's condition mentions it, which is more exact: an option that changes
  /// nothing is no reason.
  kOption,
  kPlacement,  ///< "builtin", "module", "archive"
};

struct FilterWord {
  FilterKind kind = FilterKind::kPath;
  std::string text;  ///< as the user said it
};

struct FilterMatch {
  std::vector<bool> rows;      ///< for each of the table's whether it passes
  std::vector<bool> unknowns;  ///< and whether it may concern what passes
  /// The words that no row answers to, whatever the others say.
  std::vector<FilterWord> misses;
};

/// Holds every row against `words`.  The tree says what paths are relative to,
/// and whether the rows have conditions, which `conditions` owns.
FilterMatch MatchPlacement(const std::vector<FilterWord>& words,
                           const BuildTree& tree,
                           const ConditionStore& conditions,
                           const PlacementTable& table);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SELECT_PLACEMENT_FILTER_H_
