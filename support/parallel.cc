#include "support/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace kplace {

unsigned ThreadCount(unsigned jobs) {
  return jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
}

void ParallelFor(size_t count, unsigned jobs,
                 const std::function<void(size_t)>& work) {
  size_t threads = std::min<size_t>(ThreadCount(jobs), count);
  if (threads <= 1) {
    for (size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<size_t> next = 0;
  auto take_items = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (size_t t = 1; t < threads; ++t) helpers.emplace_back(take_items);
  take_items();
}

}  // namespace kplace
