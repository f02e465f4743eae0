// placement.h - where each object goes, and why.
//
// A PlacementTable is the answer of kbuildparse and one of the three things
// that cross between the parts.  Objects are leaves: what is compiled or
// assembled, with composites expanded.  One object can have several rows (it
// can be linked into several modules, or, over all configurations, into
// vmlinux here and a module there).

#ifndef KPLACE_KBUILDPARSE_PLACEMENT_H_
#define KPLACE_KBUILDPARSE_PLACEMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kbuildparse/condition/condition.h"
#include "support/source.h"

namespace kplace {

/// How an object is placed; the names are those of the tsv format.
enum class PlacementKind : uint8_t {
  kBuiltIn,  ///< "builtin": linked into vmlinux
  kModule,   ///< "module": linked into a .ko
  kArchive,  ///< "archive": member of a lib.a
};
const char* Name(PlacementKind kind);

/// What vmlinux does with a lib.a.
enum class ArchiveUse : uint8_t {
  kNotLinked,  ///< for a boot loader, a vdso or another program
  kOnDemand,   ///< members are taken when something needs them
  kWhole,      ///< every member is linked
};

/// An option that a reason depends on, and its value there: "y", "m", "n" or a
/// string; empty when no configuration is given.
struct OptionSetting {
  std::string name;  ///< "CONFIG_X"
  std::string value;

  friend bool operator==(const OptionSetting&, const OptionSetting&) = default;
};

/// One link of the chain: a line of a makefile that puts something somewhere.
struct Reason {
  SourceLoc where;
  std::string adds;  ///< the word it adds: "hv/", "vfio.o", "vfio_main.o"
  std::vector<OptionSetting> options;  ///< what the line hangs on
  /// When the line adds the word: by the conditionals around it and its own
  /// value, whatever else is needed to get there.
  Condition when = Condition::True();
  /// Nothing in the list is linked into vmlinux: obj-m, lib-m, subdir-y.
  bool modular = false;
  /// The line, or a conditional around it, uses variables or functions of the
  /// makefile, so that `options` may not be all that it hangs on.
  bool indirect = false;

  friend bool operator==(const Reason&, const Reason&) = default;
};

enum class ReasonId : uint32_t { kNone = 0 };

/// One row of the table.
struct Placement {
  PlacementKind kind = PlacementKind::kBuiltIn;
  std::string object;  ///< "drivers/hv/hv_common.o", from the build's root
  std::string unit;    ///< "vmlinux", "drivers/hv/hv_vmbus.ko", "lib/lib.a"
  /// The composite that the object is a part of, "drivers/vfio/vfio.o", or
  /// empty.
  std::string composite;
  Condition when;
  ReasonId because = ReasonId::kNone;  ///< the innermost reason
  /// Those of further lines that put it there as well.
  std::vector<ReasonId> also = {};
};

/// What is not known about a placement, and why.
struct PlacementUnknown {
  std::string subject;  ///< "drivers/foo/", "drivers/foo/bar.o"
  SourceLoc where;
  std::string reason;
  /// The reason without the sentence around it: "CONFIG_EXTRA_FIRMWARE",
  /// "$(shell date)"; what to count by.
  std::string cause = {};
  /// The subject is an object whose condition cannot be decided, else the
  /// directory of a list that has more or less than is known.
  bool is_object = false;
};

/// The table.  Rows are in link order of vmlinux, then in order of modules;
/// Sorted() gives the order of the tsv format.
class PlacementTable {
 public:
  PlacementTable();

