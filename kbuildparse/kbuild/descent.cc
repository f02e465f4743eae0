#include "kbuildparse/kbuild/descent.h"

#include <algorithm>
#include <utility>

#include "support/parallel.h"

namespace kplace::kbuild {
namespace {

// Directories that are read before the next are looked for.  The order in which
// they are found, and the point at which work runs out, depend on it and on
// nothing else.
constexpr size_t kBatch = 256;

/// Joins a listing of `path` with the earlier ones.
void NoteChild(std::string path, const ListedWord& word, const Visit& visit,
               ConditionStore& conditions, std::vector<Child>& children) {
  Reason reason = word.reason;
  reason.modular = visit.builtin.IsFalse();
  for (Child& child : children) {
    if (child.path != path) continue;
    child.reasons.push_back(std::move(reason));
    child.visit.when = conditions.Or(child.visit.when, visit.when);
    child.visit.builtin = conditions.Or(child.visit.builtin, visit.builtin);
    child.visit.modules = conditions.Or(child.visit.modules, visit.modules);
    return;
  }
  children.push_back({std::move(path), visit, {std::move(reason)}});
}

}  // namespace

bool Descent::IsLoop() const {
  for (const Descent* above = parent; above != nullptr; above = above->parent) {
    if (above->path == path) return true;
  }
  return false;
}

VisitKey KeyOf(const Descent& descent) {
  const Visit& visit = descent.visit;
  return {descent.path, visit.when.id(), visit.builtin.id(), visit.modules.id(),
          descent.scope};
}

Descent Child::From(const Descent& parent, const DirectoryLists& lists) const {
  return {path, visit, lists.scope, &parent, parent.depth + 1};
}

std::vector<Child> ChildrenOf(const DirectoryLists& lists, const Visit& visit,
                              ConditionStore& conditions) {
  std::vector<Child> children;
  auto note = [&](const ListedWord& word, Condition builtin,
                  Condition modules) {
    if (word.unknown) return;
    NoteChild(lists.PathOf(word.text), word,
              {conditions.And(visit.when, word.when),
               conditions.And(builtin, word.when),
               conditions.And(modules, word.when)},
              conditions, children);
  };
  for (const ListedObject& object : lists.obj_y) {
    if (!object.word.IsDirectory()) continue;
    note(object.word, visit.builtin, visit.modules);
  }
  for (const ListedObject& object : lists.obj_m) {
    if (!object.word.IsDirectory()) continue;
    note(object.word, Condition::False(), visit.modules);
  }
  for (const ListedWord& word : lists.subdir) {
    note(word, Condition::False(), Condition::False());
  }
  return children;
}

Reading DirectoryReader::Read(const Descent& descent) const {
  Reading reading;
  reading.lists = ReadDirectory(tree_, services_, descent.path, descent.visit,
                                descent.scope);
  reading.children =
      ChildrenOf(reading.lists, descent.visit, *services_.conditions);
  return reading;
}

/// What a directory leads to and nobody has read: the next ones.
void DirectoryReader::NoteChildren(const Descent& descent,
                                   const Reading& reading) {
  for (const Child& child : reading.children) {
    if (child.visit.when.IsFalse() || !Wants(child.path)) continue;
    Descent next = child.From(descent, reading.lists);
    if (next.IsLoop() || next.depth > kDeepest) continue;
    if (seen_.size() == kMostVisits) return;
    if (seen_.insert(KeyOf(next)).second) descents_.push_back(std::move(next));
  }
}

void DirectoryReader::ReadAhead(const std::vector<Descent>& starts) {
  size_t first = descents_.size();
  for (const Descent& start : starts) {
    if (start.visit.when.IsFalse()) continue;
    if (seen_.insert(KeyOf(start)).second) descents_.push_back(start);
  }
  while (first < descents_.size() && !IsExhausted()) {
    std::vector<Reading> batch(std::min(kBatch, descents_.size() - first));
    ParallelFor(batch.size(), jobs_,
                [&](size_t i) { batch[i] = Read(descents_[first + i]); });
    for (Reading& reading : batch) {
      const Descent& descent = descents_[first++];
      work_ += reading.lists.work;
      NoteChildren(descent, reading);
      readings_.emplace(KeyOf(descent), std::move(reading));
    }
  }
}

std::optional<Reading> DirectoryReader::Take(const Descent& descent) {
  auto found = readings_.find(KeyOf(descent));
  if (found != readings_.end()) {
    Reading reading = std::move(found->second);
    readings_.erase(found);
    return reading;
  }
  if (IsExhausted()) return std::nullopt;
  Reading reading = Read(descent);
  work_ += reading.lists.work;
  return reading;
}

}  // namespace kplace::kbuild
