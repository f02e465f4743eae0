#include "objreader/internal/extent_map.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kplace {
namespace {

/// Extents of the same start are in order from the outermost, and least
/// telling, to the one that answers.
bool InOrder(const Extent& a, const Extent& b) {
  if (a.section != b.section) return a.section < b.section;
  if (a.begin != b.begin) return a.begin < b.begin;
  if ((a.size == 0) != (b.size == 0)) return a.size == 0;
  return std::tuple(b.size, a.rank, b.symbol) <
         std::tuple(a.size, b.rank, a.symbol);
}

bool Encloses(const Extent& outer, const Extent& inner) {
  return outer.section == inner.section && outer.Contains(inner.begin);
}

}  // namespace

void ExtentMap::Finish() {
  std::sort(extents_.begin(), extents_.end(), InOrder);
  std::vector<uint32_t> open;
  for (uint32_t i = 0; i < extents_.size(); ++i) {
    Extent& extent = extents_[i];
    while (!open.empty() && !Encloses(extents_[open.back()], extent)) {
      open.pop_back();
    }
    if (!open.empty()) extent.parent = open.back();
    if (extent.size != 0) open.push_back(i);
  }
}

const Extent* ExtentMap::Find(uint32_t section, uint64_t offset) const {
  // Deeper nesting does not occur in compiled code, and a file that pretends
  // to it must not cost quadratic time.
  constexpr int kDeepest = 16;
  auto after = std::upper_bound(
      extents_.begin(), extents_.end(), std::pair(section, offset),
      [](const std::pair<uint32_t, uint64_t>& key, const Extent& extent) {
        return key < std::pair(extent.section, extent.begin);
      });
  if (after == extents_.begin()) return nullptr;
  const Extent* extent = &*std::prev(after);
  if (extent->section != section) return nullptr;
  const Extent* before = extent;
  for (int depth = 0; depth < kDeepest; ++depth) {
    if (extent->Contains(offset)) return extent;
    if (extent->parent == Extent::kNoParent) break;
    extent = &extents_[extent->parent];
  }
  // ld names the code before it, whatever the size that it claims.
  return before->is_code ? before : nullptr;
}

}  // namespace kplace
