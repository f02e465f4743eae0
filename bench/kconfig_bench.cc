// What it costs to ask all configurations of a tree at once.
//
//   kconfig_bench SRC ARCH CONFIG [QUERIES [SEED]]
//
// CONFIG shows what the toolchain answers.  A query asks whether two options
// can have two values at once, all four at random.  Seconds are those of the
// CPU.

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "analyzer/search/configuration_search.h"
#include "analyzer/search/smallest_change.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/kconfig/macro_facts.h"

namespace kplace {
namespace {

class Clock {
 public:
  /// Since the last call.
  double Lap() {
    std::clock_t now = std::clock();
    double seconds = static_cast<double>(now - last_) / CLOCKS_PER_SEC;
    last_ = now;
    return seconds;
  }

 private:
  std::clock_t last_ = std::clock();
};

void Tell(const char* what, std::vector<double> seconds, size_t yes) {
  std::sort(seconds.begin(), seconds.end());
  auto at = [&](double part) {
    auto i =
        static_cast<size_t>(part * static_cast<double>(seconds.size() - 1));
    return 1000 * seconds[i];
  };
  fmt::print(
      "{}: {}, {} of them yes; median {:.2f} ms, nine of ten {:.2f} ms, "
      "slowest "
      "{:.2f} ms\n",
      what, seconds.size(), yes, at(0.5), at(0.9), at(1.0));
}

int Run(const std::string& source, const std::string& arch,
        const std::string& config_path, size_t queries, uint64_t seed) {
  RealFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  Clock clock;
  auto tree = OpenSourceTree(
      files, {.source_dir = source, .build_dir = source, .arch = arch});
  if (!tree) return fmt::print("{}\n", tree.error().message), 3;
  auto read = kconfig::ReadKconfig(files, tree->source_dir,
                                   tree->KconfigVariables(), sources, sink);
  if (!read) return fmt::print("{}\n", read.error().message), 3;
  fmt::print("reading the Kconfig files: {:.3f} s\n", clock.Lap());

  kconfig::SymbolTable symbols(*read,
                               kconfig::ReadDialect(files, tree->source_dir));
  auto config = ReadConfiguration(files, config_path, sources, sink);
  if (!config) return fmt::print("{}\n", config.error().message), 3;
  kconfig::MacroFacts facts = FindMacroFacts(symbols, *config);
  kconfig::UserValues user = ReadUserValues(symbols, *config, sink);
  fmt::print("symbols, and what the toolchain answered: {:.3f} s\n",
             clock.Lap());

  kconfig::Model model({symbols, facts.answers, user});
  fmt::print("the model, {} variables, {} clauses: {:.3f} s\n",
             model.clauses().variables(), model.clauses().size(), clock.Lap());
  Solver solver;
  solver.Load(model.clauses());
  solver.Solve({});
  fmt::print("loaded and asked once: {:.3f} s\n", clock.Lap());

  std::mt19937_64 random(seed);
  std::vector<Literal> values;
  for (kconfig::SymbolNo number = 0; number < symbols.size(); ++number) {
    if (symbols[number].kind != kconfig::Symbol::Kind::kOption) continue;
    auto [set, yes] = model.Tristate(number);
    if (set == kconfig::kFalse) continue;
    values.insert(values.end(), {yes, -set});
  }
  std::vector<double> seconds;
  size_t yes = 0;
  for (size_t i = 0; i < queries; ++i) {
    std::vector<Literal> query = {values[random() % values.size()],
                                  values[random() % values.size()]};
    clock.Lap();
    yes += solver.Solve(query) == Answer::kYes ? 1 : 0;
    seconds.push_back(clock.Lap());
  }
  Tell("queries", seconds, yes);

  std::vector<Literal> wishes;
  for (const auto& setting : model.Keep()) wishes.push_back(setting.kept);
  solver.Load(model.clauses());
  clock.Lap();
  seconds.clear();
  yes = 0;
  for (size_t i = 0; i < queries / 20; ++i) {
    std::vector<Literal> query = {values[random() % values.size()]};
    yes += FindSmallestChange(solver, query, wishes) == Answer::kYes ? 1 : 0;
    seconds.push_back(clock.Lap());
  }
  Tell("smallest changes", seconds, yes);
  return 0;
}

}  // namespace
}  // namespace kplace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print("usage: kconfig_bench SRC ARCH CONFIG [QUERIES [SEED]]\n");
    return 2;
  }
  return kplace::Run(argv[1], argv[2], argv[3],
                     argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1000,
                     argc > 5 ? std::strtoull(argv[5], nullptr, 10) : 1);
}
