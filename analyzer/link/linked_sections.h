// linked_sections.h - what becomes of the sections of the linked objects.
//
// A section reaches vmlinux unless the linker script drops it or an earlier
// object has its COMDAT group.  The linker also makes names of sections: where
// an output section has a name that C could use, `my_table`, its bounds are
// `__start_my_table` and `__stop_my_table`.

#ifndef KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_
#define KPLACE_ANALYZER_LINK_LINKED_SECTIONS_H_

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

/// A table about a section that is dropped, and is linked itself.
struct OrphanedTable {
  ObjectIndex object = 0;
  uint32_t section = 0;
  std::string_view name;   ///< of the table
  std::string_view about;  ///< the section that is dropped
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

  /// Sections of a file that stands for objects without any, bitcode: they
  /// count for IsSectionBound() alone.
  void AddWitness(const ObjectFile& file, const InputFile& name,
                  Unknowns& unknowns);

  SectionFate FateOf(ObjectIndex object, uint32_t section) const {
    const std::vector<SectionFate>& fates = fates_[object];
    return section < fates.size() ? fates[section] : SectionFate::kKept;
  }

  /// One more than the highest number of a section that FateOf() knows.
  size_t CountOf(ObjectIndex object) const { return fates_[object].size(); }

  /// Whether some section of the object is dropped by the script.
  bool HasDropped(ObjectIndex object) const { return has_dropped_[object]; }

  /// Tables of SHF_LINK_ORDER whose section is dropped, where the linker is
  /// ld.lld, which rejects them; GNU ld drops them too.
  const std::vector<OrphanedTable>& orphans() const { return orphans_; }

  /// Whether `symbol` is a bound that the linker makes.
  bool IsSectionBound(std::string_view symbol) const;

 private:
  void Read(ObjectIndex index, const ObjectFile& file, const InputFile& name,
            SectionPlacer& placer, const VmlinuxLink& link, Unknowns& unknowns);

  /// Notes where the script puts a section that is linked; `pattern` may be
  /// null.
  void AddOutput(std::string_view section, const InputPattern* pattern);
  void DropTables(ObjectIndex index,
                  const std::vector<SectionRecord>& sections);

  const LinkerScript& script_;
  const Options options_;
  std::vector<OrphanedTable> orphans_;
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
