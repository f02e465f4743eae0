// symbol_index.h - who defines and who uses each global name.
//
// A kernel has a few hundred thousand global symbol records and about a
// hundred thousand names.  The names are numbered (name_table.h); the records
// are then laid out by name in two flat arrays.

#ifndef KPLACE_ANALYZER_LINK_SYMBOL_INDEX_H_
#define KPLACE_ANALYZER_LINK_SYMBOL_INDEX_H_

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/link/name_table.h"
#include "analyzer/link/object_set.h"

namespace kplace {

/// A record of an object: where a name occurs.
struct Occurrence {
  ObjectIndex object;
  uint32_t record;  ///< index into ObjectSymbols::symbols
};

class SymbolIndex {
 public:
  /// The objects must outlive the index, and so must `more`: names that have to
  /// have numbers though no object may have them.
  explicit SymbolIndex(const ObjectSet& objects,
                       const std::set<std::string_view>& more = {});

  size_t size() const { return names_.size(); }
  std::string_view NameOf(SymbolId id) const { return names_.NameOf(id); }
  std::optional<SymbolId> Find(std::string_view name) const;

  /// In the order of the plan's objects.
  std::span<const Occurrence> Definitions(SymbolId id) const;
  std::span<const Occurrence> Uses(SymbolId id) const;

  /// The names of an object, in step with LoadedObject::globals.
  std::span<const SymbolId> NamesOf(ObjectIndex object) const;

  const SymbolRecord& RecordOf(Occurrence occurrence) const {
    return objects_.objects[occurrence.object]
        .file->symbols()
        .symbols[occurrence.record];
  }

 private:
  void NumberNames(const std::set<std::string_view>& more);
  void SortByName();

  const ObjectSet& objects_;
  NameTable names_;
  std::vector<SymbolId> ids_;        ///< of all globals, object by object
  std::vector<size_t> first_id_;     ///< by object, with an end
  std::vector<Occurrence> records_;  ///< by name: definitions, then uses
  std::vector<uint32_t> first_;      ///< by name, with an end
  std::vector<uint32_t> first_use_;  ///< by name
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_SYMBOL_INDEX_H_
