#include "support/parallel.h"

#include <gtest/gtest.h>

#include <vector>

namespace kplace {
namespace {

TEST(ParallelFor, DoesEachItemOnceWithAnyNumberOfThreads) {
  for (unsigned jobs : {0U, 1U, 2U, 8U}) {
    std::vector<int> done(1000);
    ParallelFor(done.size(), jobs, [&](size_t i) { ++done[i]; });
    EXPECT_EQ(done, std::vector<int>(1000, 1)) << jobs << " threads";
  }
}

TEST(ParallelFor, NothingToDoCallsNothing) {
  ParallelFor(0, 4, [](size_t) { FAIL(); });
}

}  // namespace
}  // namespace kplace
