// modules_bench - how long it takes to link modules as modpost does.
//
//   modules_bench LIST [SYMVERS [JOBS]]
//
// LIST is a file with the path of a module (.ko, not compressed) on each line.
// They are read first; then the exports of all of them, and of vmlinux as
// SYMVERS has them, are collected, every need is looked up and the cycles are
// searched for: that is what is timed, as wall clock and as processor time of
// all threads.  Prints the best of ten runs.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/modules/module_cycles.h"
#include "analyzer/modules/module_link.h"
#include "objreader/object_file.h"
#include "support/text.h"

namespace {

using kplace::ExportTable;
using kplace::LinkedModule;
using kplace::LinkedUnit;

struct Figures {
  size_t exports = 0;
  size_t needs = 0;
  size_t unprovided = 0;
  size_t edges = 0;
  size_t cycles = 0;
};

Figures LinkAll(const std::vector<LinkedUnit>& modules,
                const kplace::Symvers* symvers, unsigned jobs) {
  ExportTable exports;
  for (const LinkedUnit& module : modules) exports.Add(module);
  if (symvers != nullptr) {
    kplace::Symvers vmlinux;
    for (const kplace::SymversLine& line : symvers->lines) {
      if (line.module == "vmlinux") vmlinux.lines.push_back(line);
    }
    exports.Add(vmlinux);
  }
  std::vector<LinkedModule> linked =
      kplace::LinkModules(modules, exports, {false, jobs});
  Figures figures;
  figures.exports = exports.exports().size();
  std::vector<std::vector<uint32_t>> uses(linked.size());
  for (size_t i = 0; i < linked.size(); ++i) {
    figures.needs += linked[i].needs.size();
    for (const kplace::Need& need : linked[i].needs) {
      if (need.provider == nullptr && !need.weak) ++figures.unprovided;
    }
    for (kplace::UnitId unit : linked[i].uses) uses[i].push_back(unit - 1);
    figures.edges += uses[i].size();
  }
  figures.cycles = kplace::FindModuleCycles(uses).size();
  return figures;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "modules_bench LIST [SYMVERS [JOBS]]\n");
    return 2;
  }
  unsigned jobs = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1;
  kplace::RealFileSystem files;
  auto list = files.Read(argv[1]);
  if (!list) return fmt::print(stderr, "{}\n", list.error().message), 3;
  std::vector<std::unique_ptr<kplace::ObjectFile>> objects;
  std::vector<LinkedUnit> modules;
  for (std::string_view path : kplace::SplitLines(*list)) {
    auto object = kplace::ObjectFile::Open(files, std::string(path));
    if (!object) return fmt::print(stderr, "{}\n", object.error().message), 3;
    modules.push_back({std::string(path), {&(*object)->symbols()}});
    objects.push_back(std::move(*object));
  }
  kplace::DiagnosticSink sink;
  kplace::Symvers symvers;
  if (argc > 2) {
    auto read = kplace::ReadSymvers(files, argv[2], sink);
    if (!read) return fmt::print(stderr, "{}\n", read.error().message), 3;
    symvers = std::move(*read);
  }
  double best = 1e9, best_cpu = 1e9;
  Figures figures;
  for (int run = 0; run < 10; ++run) {
    auto start = std::chrono::steady_clock::now();
    std::clock_t start_cpu = std::clock();
    figures = LinkAll(modules, argc > 2 ? &symvers : nullptr, jobs);
    std::chrono::duration<double, std::milli> time =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, time.count());
    best_cpu =
        std::min(best_cpu, 1e3 * static_cast<double>(std::clock() - start_cpu) /
                               CLOCKS_PER_SEC);
  }
  fmt::print(
      "{} modules, {} exports, {} needs, {} exported by nobody, {} edges, {} "
      "cycles, {} threads: {:.1f} ms, {:.1f} ms of processor time\n",
      modules.size(), figures.exports, figures.needs, figures.unprovided,
      figures.edges, figures.cycles, jobs, best, best_cpu);
  return 0;
}
