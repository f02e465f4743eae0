#include "kbuildparse/condition/condition.h"

#include <array>
#include <bit>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "kbuildparse/condition/conjunction.h"
#include "kbuildparse/condition/formula_graph.h"
#include "kbuildparse/condition/formula_text.h"

namespace kplace {
namespace {

using condition::Id;
using condition::IsNegated;
using condition::Kind;
using condition::kTrue;
using condition::Negated;
using condition::Node;

using Assignment = std::function<std::string_view(std::string_view)>;

}  // namespace

struct ConditionStore::Impl {
  // Readers: no lock, see FormulaGraph.
  Truth Decide(Id id, const Assignment& value_of,
               std::unordered_map<uint32_t, Truth>& known) const;

  /// Calls `visit` for each atom in it, some more than once, in the order of
  /// the text.
  void ForEachAtom(Id id, const std::function<void(const Node&)>& visit) const;

  // Under the lock.
  Id And(Id a, Id b);
  /// `id` with the atom `yes` and its partner replaced by constants.
  Id Replace(Id id, Id yes, std::string_view value,
             std::unordered_map<uint32_t, Id>& known);

  std::mutex lock;
  condition::FormulaGraph graph;
  condition::Conjunction conjunction{graph};

  struct Remembered {
    uint64_t operands = 0;
    Id result = 0;
  };
  std::vector<Remembered> memo;  // the newest And() of each slot
};

Id ConditionStore::Impl::And(Id a, Id b) {
  if (b < a) std::swap(a, b);
  if (memo.size() * 2 < graph.id_limit() && memo.size() < (size_t{1} << 18)) {
    memo.assign(std::bit_ceil(graph.id_limit()) * 2, {});
  }
  uint64_t key = uint64_t{a} << 32 | b;  // never 0: neither is a constant
  size_t slot = (key * 0x9E3779B97F4A7C15U >> 32) & (memo.size() - 1);
  if (memo[slot].operands == key) return memo[slot].result;
  std::array<Id, 2> inputs = {a, b};
  Id result = conjunction.Of(inputs);
  memo[slot] = {key, result};
  return result;
}

Truth ConditionStore::Impl::Decide(
    Id id, const Assignment& value_of,
    std::unordered_map<uint32_t, Truth>& known) const {
  const Node& node = graph.At(id);
  auto signed_truth = [id](Truth truth) {
    if (!IsNegated(id) || truth == Truth::kUnknown) return truth;
    return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
  };
  auto truth_of = [](bool holds) {
    return holds ? Truth::kTrue : Truth::kFalse;
  };
  switch (node.kind) {
    case Kind::kConstant:
      return truth_of(id == kTrue);
    case Kind::kYes:
      return signed_truth(truth_of(value_of(*node.text) == "y"));
    case Kind::kModule:
      return signed_truth(truth_of(value_of(*node.text) == "m"));
    case Kind::kText:
    case Kind::kNumber:
      return signed_truth(truth_of(value_of(*node.text) == *node.value));
    case Kind::kUnknown:
      return Truth::kUnknown;
    case Kind::kAnd:
      break;
  }
  constexpr uint32_t kLarge = 64;  // worth remembering
  if (node.terms > kLarge) {
    auto found = known.find(id >> 1);
    if (found != known.end()) return signed_truth(found->second);
  }
  Truth all = Truth::kTrue;
  for (Id operand : node.Operands()) {
    Truth one = Decide(operand, value_of, known);
    if (one == Truth::kUnknown) all = Truth::kUnknown;
    if (one == Truth::kFalse) {
      all = Truth::kFalse;
      break;
    }
  }
  if (node.terms > kLarge) known.emplace(id >> 1, all);
  return signed_truth(all);
}

void ConditionStore::Impl::ForEachAtom(
    Id id, const std::function<void(const Node&)>& visit) const {
  std::unordered_set<uint32_t> seen;
  std::vector<Id> open = {id};
  while (!open.empty()) {
    Id next = open.back();
    open.pop_back();
    const Node& node = graph.At(next);
    bool option = node.kind == Kind::kYes || node.kind == Kind::kModule ||
                  node.kind == Kind::kText || node.kind == Kind::kNumber;
    if (option || node.kind == Kind::kUnknown) visit(node);
    if (option || !seen.insert(next >> 1).second) continue;
    for (uint32_t i = node.count; i > 0; --i)
      open.push_back(node.operands[i - 1]);
  }
}

Id ConditionStore::Impl::Replace(Id id, Id yes, std::string_view value,
                                 std::unordered_map<uint32_t, Id>& known) {
  Id node_id = id & ~Id{1};
  auto constant = [id](bool holds) {
    return holds != IsNegated(id) ? kTrue : condition::kFalse;
  };
  if (node_id == yes) return constant(value == "y");
  if (node_id == graph.PartnerOf(yes)) return constant(value == "m");
  uint64_t signature = graph.At(yes).signature;
  const Node& node = graph.At(id);
  if (node.kind != Kind::kAnd || (node.signature & signature) == 0) return id;
  auto found = known.find(node_id);
  if (found == known.end()) {
    Id all = kTrue;
    for (Id operand : node.Operands()) {
      Id part = Replace(operand, yes, value, known);
      if (part == condition::kFalse || part == Negated(all)) {
        all = condition::kFalse;
        break;
      }
      if (part == kTrue || part == all) continue;
      all = all == kTrue ? part : And(all, part);
      if (all == condition::kFalse) break;
    }
    found = known.emplace(node_id, all).first;
  }
  return IsNegated(id) ? Negated(found->second) : found->second;
}

ConditionStore::ConditionStore() : impl_(std::make_unique<Impl>()) {}

ConditionStore::~ConditionStore() = default;

Condition ConditionStore::Atom(std::string_view option, OptionValue value) {
  std::lock_guard guard(impl_->lock);
  Id yes = impl_->graph.OptionIsYes(option);
  return Condition(value == OptionValue::kYes ? yes
                                              : impl_->graph.PartnerOf(yes));
}

Condition ConditionStore::AtomText(std::string_view option,
                                   std::string_view text) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->graph.OptionIs(option, Kind::kText, text));
}

