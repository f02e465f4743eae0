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

  /// Of this symbol, used in this function of vmlinux.o, will be asked.
  void Add(SymbolId id, std::string_view function);

  /// After the last Add().  Bitcode that cannot be read makes all owners
  /// unknown.
  void Read(unsigned jobs);

  /// The owner of a reference from `function`; nothing when nobody can tell.
  /// Objects that have functions of one name are handed out in turn.
  std::optional<ObjectIndex> Take(SymbolId id, std::string_view function);

  /// The owner of a reference to something without a name that other objects
  /// see: the object that defines the function it is in, where nothing of
  /// another one can have been inlined there.
  std::optional<ObjectIndex> OwnerOf(const Reference& place) const;

 private:
  /// A symbol and a function that names it.
  using Call = std::pair<SymbolId, std::string>;
  struct Callers {
    std::vector<ObjectIndex> objects;  ///< in link order
    size_t taken = 0;
  };

  void AddCaller(SymbolId id, std::string_view function, ObjectIndex object);
  void ReadCode();
  void ReadAssembly(unsigned jobs);
  bool HasForeignCallee(ObjectIndex object) const;

  const LinkFacts& facts_;
  std::map<ObjectIndex, std::unordered_map<uint32_t, SymbolId>> wanted_;
  std::map<Call, size_t> places_;  ///< of vmlinux.o
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
