// name_table.h - numbers for names, so that they can be looked up in arrays.
//
// An open-addressing table that compares stored hashes first and never copies
// a string: whoever has the names keeps them alive.  The hash is that of
// std::hash<std::string_view>, computed by the caller, who may do it on several
// threads and once for several tables.

#ifndef KPLACE_ANALYZER_LINK_NAME_TABLE_H_
#define KPLACE_ANALYZER_LINK_NAME_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kplace {

using SymbolId = uint32_t;

/// Numbers names in the order in which they come.
class NameTable {
 public:
  SymbolId Intern(std::string_view name, size_t hash);
  std::optional<SymbolId> Find(std::string_view name, size_t hash) const;
  std::string_view NameOf(SymbolId id) const { return names_[id].text; }
  size_t size() const { return names_.size(); }

 private:
  struct Name {
    std::string_view text;
    size_t hash;
  };
  size_t SlotOf(std::string_view name, size_t hash) const;
  void Grow();

  std::vector<Name> names_;
  std::vector<uint32_t> slots_;  ///< id + 1, or 0 for a free one
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_NAME_TABLE_H_
