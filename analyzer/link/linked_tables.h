// linked_tables.h - tables about sections that are not linked.
//
// A section with SHF_LINK_ORDER is a table about another one (gABI, "Section
// Attribute Flags"), as __patchable_function_entries is about the functions it
// lists.  Where that other section is not linked, the linkers drop the table
// too, or reject it.  Which of both depends on the order in which the script
// takes sections, and each linker has its own idea of that; docs/LINKERS.md has
// what was measured.

#ifndef KPLACE_ANALYZER_LINK_LINKED_TABLES_H_
#define KPLACE_ANALYZER_LINK_LINKED_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/link/link_unit.h"
#include "analyzer/link/linker_script.h"

namespace kplace {

/// A section, and the statement of the script that takes it; without one it
/// goes into an output section of its own name.
struct TakenSection {
  ObjectIndex object = 0;
  uint32_t number = 0;
  std::string_view name;
  const InputPattern* pattern = nullptr;
  bool empty = false;
};

/// What a table is about, which is not linked.
struct TableSubject {
  std::string_view name;
  const InputPattern* pattern = nullptr;  ///< that drops it
  bool duplicate = false;  ///< instead: an earlier object has its COMDAT group
  bool excluded = false;   ///< instead: no linker copies it (SHF_EXCLUDE)
  bool indirect = false;   ///< what is dropped is what it is a table about
};

/// A table that is not linked as it is.
struct OrphanedTable {
  ObjectIndex object = 0;
  uint32_t section = 0;
  std::string_view name;   ///< of the table
  std::string_view about;  ///< the section that is dropped
  bool rejected = false;   ///< by the linker that reads the script
  bool stays = false;      ///< in vmlinux; its relocations count
};

class LinkedTables {
 public:
  /// The script must outlive this.  With `joined` the linker has already put
  /// sections of one name together when it reads the script (vmlinux.o).
  LinkedTables(const LinkerScript& script, bool joined);

  /// All sections that are linked are added, in the order of objects and
  /// sections.
  void AddLinked(const TakenSection& section);

  /// ... and with them the tables whose section is not.  `rewritten` is one
  /// that ld.lld makes itself (.ARM.exidx).
  void AddTable(const TakenSection& table, const TableSubject& subject,
                bool rewritten);

  /// After the last of them.
  std::vector<OrphanedTable> Judge();

 private:
  /// What a statement, or all statements of an output section, took.
  struct Taken {
    bool any = false;
    std::string_view first_name;
    std::optional<size_t> first_orphan;  ///< where the first is one
    bool others = false;                 ///< something stays
  };

  bool IsRejectedByLld(const TakenSection& table, const TableSubject& subject,
                       bool rewritten) const;
  void AddForGnuLd(const TakenSection& table, const TableSubject& subject);
  /// Notes what a statement takes; `orphan` where it is one.
  void AddTaken(const TakenSection& section, std::optional<size_t> orphan);
  size_t AddOrphan(const TakenSection& table, std::string_view about);

  const LinkerScript& script_;
  const bool is_lld_;
  const bool joined_;
  std::vector<OrphanedTable> orphans_;
  std::vector<Taken> by_statement_;
  std::unordered_set<std::string_view> unplaced_;  ///< without statement
  /// By the name of sections: the first, if it is an orphan.
  std::unordered_map<std::string_view, std::optional<size_t>> first_of_name_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_LINKED_TABLES_H_
