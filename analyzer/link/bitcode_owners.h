// bitcode_owners.h - whose a reference of vmlinux.o is.
//
// Link-time optimisation has joined the bitcode objects, and a reference of
// vmlinux.o (optimised_link.h) has no object any more.  The function it is in
// tells whose it is, where that function of some object names the symbol, in
// code or in assembly; and where only one object names the symbol, it is that
// one's, whatever function it was inlined into.  Else nobody is blamed.

#ifndef KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_
#define KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzer/link/link_facts.h"

namespace kplace {

class BitcodeOwners {
 public:
  /// They must outlive this.
  explicit BitcodeOwners(const LinkFacts& facts) : facts_(facts) {}

  /// Of this symbol, used in this place of vmlinux.o, will be asked.
  void Add(SymbolId id, const Reference& place);

  /// After the last Add().  Bitcode that cannot be read makes all owners
  /// unknown.
  void Read(unsigned jobs);

  /// The owner of such a place; nothing when nobody can tell.  Where objects
  /// have functions of one name, and vmlinux.o has as many, they stand there in
  /// the order of the link.
  std::optional<ObjectIndex> OwnerOf(SymbolId id, const Reference& place) const;

  /// The owner of a reference to something without a name that other objects
  /// see: the object that defines the function it is in, where nothing of
  /// another one can have been inlined there.
  std::optional<ObjectIndex> OwnerOf(const Reference& place) const;

 private:
  /// A symbol and a function that names it.
  using Call = std::pair<SymbolId, std::string>;
  /// What vmlinux.o and the objects have of one.
  struct Callers {
    std::set<uint32_t> functions;   ///< symbols of vmlinux.o
    std::set<ObjectIndex> objects;  ///< in link order
  };

  void AddCaller(SymbolId id, std::string_view function, ObjectIndex object);
  void ReadCode();
  void ReadAssembly(unsigned jobs);
  /// Whether the object's own definition of the function is not the one that
  /// is linked.
  bool IsReplaced(std::string_view function, ObjectIndex object) const;
  bool NamesOthers(ObjectIndex object) const;

  const LinkFacts& facts_;
  std::map<ObjectIndex, std::unordered_map<uint32_t, SymbolId>> wanted_;
  std::map<Call, Callers> callers_;
  std::unordered_map<SymbolId, std::set<ObjectIndex>> named_by_;
  bool incomplete_ = false;
};

/// As the source has it: ThinLTO renames a static function that others need,
/// "f.llvm.1234" (llvm/IR/ModuleSummaryIndex.h, getGlobalNameForLocal), full
/// LTO one of several of a name, "f.1", and outlining makes "f.cold".
std::string_view FunctionOfSource(std::string_view function);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_LINK_BITCODE_OWNERS_H_
