// block_stack.h - the `if`, `menu` and `choice` blocks around a statement.
//
// What stands inside a block depends on what the block depends on.  A block
// ends in the file where it began (see zconf_endtoken() in
// scripts/kconfig/parser.y), so each file has its own part of the stack.

#ifndef KPLACE_KBUILDPARSE_KCONFIG_BLOCK_STACK_H_
#define KPLACE_KBUILDPARSE_KCONFIG_BLOCK_STACK_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "kbuildparse/kconfig/expr.h"
#include "support/source.h"

namespace kplace::kconfig {

struct Block {
  enum class Kind { kIf, kMenu, kChoice };
  Kind kind = Kind::kIf;
  SourceLoc where;
  int choice = -1;     ///< of the innermost choice around what is inside
  ExprPtr dependency;  ///< of this and all outer blocks
  ExprPtr inside;      ///< of this and those up to the innermost choice
  ExprPtr visible;
  /// Of a menu or choice: its MenuNode, once it is complete.
  std::optional<size_t> node = std::nullopt;
  uint32_t number = 0;  ///< in the order in which blocks begin, from 1 on
};

/// "if", "menu", "choice".
const char* Name(Block::Kind kind);

class BlockStack {
 public:
  /// False when it is nested so deep that its conditions cannot be kept: they
  /// count as not known from there on.
  bool Open(Block::Kind kind, SourceLoc where);
  void Close() { blocks_.pop_back(); }

  /// Adds a condition, possibly null, to the innermost block; once is enough:
  /// each makes what is inside one level deeper.
  void AddDependency(ExprPtr dependency);
  void AddVisible(ExprPtr condition);
  void SetChoice(int choice) {
    blocks_.back().choice = choice;
    blocks_.back().inside = nullptr;
  }
  void SetNode(size_t node) { blocks_.back().node = node; }

  size_t size() const { return blocks_.size(); }
  const Block& back() const { return blocks_.back(); }
  const Block& operator[](size_t i) const { return blocks_[i]; }

  /// Of all blocks together.
  ExprPtr Dependency() const;
  /// Of those inside of the innermost choice.
  ExprPtr InsideChoice() const;
  ExprPtr Visible() const;
  /// Of the innermost block; 0 outside of all.
  uint32_t Number() const {
    return blocks_.empty() ? 0 : blocks_.back().number;
  }
  int Choice() const { return blocks_.empty() ? -1 : blocks_.back().choice; }

 private:
  std::vector<Block> blocks_;
  uint32_t opened_ = 0;
};

}  // namespace kplace::kconfig

#endif  // KPLACE_KBUILDPARSE_KCONFIG_BLOCK_STACK_H_
