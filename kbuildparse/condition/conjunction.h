// conjunction.h - brings the operands of an "and" into normal form.
//
// The inside of ConditionStore::And(), and so of Or() as well.  The operands of
// a conjunction are its *members*: atoms, negated atoms, and *clauses*, that is
// disjunctions `!(t && t …)`.  Three steps are repeated until nothing changes:
//
//   insert     conjunctions are flattened; `a && !a` and `X=y && X=m` end it
//   propagate  what the members say is dropped from inside the clauses
//   resolve    clauses are compared pairwise: (a || b) && (a || b || c) is
//              (a || b), and (a || b) && (a || !b) is a
//
// Members are visited in structure order, so the result is a matter of the
// formulas alone.

#ifndef KPLACE_KBUILDPARSE_CONDITION_CONJUNCTION_H_
#define KPLACE_KBUILDPARSE_CONDITION_CONJUNCTION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "kbuildparse/condition/formula_graph.h"

namespace kplace::condition {

/// A workbench, used for one conjunction after the other; keeps its memory.
class Conjunction {
 public:
  explicit Conjunction(FormulaGraph& graph) : graph_(graph) {}

  /// The conjunction of `inputs`, none of them a constant.
  Id Of(std::span<const Id> inputs);

 private:
  enum class Rest { kUnchanged, kFewer, kRebuild, kHolds };
  enum class Overlap { kNone, kSubsumed, kDropOne };

  bool Insert(Id id);
  bool InsertClause(std::span<const Id> terms);
  void Remove(size_t member);
  void SortMembers();
  bool Propagate(bool& changed);
  Rest UnderMarks(Id clause, std::vector<Id>& left);
  bool Resolve(bool& changed);
  Overlap Compete(Id clause, Id other, Id& drop) const;
  Id Build();

  void Mark(Id id, uint8_t mark);
  void MarkText(Id id);
  bool Holds(Id id) const;
  bool Fails(Id id) const { return Holds(Negated(id)); }
  void ClearMarks();
  void GrowMarks() { marks_.resize(graph_.id_limit()); }

  static constexpr uint8_t kMember = 1;
  static constexpr uint8_t kImplied = 2;  ///< by members, without being one

  FormulaGraph& graph_;
  std::vector<Id> members_;     // kTrue where one was removed
  std::vector<uint8_t> marks_;  // by Id: what the members say is true
  std::vector<Id> marked_;
  /// Members that say what an option's text is: all others of it are out.
  std::vector<Id> texts_;
  std::vector<Id> scratch_;
};

}  // namespace kplace::condition

#endif  // KPLACE_KBUILDPARSE_CONDITION_CONJUNCTION_H_
