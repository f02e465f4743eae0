// linked_sections.h - what becomes of the sections of the linked objects.
//
// A section reaches vmlinux unless the linker script drops it or an earlier
// object has its COMDAT group.  The linker also makes names of sections: where
// an output section has a name that C could use, `my_table`, its bounds are
// `__start_my_table` and `__stop_my_table`.

#ifndef KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_
#define KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/linker_script.h"
#include "analyzer/link/object_set.h"
#include "analyzer/link/vmlinux_link.h"
#include "analyzer/unknowns.h"

namespace kplace {

enum class SectionFate : uint8_t {
  kKept,
  kIfReached,  ///< --gc-sections keeps it if something that is kept uses it
  kDropped,    ///< by the script
  kDuplicate,  ///< an earlier object has the group
};

/// A table about a section that is dropped (SHF_LINK_ORDER).  The linkers drop
/// it too, or reject it.
struct OrphanedTable {
  ObjectIndex object = 0;
  uint32_t section = 0;
  std::string_view name;   ///< of the table
  std::string_view about;  ///< the section that is dropped
  /// An output section is about what its first input section is about (bfd:
  /// assign_section_numbers), so GNU ld minds where that was dropped and others
  /// stay.
  bool rejected_by_gnu_ld = false;
  /// Always, but for unwind tables of arm, which ld.lld writes anew.
  bool rejected_by_lld = false;
};

class LinkedSections {
 public:
  struct Options {
    /// The final link takes vmlinux.o, and patterns of files see that alone.
    bool as_one_file = false;
    bool drops_unreached = false;  ///< --gc-sections
  };

  /// Objects whose sections cannot be read become unknowns.
  LinkedSections(const LinkPlan& plan, const ObjectSet& objects,
                 const VmlinuxLink& link, const LinkerScript& script,
                 const Options& options, Unknowns& unknowns);

  /// Sections of the file that stands for objects without any, bitcode.
  /// `index` has been unknown to the link so far.
  void AddWitness(ObjectIndex index, const ObjectFile& file,
                  const InputFile& name, Unknowns& unknowns);

  SectionFate FateOf(ObjectIndex object, uint32_t section) const {
    const std::vector<SectionFate>& fates = fates_[object];
    return section < fates.size() ? fates[section] : SectionFate::kKept;
  }

  /// Whether some section of the object is dropped by the script.
  bool HasDropped(ObjectIndex object) const { return has_dropped_[object]; }

  /// By number: whether the script drops the section.
  std::vector<bool> DroppedOf(ObjectIndex object) const;

  /// In the plan's order of objects.
  const std::vector<OrphanedTable>& orphans() const { return orphans_; }

  /// Whether `symbol` is a bound that the linker makes.
  bool IsSectionBound(std::string_view symbol) const;

 private:
  /// The tables of one output section.
  struct TablesOfOutput {
    /// What took the first one, in the order of the script and then of the
    /// objects; null inside of it where nothing did.
    std::optional<const InputPattern*> pattern;
    std::optional<size_t>
        first_orphan;  ///< the first in orphans_, if it is one
    bool others_stay = false;
  };

  void Read(ObjectIndex index, const ObjectFile& file, const InputFile& name,
            SectionPlacer& placer, const VmlinuxLink* link, Unknowns& unknowns);

  /// What becomes of a section that the script takes with `pattern`, which may
  /// be null.
  SectionFate FateIn(const InputPattern* pattern,
                     const SectionRecord& section) const;

  /// Notes what an output section consists of.
  void AddOutput(std::string_view output);

  /// A table that is linked, in itself; its section may be dropped.
  void AddTable(ObjectIndex index, uint32_t number,
                const std::vector<SectionRecord>& sections,
                const InputPattern* pattern);
  void JudgeOrphans();

  const LinkerScript& script_;
  const Options options_;
  std::vector<OrphanedTable> orphans_;
  std::map<std::string, TablesOfOutput, std::less<>> tables_;
  std::vector<std::vector<SectionFate>> fates_;
  std::vector<bool> has_dropped_;
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
