// formula_graph.h - formulas as numbers: nodes that are stored once.
//
// The inside of ConditionStore.  A formula is an Id: the number of a node and a
// bit that negates it.  Nodes are atoms and conjunctions of at least two
// operands; `a || b` is the negation of the conjunction of `!a` and `!b`. Equal
// conjunctions are one node, so equality is equality of numbers.
//
// The graph only stores.  Bringing operands into normal form is conjunction.h.

#ifndef KPLACE_KBUILDPARSE_CONDITION_FORMULA_GRAPH_H_
#define KPLACE_KBUILDPARSE_CONDITION_FORMULA_GRAPH_H_

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kplace::condition {

/// A node's number, and in the lowest bit whether it is negated.  Node 0 is
/// `false`, which makes 1 `true`.
using Id = uint32_t;
inline constexpr Id kFalse = 0;
inline constexpr Id kTrue = 1;

constexpr Id Negated(Id id) {
  return id ^ 1;
}
constexpr bool IsNegated(Id id) {
  return (id & 1) != 0;
}

enum class Kind : uint8_t {
  kConstant,
  kYes,     ///< CONFIG_X=y
  kModule,  ///< CONFIG_X=m
  kText,    ///< CONFIG_X="text"
  kNumber,  ///< CONFIG_X=16
  kUnknown,
  kAnd
};

struct Node {
  Kind kind = Kind::kConstant;
  uint8_t depth = 0;   ///< levels of `and`
  uint32_t count = 0;  ///< operands
  uint32_t terms = 1;  ///< atoms when written out
  uint32_t hash = 0;   ///< of the operands
  /// One bit per option or reason in the operands: a cheap "cannot be".
  uint64_t signature = 0;
  /// Operands of an `and`, sorted: atoms, negated atoms and negated `and`s.
  const Id* operands = nullptr;
  const std::string* text = nullptr;   ///< name of the option or reason
  const std::string* value = nullptr;  ///< of a text or a number

  std::span<const Id> Operands() const { return {operands, count}; }
};

/// Grows without ever moving an element, so that whoever was given an index can
/// read without a lock while others append.
template <typename T>
class StableArray {
 public:
  const T& operator[](uint32_t index) const {
    Place place = Locate(index);
    return chunks_[place.chunk][place.offset];
  }

  uint32_t Add(T value) {
    Place place = Locate(size_);
    if (!chunks_[place.chunk]) {
      chunks_[place.chunk] = std::make_unique<T[]>(kFirst << place.chunk);
    }
    chunks_[place.chunk][place.offset] = std::move(value);
    return size_++;
  }

  uint32_t size() const { return size_; }

 private:
  static constexpr uint32_t kFirst = 128;
  struct Place {
    uint32_t chunk;
    uint32_t offset;
  };
  static Place Locate(uint32_t index) {
    uint32_t chunk = std::bit_width(index / kFirst + 1) - 1;
    return {chunk, index - kFirst * ((1U << chunk) - 1)};
  }

  std::array<std::unique_ptr<T[]>, 25> chunks_;
  uint32_t size_ = 0;
};

/// Reading (At, Compare, PartnerOf, IsClause) is safe while one other thread
/// makes nodes; makers exclude each other by themselves.
class FormulaGraph {
 public:
  FormulaGraph() { nodes_.Add({}); }
  FormulaGraph(const FormulaGraph&) = delete;
  FormulaGraph& operator=(const FormulaGraph&) = delete;

  const Node& At(Id id) const { return nodes_[id >> 1]; }

  /// A conjunction under negation: a disjunction, `!(t && t …)`.
  bool IsClause(Id id) const {
    return IsNegated(id) && At(id).kind == Kind::kAnd;
  }

  /// The other value of the same option, negated if `literal` is; kFalse for
  /// what is no atom of an option.
  Id PartnerOf(Id literal) const;

  bool IsText(Id id) const {
    Kind kind = At(id).kind;
    return kind == Kind::kText || kind == Kind::kNumber;
  }

  /// Whether both are atoms that are not negated, of one option, and ask for
  /// different values: at most one of them holds.
  bool Exclude(Id a, Id b) const;

  /// Less than, equal to or greater than 0: an order by structure, the same
  /// whatever was made first.  Atoms come by name and `=y` before `=m`, texts
  /// by their value, then unknown by reason, then compound formulas operand by
  /// operand.
  int Compare(Id a, Id b) const;

  /// `option` is `y`; its PartnerOf() is `option` is `m`.
  Id OptionIsYes(std::string_view option);
  /// `option` is a text or a number (`kind`), namely `value`.
  Id OptionIs(std::string_view option, Kind kind, std::string_view value);
  Id Unknown(std::string_view reason);

  /// The conjunction of operands that are in normal form and sorted; of one
  /// operand that operand.  Beyond the limits of ConditionStore an unknown.
  Id Intern(std::span<const Id> sorted);

  /// All ids there are are below.
  size_t id_limit() const { return size_t{nodes_.size()} * 2; }

 private:
  Id AddAtom(Kind kind, std::string_view text);
  /// An atom of `option` without a value yet.
  Node TextNode(Kind kind, std::string_view option);
  const Id* Keep(std::span<const Id> operands);
  void GrowTable();

  StableArray<Node> nodes_;
  StableArray<std::unique_ptr<const std::string>> texts_;
  std::unordered_map<std::string_view, Id> options_;  // its `=y`
  std::unordered_map<std::string_view, Id> reasons_;
  /// By option, then by value: texts and numbers.
  using ByValue = std::map<std::pair<std::string_view, Kind>, Id>;
  std::unordered_map<std::string_view, ByValue> texts_of_;
  std::vector<std::unique_ptr<Id[]>> blocks_;  // of operands
  size_t block_left_ = 0;
  std::vector<uint32_t> table_;  // hash of operands -> node, open addressing
  size_t table_used_ = 0;
};

}  // namespace kplace::condition

#endif  // KPLACE_KBUILDPARSE_CONDITION_FORMULA_GRAPH_H_
