// objects_bench - how long it takes to read the symbols of a build.
//
//   objects_bench INPUT [JOBS] [references] [hold]
//
// INPUT is a thin archive, a text file with a path on each line, or a directory
// whose modules (*.ko) are read.  Reads the symbols of each object once, and
// prints what was found, how long it took and how much memory at most.  With
// "references" it also reads every relocation against an undefined symbol; with
// "hold" all objects stay open to the end, as they do in an analysis.  See
// bench/README.md.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "objreader/archive.h"
#include "objreader/object_file.h"
#include "support/parallel.h"
#include "support/text.h"

namespace {

struct Counts {
  size_t failed = 0;
  size_t defined = 0;
  size_t undefined = 0;
  size_t exports = 0;
  size_t references = 0;
};

/// What to read, and how.
struct Request {
  std::vector<std::string> paths;
  unsigned jobs = 1;
  bool references = false;
  bool hold = false;
};

using Object = std::unique_ptr<kplace::ObjectFile>;

/// The open object ends up in `held`.
Counts ReadOne(const kplace::FileSystem& files, const std::string& path,
               bool references, Object& held) {
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
  held = std::move(*object);
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

/// The paths that INPUT stands for; none when it cannot be read.
std::vector<std::string> PathsOf(const kplace::FileSystem& files,
                                 const std::string& input) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  if (files.IsDirectory(input)) {
    for (const auto& entry : fs::recursive_directory_iterator(input)) {
      if (entry.path().extension() == ".ko") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }
  if (auto archive = kplace::ReadArchive(files, input)) {
    for (kplace::ArchiveMember& member : archive->members) {
      paths.push_back(std::move(member.name));
    }
    return paths;
  }
  auto text = files.Read(input);
  if (!text) return paths;
  for (std::string_view line : kplace::SplitLines(*text)) {
    if (!line.empty()) paths.emplace_back(line);
  }
  return paths;
}

Counts ReadAll(const kplace::FileSystem& files, const Request& request) {
  std::vector<Counts> parts(request.paths.size());
  std::vector<Object> held(request.hold ? parts.size() : 0);
  kplace::ParallelFor(parts.size(), request.jobs, [&](size_t i) {
    Object object;
    parts[i] = ReadOne(files, request.paths[i], request.references, object);
    if (request.hold) held[i] = std::move(object);
  });
  return Sum(parts);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr,
               "usage: objects_bench INPUT [JOBS] [references] [hold]\n");
    return 2;
  }
  auto start = std::chrono::steady_clock::now();
  kplace::RealFileSystem files;
  Request request;
  request.paths = PathsOf(files, argv[1]);
  for (int i = 2; i < argc; ++i) {
    std::string_view word = argv[i];
    request.references = request.references || word == "references";
    request.hold = request.hold || word == "hold";
    unsigned long jobs = std::strtoul(argv[i], nullptr, 10);
    if (jobs != 0) request.jobs = static_cast<unsigned>(jobs);
  }
  if (request.paths.empty()) {
    fmt::print(stderr, "{}: names no objects\n", argv[1]);
    return 3;
  }
  Counts counts = ReadAll(files, request);
  std::chrono::duration<double, std::milli> wall =
      std::chrono::steady_clock::now() - start;
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "objects {} failed {} defined {} undefined {} exports {} references {} "
      "wall_ms {:.1f} user_ms {:.1f} system_ms {:.1f} peak_mb {:.1f}\n",
      request.paths.size(), counts.failed, counts.defined, counts.undefined,
      counts.exports, counts.references, wall.count(),
      Milliseconds(usage.ru_utime), Milliseconds(usage.ru_stime),
      static_cast<double>(usage.ru_maxrss) / 1024);
  return counts.failed == 0 ? 0 : 3;
}
