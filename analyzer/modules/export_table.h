// export_table.h - what modules may use: every EXPORT_SYMBOL() there is.
//
// scripts/mod/modpost.c keeps one table of all exports, of vmlinux and of every
// module, and looks each undefined name of a module up in it; definitions as
// such mean nothing to it.  The exports come from the objects that are linked,
// or from a Module.symvers for those that are not at hand.  Where a name was
// exported twice, the later one is found: that is how an external module
// replaces an export of the kernel's (it reads Module.symvers first).

#ifndef KPLACE_ANALYZER_MODULES_EXPORT_TABLE_H_
#define KPLACE_ANALYZER_MODULES_EXPORT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/link/name_table.h"
#include "analyzer/modules/symvers.h"
#include "objreader/object_symbols.h"

namespace kplace {

/// What is linked as one: vmlinux, or a module.  The objects outlive everything
/// that is made from this; null stands for one that could not be read.
struct LinkedUnit {
  std::string name;  ///< "vmlinux", "drivers/hv/hv_vmbus.ko"
  std::vector<const ObjectSymbols*> objects;
};

using UnitId = uint32_t;

struct Export {
  static constexpr uint32_t kNoObject = UINT32_MAX;

  std::string_view name;
  std::string_view name_space;  ///< empty for the default one
  bool gpl_only = false;
  UnitId unit = 0;
  uint32_t object = kNoObject;  ///< index into LinkedUnit::objects, when read
  std::optional<uint32_t> crc;  ///< with CONFIG_MODVERSIONS, when told
};

/// Two exports of one name.
struct ExportClash {
  const Export* previous = nullptr;
  const Export* later = nullptr;
};

class ExportTable {
 public:
  static constexpr UnitId kVmlinux = 0;

  ExportTable();

  /// The number of a unit, given to it when it is new.
  UnitId InternUnit(std::string_view name);
  std::optional<UnitId> FindUnit(std::string_view name) const;
  const std::string& NameOf(UnitId unit) const { return units_[unit]; }
  size_t unit_count() const { return units_.size(); }

  /// All exports of the unit's objects.
  void Add(const LinkedUnit& unit);

  /// All lines of a symvers file; ".ko" is added to the names of modules.
  /// `symvers` outlives the table.
  void Add(const Symvers& symvers);

  /// Notes the checksum of what `unit` exports; nothing when another export of
  /// that name came later.
  void SetCrc(UnitId unit, std::string_view name, uint32_t crc);

  /// The export that modpost would take, or null.  A dot in front is passed
  /// over: `.f` is the code of the function f on ppc64.
  const Export* Find(std::string_view name) const;

  /// Names that are exported twice, in the order of the second export, as
  /// modpost refuses them ("exported twice"): all of them, or, with an external
  /// module (`make M=`), those whose first export is in vmlinux or in the same
  /// module.
  std::vector<ExportClash> Clashes(bool external) const;

  /// In the order in which they came.
  const std::deque<Export>& exports() const { return exports_; }

 private:
  void Add(Export item);

  std::vector<std::string> units_;
  std::unordered_map<std::string, UnitId> unit_ids_;
  std::deque<Export> exports_;
  NameTable names_;
  std::vector<uint32_t> newest_;    ///< by name: index into exports_
  std::vector<uint32_t> previous_;  ///< by export: of the same name, or itself
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_MODULES_EXPORT_TABLE_H_
