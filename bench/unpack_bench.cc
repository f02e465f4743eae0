// unpack_bench - how long it takes to unpack compressed modules.
//
//   unpack_bench LIST [JOBS]
//
// Unpacks every file that LIST names, one a line, and throws the text away.
// See bench/README.md.

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "objreader/compressed.h"
#include "support/parallel.h"
#include "support/text.h"

namespace {

double Milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 +
         static_cast<double>(time.tv_usec) / 1e3;
}

uint64_t UnpackOne(const kplace::FileSystem& files, const std::string& path) {
  auto packed = files.Open(path);
  if (!packed) {
    fmt::print(stderr, "{}\n", packed.error().message);
    return 0;
  }
  auto unpacked = kplace::Unpack(path, (*packed)->bytes());
  if (!unpacked) {
    fmt::print(stderr, "{}\n", unpacked.error().message);
    return 0;
  }
  return (*unpacked)->bytes().size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: unpack_bench LIST [JOBS]\n");
    return 2;
  }
  unsigned jobs =
      argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1;
  auto start = std::chrono::steady_clock::now();
  kplace::RealFileSystem files;
  auto list = files.Read(argv[1]);
  if (!list) {
    fmt::print(stderr, "{}\n", list.error().message);
    return 3;
  }
  std::vector<std::string_view> paths = kplace::SplitLines(*list);
  std::vector<uint64_t> sizes(paths.size());
  kplace::ParallelFor(paths.size(), jobs, [&](size_t i) {
    sizes[i] = UnpackOne(files, std::string(paths[i]));
  });
  std::chrono::duration<double, std::milli> wall =
      std::chrono::steady_clock::now() - start;
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "files {} bytes {} wall_ms {:.1f} user_ms {:.1f} system_ms {:.1f} "
      "peak_kb {}\n",
      paths.size(), std::accumulate(sizes.begin(), sizes.end(), uint64_t{0}),
      wall.count(), Milliseconds(usage.ru_utime), Milliseconds(usage.ru_stime),
      usage.ru_maxrss);
  return 0;
}
