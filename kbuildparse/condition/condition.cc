#include "kbuildparse/condition/condition.h"

#include <array>
#include <bit>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "kbuildparse/condition/conjunction.h"
#include "kbuildparse/condition/formula_graph.h"
#include "support/text.h"

namespace kplace {
namespace {

using condition::Id;
using condition::IsNegated;
using condition::Kind;
using condition::kTrue;
using condition::Negated;
using condition::Node;

/// `name` as one token of the grammar.
std::string PrintableOption(std::string_view name) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (char c : name) {
    bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (plain) {
      out += c;
    } else {
      auto byte = static_cast<uint8_t>(c);
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

std::string QuotedReason(std::string_view reason) {
  std::string escaped;
  for (char c : reason) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "unknown(\"" + Printable(escaped) + "\")";
}

using Assignment = std::function<std::string_view(std::string_view)>;

}  // namespace

struct ConditionStore::Impl {
  // Readers: no lock, see FormulaGraph.
  void Write(Id id, std::string& out) const;
  Truth Decide(Id id, const Assignment& value_of,
               std::unordered_map<uint32_t, Truth>& known) const;

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

void ConditionStore::Impl::Write(Id id, std::string& out) const {
  const Node& node = graph.At(id);
  bool first = true;
  switch (node.kind) {
    case Kind::kConstant:
      out += id == kTrue ? "true" : "false";
      return;
    case Kind::kYes:
    case Kind::kModule:
      if (IsNegated(id)) out += '!';
      out += PrintableOption(*node.text);
      out += node.kind == Kind::kYes ? "=y" : "=m";
      return;
    case Kind::kUnknown:
      if (IsNegated(id)) out += '!';
      out += QuotedReason(*node.text);
      return;
    case Kind::kAnd:
      out += '(';
      for (Id operand : node.Operands()) {
        if (!first) out += IsNegated(id) ? " || " : " && ";
        first = false;
        Write(IsNegated(id) ? Negated(operand) : operand, out);
      }
      out += ')';
      return;
  }
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

Condition ConditionStore::Unknown(std::string_view reason) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->graph.Unknown(reason));
}

Condition ConditionStore::Conjoin(Condition a, Condition b) {
  std::lock_guard guard(impl_->lock);
  return Condition(impl_->And(a.id_, b.id_));
}

std::string ConditionStore::ToText(Condition condition) const {
  std::string text;
  impl_->Write(condition.id_, text);
  return text;
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

std::vector<std::string> ConditionStore::Options(Condition condition) const {
  std::vector<std::string> options;
  std::unordered_set<uint32_t> seen;
  std::unordered_set<std::string_view> named;
  std::vector<Id> open = {condition.id_};
  while (!open.empty()) {
    Id id = open.back();
    open.pop_back();
    const Node& node = impl_->graph.At(id);
    if (node.kind == Kind::kConstant || !seen.insert(id >> 1).second) continue;
    bool option = node.kind == Kind::kYes || node.kind == Kind::kModule;
    if (option && named.insert(*node.text).second) {
      options.push_back(*node.text);
    }
    for (uint32_t i = node.count; i > 0; --i)
      open.push_back(node.operands[i - 1]);
  }
  return options;
}

std::vector<std::string> ConditionStore::UnknownReasons(
    Condition condition) const {
  std::vector<std::string> reasons;
  std::unordered_set<uint32_t> seen;
  std::vector<Id> open = {condition.id_};
  while (!open.empty()) {
    Id id = open.back();
    open.pop_back();
    const Node& node = impl_->graph.At(id);
    bool leaf = node.kind == Kind::kYes || node.kind == Kind::kModule;
    if (leaf || !seen.insert(id >> 1).second) continue;
    if (node.kind == Kind::kUnknown) reasons.push_back(*node.text);
    for (uint32_t i = node.count; i > 0; --i)
      open.push_back(node.operands[i - 1]);
  }
  return reasons;
}

}  // namespace kplace
