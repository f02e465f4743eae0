// objects_bench - how long it takes to read the symbols of a build.
//
//   objects_bench ARCHIVE [JOBS [references]]
//
// Reads the symbols of every member of a thin archive, each once, and prints
// what was found and how long it took.  With "references" it also reads every
// relocation against an undefined symbol.  See bench/README.md.

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "objreader/archive.h"
#include "objreader/object_file.h"
#include "support/parallel.h"

namespace {

struct Counts {
  size_t failed = 0;
  size_t defined = 0;
  size_t undefined = 0;
  size_t exports = 0;
  size_t references = 0;
};

Counts ReadOne(const kplace::FileSystem& files, const std::string& path,
               bool references) {
  Counts counts;
  auto object = kplace::ObjectFile::Open(files, path);
  if (!object) {
    fmt::print(stderr, "{}\n", object.error().message);
    counts.failed = 1;
    return counts;
  }
  const kplace::ObjectSymbols& symbols = (*object)->symbols();
  for (const kplace::SymbolRecord& symbol : symbols.symbols) {
    ++(symbol.defined ? counts.defined : counts.undefined);
  }
  counts.exports = symbols.exports.size();
  if (references) {
    auto found = (*object)->ReadReferences(
        [](const kplace::SymbolRecord&) { return true; });
    if (found) counts.references = found->size();
  }
  return counts;
}

double Milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 +
         static_cast<double>(time.tv_usec) / 1e3;
}

Counts Sum(const std::vector<Counts>& parts) {
  Counts sum;
  for (const Counts& part : parts) {
    sum.failed += part.failed;
    sum.defined += part.defined;
    sum.undefined += part.undefined;
    sum.exports += part.exports;
    sum.references += part.references;
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: objects_bench ARCHIVE [JOBS [references]]\n");
    return 2;
  }
  unsigned jobs =
      argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1;
  bool references = argc > 3 && std::string_view(argv[3]) == "references";
  auto start = std::chrono::steady_clock::now();
  kplace::RealFileSystem files;
  auto archive = kplace::ReadArchive(files, argv[1]);
  if (!archive) {
    fmt::print(stderr, "{}\n", archive.error().message);
    return 3;
  }
  std::vector<Counts> parts(archive->members.size());
  kplace::ParallelFor(parts.size(), jobs, [&](size_t i) {
    parts[i] = ReadOne(files, archive->members[i].name, references);
  });
  Counts counts = Sum(parts);
  std::chrono::duration<double, std::milli> wall =
      std::chrono::steady_clock::now() - start;
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "objects {} failed {} defined {} undefined {} exports {} references {} "
      "wall_ms {:.1f} user_ms {:.1f} system_ms {:.1f}\n",
      parts.size(), counts.failed, counts.defined, counts.undefined,
      counts.exports, counts.references, wall.count(),
      Milliseconds(usage.ru_utime), Milliseconds(usage.ru_stime));
  return counts.failed == 0 ? 0 : 3;
}