  /// Makes a reason whose cause is `parent` (the directory's own reason).
  ReasonId AddReason(Reason reason, ReasonId parent);
  /// A further line that does the same as the reason `id` (lists a directory
  /// once more): a step of the chain that has several lines.
  void AddLine(ReasonId id, Reason reason);
  /// Adds a row.  When the object is in that unit already, only the conditions
  /// and the reasons are joined and false is returned.
  bool Add(Placement placement, ConditionStore& conditions);
  void AddUnknown(PlacementUnknown unknown);
  /// Says when vmlinux is linked with an archive, and how.  What is said of
  /// one archive and use is joined.
  void SetArchiveUse(const std::string& archive, ArchiveUse use, Condition when,
                     ConditionStore& conditions);
  /// The same in every configuration.
  void SetArchiveUse(const std::string& archive, ArchiveUse use);

  /// Drops the rows and the unknowns for which `rows` and `unknowns`, one flag
  /// for each, are false.
  void Retain(const std::vector<bool>& rows, const std::vector<bool>& unknowns);

  const std::vector<Placement>& rows() const { return rows_; }
  const std::vector<PlacementUnknown>& unknowns() const { return unknowns_; }

  /// The rows of an object, as indices into rows(); empty when it has none.
  std::vector<size_t> RowsOf(std::string_view object) const;

  /// The rows linked into a unit, in link order.
  std::vector<size_t> RowsInUnit(std::string_view unit) const;

  /// Indices of all rows, sorted by object, unit and kind.
  std::vector<size_t> Sorted() const;

  /// What vmlinux does with an archive, for certain; kNotLinked when that
  /// depends on the configuration.
  ArchiveUse UseOf(std::string_view archive) const;
  /// When vmlinux is linked with an archive in this way.  `use` is not
  /// kNotLinked.
  Condition LinkedWhen(std::string_view archive, ArchiveUse use) const;

  /// The modules, in the order in which they were met.
  const std::vector<std::string>& Modules() const { return modules_; }

  /// One reason; an empty one for kNone.
  const Reason& ReasonAt(ReasonId id) const {
    return reasons_[static_cast<uint32_t>(id)].reason;
  }

  /// The reason that leads to this one, or kNone at the top.
  ReasonId ParentOf(ReasonId id) const {
    return reasons_[static_cast<uint32_t>(id)].parent;
  }

  /// Further lines that do the same, see AddLine().
  const std::vector<Reason>& MoreAt(ReasonId id) const {
    return reasons_[static_cast<uint32_t>(id)].more;
  }

  /// All ids of reasons are below.
  size_t reason_limit() const { return reasons_.size(); }

  /// The chain of reasons, outermost (top directory) first; the line met first
  /// where several do the same.
  std::vector<Reason> Chain(ReasonId innermost) const;

  /// The same with all lines of each step; Chain() has the first of each.
  std::vector<std::vector<Reason>> Steps(ReasonId innermost) const;

  /// What should hold of any table: every row has an object, a unit and a
  /// reason; nothing is placed twice in one unit.  Empty when all is well,
  /// else what is broken; tests call it after every evaluation.
  std::string CheckInvariants() const;

 private:
  struct Node {
    Reason reason;
    ReasonId parent = ReasonId::kNone;
    std::vector<Reason> more = {};
  };
  void AddToIndexes(size_t row);
  void JoinReason(Placement& row, ReasonId because) const;

  std::vector<Node> reasons_;
  std::vector<Placement> rows_;
  std::vector<PlacementUnknown> unknowns_;
  std::unordered_map<std::string, std::vector<size_t>> by_object_;
  std::unordered_map<std::string, std::vector<size_t>> by_unit_;
  std::vector<std::string> modules_;
  struct Linked {
    Condition whole = Condition::False();
    Condition on_demand = Condition::False();
  };
  std::unordered_map<std::string, Linked> archives_;
};

/// The table in the tsv format: `builtin<TAB>a/b.o<TAB>vmlinux`.  `conditions`
/// may be null; otherwise a fourth column holds the presence condition.
std::string ToTsv(const PlacementTable& table,
                  const ConditionStore* conditions = nullptr);

}  // namespace kplace

#endif  // KPLACE_KBUILDPARSE_PLACEMENT_H_
