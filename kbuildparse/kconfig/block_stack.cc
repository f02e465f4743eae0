#include "kbuildparse/kconfig/block_stack.h"

#include <utility>

namespace kplace::kconfig {
namespace {

// The kernel's blocks nest less than twenty deep.  Every level makes the
// condition of what is inside one level deeper.
constexpr size_t kMaxBlocks = 200;

}  // namespace

const char* Name(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kIf:
      return "if";
    case Block::Kind::kMenu:
      return "menu";
    case Block::Kind::kChoice:
      return "choice";
  }
  return "if";
}

bool BlockStack::Open(Block::Kind kind, SourceLoc where) {
  Block block{kind, where, Choice(), Dependency(), InsideChoice(), Visible()};
  block.number = ++opened_;
  bool deep = blocks_.size() >= kMaxBlocks;
  if (blocks_.size() == kMaxBlocks) {
    block.dependency =
        And(block.dependency, MakeLeaf(Expr::Op::kMacro, "nested too deep"));
  }
  blocks_.push_back(std::move(block));
  return !deep;
}

void BlockStack::AddDependency(ExprPtr dependency) {
  if (blocks_.size() > kMaxBlocks) return;
  Block& block = blocks_.back();
  block.inside = And(std::move(block.inside), dependency);
  block.dependency = And(std::move(block.dependency), std::move(dependency));
}

void BlockStack::AddVisible(ExprPtr condition) {
  if (blocks_.size() > kMaxBlocks) return;
  ExprPtr& all = blocks_.back().visible;
  all = And(std::move(all), std::move(condition));
}

ExprPtr BlockStack::Dependency() const {
  return blocks_.empty() ? nullptr : blocks_.back().dependency;
}

ExprPtr BlockStack::InsideChoice() const {
  return blocks_.empty() ? nullptr : blocks_.back().inside;
}

ExprPtr BlockStack::Visible() const {
  return blocks_.empty() ? nullptr : blocks_.back().visible;
}

}  // namespace kplace::kconfig