Condition ConditionStore::AtomNumber(std::string_view option,
                                     std::string_view digits) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->graph.OptionIs(option, Kind::kNumber, digits));
}

Condition ConditionStore::Unknown(std::string_view reason) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->graph.Unknown(reason));
}

Condition ConditionStore::Conjoin(Condition a, Condition b) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->And(a.id_, b.id_));
}

std::string ConditionStore::ToText(Condition condition) const {
  return condition::FormulaText(impl_->graph, condition.id_);
}

Truth ConditionStore::Evaluate(Condition condition,
                               const Assignment& value_of) const {
  std::unordered_map<uint32_t, Truth> known;
  return impl_->Decide(condition.id_, value_of, known);
}

Condition ConditionStore::Cofactor(Condition condition, std::string_view option,
                                   std::string_view value) {
  if (condition.IsTrue() || condition.IsFalse()) return condition;
  std::lock_guard guard(impl_->lock);
  std::unordered_map<uint32_t, Id> known;
  return Condition(impl_->Replace(
      condition.id_, impl_->graph.OptionIsYes(option), value, known));
}

std::vector<std::string> ConditionStore::UnknownReasons(
    Condition condition) const {
  std::vector<std::string> reasons;
  std::unordered_set<const Node*> seen;
  impl_->ForEachAtom(condition.id_, [&](const Node& node) {
    bool is_new = node.kind == Kind::kUnknown && seen.insert(&node).second;
    if (is_new) reasons.push_back(*node.text);
  });
  return reasons;
}

std::vector<std::string> ConditionStore::OptionsOf(Condition condition) const {
  std::set<std::string_view> options;
  impl_->ForEachAtom(condition.id_, [&](const Node& node) {
    if (node.kind != Kind::kUnknown) options.insert(*node.text);
  });
  return {options.begin(), options.end()};
}

ConditionShape ConditionStore::ShapeOf(Condition condition) const {
  const Id id = condition.id_;
  const Node& node = impl_->graph.At(id);
  ConditionShape shape;
  switch (node.kind) {
    case Kind::kConstant:
      shape.kind = id == kTrue ? ConditionShape::Kind::kTrue
                               : ConditionShape::Kind::kFalse;
      return shape;
    case Kind::kText:
    case Kind::kNumber:
      shape.kind = ConditionShape::Kind::kText;
      shape.negated = IsNegated(id);
      shape.text = *node.text;
      shape.content = *node.value;
      return shape;
    case Kind::kYes:
    case Kind::kModule:
    case Kind::kUnknown:
      shape.kind = node.kind == Kind::kUnknown ? ConditionShape::Kind::kUnknown
                                               : ConditionShape::Kind::kAtom;
      shape.negated = IsNegated(id);
      shape.text = *node.text;
      shape.value =
          node.kind == Kind::kModule ? OptionValue::kModule : OptionValue::kYes;
      return shape;
    case Kind::kAnd:
      break;
  }
  // A disjunction is a negated conjunction of negations.
  shape.kind =
      IsNegated(id) ? ConditionShape::Kind::kOr : ConditionShape::Kind::kAnd;
  for (Id operand : node.Operands()) {
    shape.operands.push_back(
        Condition(IsNegated(id) ? Negated(operand) : operand));
  }
  return shape;
}

}  // namespace kplace
