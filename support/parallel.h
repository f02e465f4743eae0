// parallel.h - the same work on many items, with results that do not depend on
// the number of threads.

#ifndef KPLACE_SUPPORT_PARALLEL_H_
#define KPLACE_SUPPORT_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace kplace {

/// `jobs`, or as many as the machine has threads where that is 0.
unsigned ThreadCount(unsigned jobs);

/// Calls `work(i)` for each i below `count`, on up to ThreadCount(jobs)
/// threads.  Threads take the next index when they are done with one, so
/// uneven items balance.  `work` writes its result into slot i of a vector that
/// the caller sized beforehand; it must not throw.
void ParallelFor(size_t count, unsigned jobs,
                 const std::function<void(size_t)>& work);

}  // namespace kplace

#endif  // KPLACE_SUPPORT_PARALLEL_H_
