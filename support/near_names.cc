#include "support/near_names.h"

#include <algorithm>
#include <set>
#include <utility>

#include "support/path.h"

namespace kplace {
namespace {

constexpr size_t kFarthest = 6;
// Names of files and options are shorter; hostile ones need not be.
constexpr size_t kLongest = 4096;

size_t LimitFor(std::string_view name) {
  return std::clamp<size_t>(name.size() / 3, 1, kFarthest);
}

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b, size_t limit) {
  size_t gap = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
  if (gap > limit) return limit + 1;
  // Three rows of the table of distances between prefixes; only the cells that
  // are at most `limit` off the diagonal can matter.
  const size_t far = limit + 1;
  std::vector<size_t> two_above(b.size() + 1, far);
  std::vector<size_t> above(b.size() + 1, far);
  std::vector<size_t> row(b.size() + 1, far);
  for (size_t j = 0; j <= std::min(b.size(), limit); ++j) above[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t first = i > limit ? i - limit : 0;
    size_t last = std::min(b.size(), i + limit);
    std::fill(row.begin(), row.end(), far);
    for (size_t j = first; j <= last; ++j) {
      if (j == 0) {
        row[0] = i;
        continue;
      }
      size_t best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      best = std::min({best, above[j] + 1, row[j - 1] + 1});
      bool swapped =
          i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) best = std::min(best, two_above[j - 2] + 1);
      row[j] = std::min(best, far);
    }
    std::swap(two_above, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string> NearNames(std::string_view name,
                                   std::span<const std::string> candidates,
                                   size_t most) {
  if (name.empty() || name.size() > kLongest) return {};
  const size_t limit = LimitFor(name);
  const bool is_path = name.find('/') != std::string_view::npos;
  std::set<std::pair<size_t, std::string_view>> near;
  for (const std::string& candidate : candidates) {
    size_t distance = EditDistance(name, candidate, limit);
    if (distance > limit && candidate.find('/') != std::string::npos) {
      // A right file in a wrong directory, or without its directory; a
      // mistyped file without its directory.
      std::string_view base = BaseName(candidate);
      if (base == BaseName(name)) {
        distance = limit;
      } else if (!is_path && EditDistance(name, base, 2) <= 2) {
        distance = limit;
      }
    }
    if (distance <= limit) near.emplace(distance, candidate);
  }
  std::vector<std::string> names;
  for (const auto& [distance, candidate] : near) {
    // What is much farther than the nearest is not meant.
    bool meant = distance <= near.begin()->first + 1;
    if (names.size() == most || !meant) break;
    names.emplace_back(candidate);
  }
  return names;
}

}  // namespace kplace
