// bitcode_owners.h - whose a reference of vmlinux.o is.
//
// Link-time optimisation has joined the bitcode objects, and a reference of
// vmlinux.o (optimised_link.h) has no object any more.  Functions tell: those
// of the bitcode objects that name the symbol, or else the object that defines
// the function.  Inlining moves a reference into a function of another object,
// which names the function that was inlined.  Where nothing tells, as with
// assembly inside of a function, nobody is blamed.

#ifndef KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_
#define KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzer/link/object_set.h"
#include "analyzer/link/symbol_index.h"
#include "analyzer/link/vmlinux_link.h"

namespace kplace {

class BitcodeOwners {
 public:
  /// All must outlive this.
  BitcodeOwners(const ObjectSet& objects, const SymbolIndex& symbols,
                const VmlinuxLink& link)
      : objects_(objects), symbols_(symbols), link_(link) {}

  /// Of this symbol will be asked.
  void Add(SymbolId id);

  /// After the last Add().  Bitcode that cannot be read tells nothing.
  void Read();

  /// The owner of a reference from `function`; nothing when nobody can tell.
  /// Objects that have functions of one name are handed out in turn.
  std::optional<ObjectIndex> Take(SymbolId id, std::string_view function);

  /// The bitcode object that defines the function, where one does.
  std::optional<ObjectIndex> DefinerOf(std::string_view function) const;

 private:
  /// A symbol and a function that names it.
  using Call = std::pair<SymbolId, std::string>;
  struct Callers {
    std::vector<ObjectIndex> objects;  ///< in link order
    size_t taken = 0;
  };

  /// The one object with a function that names the symbol and that `into`
  /// names.
  std::optional<ObjectIndex> InlinedFrom(SymbolId id, ObjectIndex into) const;
  bool Names(ObjectIndex object, std::string_view function) const;

  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  const VmlinuxLink& link_;
  std::unordered_map<SymbolId, std::vector<ObjectIndex>> users_;
  std::map<ObjectIndex, std::unordered_map<uint32_t, SymbolId>> wanted_;
  std::map<Call, Callers> callers_;
};

/// As the source has it: ThinLTO renames a static function that others need,
/// "f.llvm.1234" (llvm/IR/ModuleSummaryIndex.h, getGlobalNameForLocal), full
/// LTO one of several of a name, "f.1", and outlining makes "f.cold".
std::string_view FunctionOfSource(std::string_view function);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_
