#include "kbuildparse/condition/conjunction.h"

#include <algorithm>

namespace kplace::condition {

void Conjunction::Mark(Id id, uint8_t mark) {
  if (marks_[id] == 0) marked_.push_back(id);
  marks_[id] = mark;
}

void Conjunction::ClearMarks() {
  for (Id id : marked_) marks_[id] = 0;
  marked_.clear();
  texts_.clear();
}

/// What the members say of `id`: that it is true.
bool Conjunction::Holds(Id id) const {
  if (marks_[id] != 0) return true;
  if (texts_.empty() || !IsNegated(id)) return false;
  return std::ranges::any_of(
      texts_, [&](Id text) { return graph_.Exclude(text, Negated(id)); });
}

/// `X="a"` makes `!X="b"` superfluous, for any number of texts.
void Conjunction::MarkText(Id id) {
  texts_.push_back(id);
  for (Id member : members_) {
    if (IsNegated(member) && graph_.Exclude(id, Negated(member))) {
      Mark(member, kImplied);
    }
  }
}

/// Adds `id` to the conjunction; false when that contradicts it.
bool Conjunction::Insert(Id id) {
  if (id == kTrue) return true;
  if (id == kFalse || Fails(id)) return false;
  if (Holds(id)) return true;
  const Node& node = graph_.At(id);
  if (node.kind == Kind::kAnd && !IsNegated(id)) {
    for (Id operand : node.Operands()) {
      if (!Insert(operand)) return false;
    }
    Mark(id, kImplied);
    return true;
  }
  members_.push_back(id);
  Mark(id, kMember);
  if (Id partner = graph_.PartnerOf(id); partner != kFalse && !IsNegated(id)) {
    Mark(Negated(partner), kImplied);  // X=y makes !X=m superfluous
  }
  if (!IsNegated(id) && graph_.IsText(id)) MarkText(id);
  return true;
}

/// Adds the disjunction of the negated `terms`, which are a part of a former
/// one.
bool Conjunction::InsertClause(std::span<const Id> terms) {
  if (terms.empty()) return false;
  Id clause = Negated(graph_.Intern(terms));
  GrowMarks();
  return Insert(clause);
}

/// Takes a member out that the others imply.
void Conjunction::Remove(size_t member) {
  marks_[members_[member]] = kImplied;
  members_[member] = kTrue;
}

/// A clause is a disjunction, `!(t && t …)`.  Collects in `left` the terms that
/// matter when everything marked_ is true.
Conjunction::Rest Conjunction::UnderMarks(Id clause, std::vector<Id>& left) {
  Rest rest = Rest::kUnchanged;
  left.clear();
  for (Id term : graph_.At(clause).Operands()) {
    if (Fails(term)) return Rest::kHolds;
    if (Holds(term)) {
      rest = std::max(rest, Rest::kFewer);
      continue;
    }
    if (!graph_.IsClause(term)) {
      left.push_back(term);
      continue;
    }
    // The alternative is a conjunction itself.
    scratch_.clear();
    bool possible = true;
    std::span<const Id> parts = graph_.At(term).Operands();
    for (Id part : parts) {
      possible = possible && !Fails(part);
      if (!Holds(part)) scratch_.push_back(part);
    }
    if (!possible) {
      rest = std::max(rest, Rest::kFewer);
    } else if (scratch_.empty()) {
      return Rest::kHolds;
    } else if (scratch_.size() == parts.size()) {
      left.push_back(term);
    } else {
      rest = Rest::kRebuild;
      left.push_back(Negated(graph_.Intern(scratch_)));
    }
  }
  return rest;
}

/// Drops from the disjunctions what the rest of the conjunction settles.  False
/// on a contradiction.
bool Conjunction::Propagate(bool& changed) {
  std::vector<Id> left;
  for (size_t i = 0; i < members_.size(); ++i) {
    if (!graph_.IsClause(members_[i])) continue;
    Rest rest = UnderMarks(members_[i], left);
    if (rest == Rest::kUnchanged) continue;
    changed = true;
    Remove(i);
    if (rest == Rest::kHolds) continue;
    if (rest == Rest::kFewer) {
      if (!InsertClause(left)) return false;
      continue;
    }
    // What is left needs a conjunction of its own: put this one aside.
    std::vector<Id> aside = std::move(members_);
    ClearMarks();
    Id clause = Negated(Of(left));
    members_.clear();
    GrowMarks();
    for (Id id : aside) {
      if (!Insert(id)) return false;
    }
    return Insert(clause);
  }
  return true;
}

/// Both are disjunctions of negated terms.  When the terms of `clause` are
/// among those of `other`, `other` is superfluous.  When all but one are, and
/// `other` has the opposite of that one, `other` does without it.
Conjunction::Overlap Conjunction::Compete(Id clause, Id other, Id& drop) const {
  const Node& one = graph_.At(clause);
  const Node& two = graph_.At(other);
  if ((one.signature & ~two.signature) != 0 || one.count > two.count) {
    return Overlap::kNone;
  }
  auto has = [](const Node& node, Id term) {
    return std::ranges::find(node.Operands(), term) != node.Operands().end();
  };
  auto has_other_value = [&](const Node& node, Id atom) {
    if (Id partner = graph_.PartnerOf(atom); partner != kFalse) {
      return has(node, partner);
    }
    return graph_.IsText(atom) &&
           std::ranges::any_of(node.Operands(), [&](Id term) {
             return graph_.Exclude(atom, term);
           });
  };
  drop = kFalse;
  for (Id term : one.Operands()) {
    if (has(two, term)) continue;
    // X=y stands for !X=m too.
    if (IsNegated(term) && has_other_value(two, Negated(term))) continue;
    if (drop != kFalse || !has(two, Negated(term))) return Overlap::kNone;
    drop = Negated(term);
  }
  if (drop == kFalse) return Overlap::kSubsumed;
  // … but not when it is the one that goes.
  for (Id term : one.Operands()) {
    if (IsNegated(term) && graph_.Exclude(drop, Negated(term))) {
      return Overlap::kNone;
    }
  }
  return Overlap::kDropOne;
}

/// Compares the disjunctions with each other.  False on a contradiction.
bool Conjunction::Resolve(bool& changed) {
  constexpr size_t kMany = 64;  // compared pairwise
  size_t clauses = std::ranges::count_if(
      members_, [this](Id member) { return graph_.IsClause(member); });
  if (clauses < 2 || clauses > kMany) return true;
  for (size_t i = 0; i < members_.size(); ++i) {
    for (size_t j = 0; j < members_.size(); ++j) {
      if (i == j || !graph_.IsClause(members_[i]) ||
          !graph_.IsClause(members_[j]))
        continue;
      Id drop = kFalse;
      Overlap overlap = Compete(members_[i], members_[j], drop);
      if (overlap == Overlap::kNone) continue;
      changed = true;
      std::span<const Id> terms = graph_.At(members_[j]).Operands();
      Remove(j);
      if (overlap == Overlap::kSubsumed) continue;
      scratch_.clear();
      for (Id term : terms) {
        if (term != drop) scratch_.push_back(term);
      }
      if (!InsertClause(scratch_)) return false;
    }
  }
  return true;
}

Id Conjunction::Build() {
  std::erase_if(members_, [this](Id id) {
    return id == kTrue || marks_[id] == kImplied;
  });
  return members_.empty() ? kTrue : graph_.Intern(members_);
}

void Conjunction::SortMembers() {
  std::erase(members_, kTrue);
  auto in_order = [this](Id a, Id b) { return graph_.Compare(a, b) < 0; };
  // Inputs are sorted, so most often there are a long run and a short one.
  auto rest = std::is_sorted_until(members_.begin(), members_.end(), in_order);
  std::sort(rest, members_.end(), in_order);
  std::inplace_merge(members_.begin(), rest, members_.end(), in_order);
}

Id Conjunction::Of(std::span<const Id> inputs) {
  members_.clear();
  GrowMarks();
  bool possible = true;
  for (Id input : inputs) possible = possible && Insert(input);
  bool changed = possible;
  while (changed) {
    changed = false;
    SortMembers();
    possible = Propagate(changed);
    if (possible && !changed) possible = Resolve(changed);
    if (!possible) break;
  }
  Id result = possible ? Build() : kFalse;
  ClearMarks();
  return result;
}

}  // namespace kplace::condition
