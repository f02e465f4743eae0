// linked_sections.h - what becomes of the sections of the linked objects.
//
// A section reaches vmlinux unless the linker script drops it or an earlier
// object has its COMDAT group.  The linker also makes names of sections: where
// an output section has a name that C could use, `my_table`, its bounds are
// `__start_my_table` and `__stop_my_table`.

#ifndef KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_
#define KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/linked_tables.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

enum class SectionFate : uint8_t {
  kKept,
  kIfReached,  ///< --gc-sections keeps it if something that is kept uses it
  kDropped,    ///< by the script, or by its own flags (SHF_EXCLUDE)
  kDuplicate,  ///< an earlier object has the group
};

/// The file that stands for objects that do not say all, vmlinux.o for bitcode.
struct Witness {
  ObjectIndex index = 0;  ///< its place in the plan, though it is no object
  const ObjectFile& file;
};

class LinkedSections {
 public:
  struct Options {
    /// The final link takes vmlinux.o, and patterns of files see that alone.
    bool as_one_file = false;
    bool drops_unreached = false;  ///< --gc-sections
  };

  /// `witness` may be null.  Objects whose sections cannot be read become
  /// unknowns.
  LinkedSections(const LinkPlan& plan, const ObjectSet& objects,
                 const VmlinuxLink& link, const LinkerScript& script,
                 const Options& options, const Witness* witness,
                 Unknowns& unknowns);

  SectionFate FateOf(ObjectIndex object, uint32_t section) const {
    const std::vector<SectionFate>& fates = fates_[object];
    return section < fates.size() ? fates[section] : SectionFate::kKept;
  }

  /// Whether the object's definition is in what the script drops.
  bool IsDropped(ObjectIndex object, const SymbolRecord& record) const {
    if (record.common) return drops_common_[object];
    return record.defined &&
           FateOf(object, record.section) == SectionFate::kDropped;
  }

  /// Whether something of the object is dropped by the script.
  bool HasDropped(ObjectIndex object) const { return has_dropped_[object]; }

  /// By number: whether the script drops the section.
  std::vector<bool> DroppedOf(ObjectIndex object) const;

  /// Tables that are not linked.  With --gc-sections nobody knows which are
  /// rejected.
  const std::vector<OrphanedTable>& orphans() const { return orphans_; }

  bool drops_unreached() const { return options_.drops_unreached; }

  /// Whether `symbol` is a bound that the linker makes.
  bool IsSectionBound(std::string_view symbol) const;

 private:
  struct Input {
    ObjectIndex index = 0;
    const ObjectFile& file;
    InputFile name;
    const VmlinuxLink* link = nullptr;  ///< null when it has no groups left
  };

  void Read(const Input& input, SectionPlacer& placer, LinkedTables& tables,
            Unknowns& unknowns);

  /// What becomes of a section that the script takes with `pattern`, which may
  /// be null.
  SectionFate FateIn(const InputPattern* pattern,
                     const SectionRecord& section) const;

  /// Notes what an output section consists of.
  void AddOutput(std::string_view output);

  const LinkerScript& script_;
  const Options options_;
  const bool script_drops_common_;  ///< of some files
  std::vector<OrphanedTable> orphans_;
  std::vector<std::vector<SectionFate>> fates_;
  std::vector<bool> has_dropped_;
  std::vector<bool> drops_common_;  ///< tentative definitions, by object
  std::unordered_set<std::string> inputs_;   ///< C names of input sections
  std::unordered_set<std::string> outputs_;  ///< ... of sections of vmlinux
};

/// The name by which the patterns of the script know an object of the plan.
InputFile ScriptNameOf(const PlannedObject& object, bool as_one_file);

/// Whether the final link takes vmlinux.o instead of the objects
/// (scripts/link-vmlinux.sh: CONFIG_LTO_CLANG, CONFIG_X86_KERNEL_IBT).
bool LinksOneFile(const Configuration& config);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_
