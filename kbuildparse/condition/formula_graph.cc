#include "kbuildparse/condition/formula_graph.h"

#include <algorithm>
#include <cassert>

#include "kbuildparse/condition/condition.h"

namespace kplace::condition {
namespace {

uint32_t HashOperands(std::span<const Id> operands) {
  uint64_t hash = 0;
  for (Id id : operands) {
    hash = (hash ^ id) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32;
  }
  return static_cast<uint32_t>(hash);
}

}  // namespace

int FormulaGraph::Compare(Id a, Id b) const {
  if (a == b) return 0;
  const Node& x = At(a);
  const Node& y = At(b);
  auto rank = [](Kind kind) {
    return kind < Kind::kUnknown ? Kind::kYes : kind;
  };
  if (rank(x.kind) != rank(y.kind)) return rank(x.kind) < rank(y.kind) ? -1 : 1;
  if (x.kind == Kind::kAnd) {
    for (uint32_t i = 0; i < x.count && i < y.count; ++i) {
      int order = Compare(x.operands[i], y.operands[i]);
      if (order != 0) return order;
    }
    if (x.count != y.count) return x.count < y.count ? -1 : 1;
  } else {
    int order = x.text == y.text ? 0 : x.text->compare(*y.text);
    if (order != 0) return order;
    if (x.kind != y.kind) return x.kind < y.kind ? -1 : 1;
    if (x.value != y.value) return x.value->compare(*y.value);
  }
  return IsNegated(a) ? 1 : -1;
}

// `=y` and `=m` of an option are made together, next to each other.
Id FormulaGraph::PartnerOf(Id literal) const {
  switch (At(literal).kind) {
    case Kind::kYes:
      return literal + 2;
    case Kind::kModule:
      return literal - 2;
    default:
      return kFalse;
  }
}

bool FormulaGraph::Exclude(Id a, Id b) const {
  if (a == b || IsNegated(a) || IsNegated(b)) return false;
  const Node& x = At(a);
  return x.kind < Kind::kUnknown && x.kind != Kind::kConstant &&
         At(b).kind < Kind::kUnknown && x.text == At(b).text;
}

Id FormulaGraph::AddAtom(Kind kind, std::string_view text) {
  uint32_t index = texts_.Add(std::make_unique<const std::string>(text));
  Node node;
  node.kind = kind;
  node.text = texts_[index].get();
  node.signature = uint64_t{1} << (index & 63);
  Id id = nodes_.Add(node) << 1;
  if (kind == Kind::kYes) {
    node.kind = Kind::kModule;
    nodes_.Add(node);
    options_.emplace(*node.text, id);
  } else {
    reasons_.emplace(*node.text, id);
  }
  return id;
}

Id FormulaGraph::OptionIsYes(std::string_view option) {
  auto found = options_.find(option);
  return found != options_.end() ? found->second : AddAtom(Kind::kYes, option);
}

Node FormulaGraph::TextNode(Kind kind, std::string_view option) {
  Node node;
  node.kind = kind;
  if (auto same = texts_of_.find(option); same != texts_of_.end()) {
    const Node& other = At(same->second.begin()->second);
    node.text = other.text;
    node.signature = other.signature;
    return node;
  }
  uint32_t index = texts_.Add(std::make_unique<const std::string>(option));
  node.text = texts_[index].get();
  node.signature = uint64_t{1} << (index & 63);
  return node;
}

Id FormulaGraph::OptionIs(std::string_view option, Kind kind,
                          std::string_view value) {
  auto of_option = texts_of_.find(option);
  if (of_option != texts_of_.end()) {
    auto found = of_option->second.find({value, kind});
    if (found != of_option->second.end()) return found->second;
  }
  Node node = TextNode(kind, option);
  node.value =
      texts_[texts_.Add(std::make_unique<const std::string>(value))].get();
  Id id = nodes_.Add(node) << 1;
  texts_of_[*node.text].emplace(std::pair(std::string_view(*node.value), kind),
                                id);
  return id;
}

Id FormulaGraph::Unknown(std::string_view reason) {
  auto found = reasons_.find(reason);
  return found != reasons_.end() ? found->second
                                 : AddAtom(Kind::kUnknown, reason);
}

const Id* FormulaGraph::Keep(std::span<const Id> operands) {
  constexpr size_t kBlock = 8192;
  if (operands.size() > block_left_) {
    block_left_ = std::max(kBlock, operands.size());
    blocks_.push_back(std::make_unique<Id[]>(block_left_));
  }
  // From the end to the front.
  block_left_ -= operands.size();
  Id* place = blocks_.back().get() + block_left_;
  std::copy(operands.begin(), operands.end(), place);
  return place;
}

void FormulaGraph::GrowTable() {
  std::vector<uint32_t> larger(std::max<size_t>(256, table_.size() * 2));
  for (uint32_t index : table_) {
    if (index == 0) continue;
    size_t slot = nodes_[index].hash & (larger.size() - 1);
    while (larger[slot] != 0) slot = (slot + 1) & (larger.size() - 1);
    larger[slot] = index;
  }
  table_.swap(larger);
}

Id FormulaGraph::Intern(std::span<const Id> sorted) {
  assert(!sorted.empty());
  if (sorted.size() == 1) return sorted[0];
  Node node;
  node.kind = Kind::kAnd;
  node.count = static_cast<uint32_t>(sorted.size());
  node.hash = HashOperands(sorted);
  if (table_used_ * 2 >= table_.size()) GrowTable();
  size_t slot = node.hash & (table_.size() - 1);
  for (; table_[slot] != 0; slot = (slot + 1) & (table_.size() - 1)) {
    const Node& other = nodes_[table_[slot]];
    if (other.hash == node.hash && std::ranges::equal(other.Operands(), sorted))
      return table_[slot] << 1;
  }
  uint64_t terms = 0;
  uint32_t depth = 0;
  for (Id id : sorted) {
    const Node& operand = At(id);
    terms += operand.terms;
    depth = std::max<uint32_t>(depth, operand.depth);
    node.signature |= operand.signature;
  }
  if (terms > ConditionStore::kMaxTerms)
    return Unknown("condition has too many terms");
  if (depth >= ConditionStore::kMaxDepth)
    return Unknown("condition is nested too deeply");
  node.terms = static_cast<uint32_t>(terms);
  node.depth = static_cast<uint8_t>(depth + 1);
  node.operands = Keep(sorted);
  uint32_t index = nodes_.Add(node);
  assert(index < (uint32_t{1} << 31));
  table_[slot] = index;
  ++table_used_;
  return index << 1;
}

}  // namespace kplace::condition
