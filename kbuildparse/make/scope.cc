#include "kbuildparse/make/scope.h"

#include <set>

#include "kbuildparse/make/option_text.h"

namespace kplace::make {
namespace {

/// So many chunks have a blank before them exactly where they need one; in
/// longer lists it is simply part of the chunk, as lists are read as words.
constexpr size_t kMaxExactBlanks = 4;

/// When a chunk's text, where the chunk is there, is not empty.
Condition NotEmpty(const Chunk& chunk, ConditionStore& store) {
  if (chunk.expression == nullptr) return NotEmpty(chunk.value, store);
  return chunk.expression->text.empty() ? Condition::False()
                                        : Condition::True();
}

}  // namespace

Condition NotEmpty(const Value& value, ConditionStore& store) {
  Condition any = Condition::False();
  for (const Piece& piece : value.pieces()) {
    if (any.IsTrue()) break;
    Condition there = piece.when;
    if (piece.option != OptionText::kNone) {
      there = store.AndNot(there, IsText(piece, {}, store));
    } else if (piece.unknown) {
      there = store.And(there, store.Unknown(piece.text));
    }
    if (piece.unknown || !piece.text.empty()) any = store.Or(any, there);
  }
  return any;
}

void Variable::Remove(Condition when, ConditionStore& store) {
  if (when.IsTrue()) {
    chunks_.clear();
    defined_ = not_empty_ = Condition::False();
    return;
  }
  std::erase_if(chunks_, [&](Chunk& chunk) {
    chunk.when = store.AndNot(chunk.when, when);
    return chunk.when.IsFalse();
  });
  defined_ = store.AndNot(defined_, when);
  not_empty_ = store.AndNot(not_empty_, when);
}

void Variable::Assign(Chunk chunk, ConditionStore& store) {
  Remove(chunk.when, store);
  Add(std::move(chunk), store);
}

void Variable::Append(Chunk chunk, ConditionStore& store) {
  Condition text = store.And(chunk.when, NotEmpty(chunk, store));
  chunk.after_blank =
      chunks_.size() > kMaxExactBlanks ? text : store.And(text, not_empty_);
  Add(std::move(chunk), store);
}

void Variable::Add(Chunk chunk, ConditionStore& store) {
  defined_ = store.Or(defined_, chunk.when);
  Condition text = store.And(chunk.when, NotEmpty(chunk, store));
  if (text.IsFalse()) return;
  not_empty_ = store.Or(not_empty_, text);
  chunks_.push_back(std::move(chunk));
}

const Variable* Scope::Find(const Name& name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->base_) {
    auto found = scope->variables_.find(name);
    if (found != scope->variables_.end()) return found->second.get();
  }
  return nullptr;
}

Variable& Scope::ForUpdate(const Name& name) {
  auto found = variables_.find(name);
  if (found != variables_.end()) return *found->second;
  const Variable* below = base_ == nullptr ? nullptr : base_->Find(name);
  auto variable = below != nullptr
                      ? std::make_unique<Variable>(*below)
                      : std::make_unique<Variable>(std::string(name.text));
  Name key = name;
  key.text = variable->name();
  return *variables_.emplace(key, std::move(variable)).first->second;
}

std::vector<std::string> Scope::NamesWithPrefix(std::string_view prefix) const {
  std::set<std::string> names;
  std::set<std::string_view> hidden;
  for (const Scope* scope = this; scope != nullptr; scope = scope->base_) {
    for (const auto& [name, variable] : scope->variables_) {
      if (!name.text.starts_with(prefix) || hidden.count(name.text) != 0) {
        continue;
      }
      hidden.insert(name.text);
      if (!variable->defined().IsFalse()) names.emplace(name.text);
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> Scope::ChangedEnvironment() const {
  std::vector<std::string> names;
  if (base_ == nullptr) return names;
  for (const auto& [name, variable] : variables_) {
    const Variable* below = base_->Find(name);
    if (below != nullptr && below->origin == Origin::kEnvironment) {
      names.emplace_back(name.text);
    }
  }
  return names;
}

}  // namespace kplace::make
