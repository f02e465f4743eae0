// kconfig_dump - what the Kconfig reader found in a tree, for comparison with
// the tree's own scripts/kconfig (see kconfig_oracle.sh).
//
//   kconfig_dump SOURCE_DIR SRCARCH [VARIABLE=VALUE…]
//
// Prints "option NAME TYPE", "select BY TARGET" and "imply BY TARGET", sorted
// by nothing; diagnostics and the time go to stderr.  Exit status 1 when there
// are diagnostics.

#include <fmt/core.h>

#include <chrono>
#include <set>

#include "kbuildparse/kconfig/kconfig_tree.h"

namespace kplace::kconfig {
namespace {

void PrintOptions(const Tree& tree) {
  std::set<std::string> seen;
  for (const auto& definition : tree.definitions()) {
    const std::string& option = definition->option;
    if (!seen.insert(option).second) continue;
    fmt::print("option {} {}\n", option, Name(tree.TypeOf(option)));
  }
}

void PrintEdges(const Tree& tree) {
  for (const auto& definition : tree.definitions()) {
    for (const Property& property : definition->properties) {
      bool select = property.kind == Property::Kind::kSelect;
      if (!select && property.kind != Property::Kind::kImply) continue;
      fmt::print("{} {} {}\n", select ? "select" : "imply", definition->option,
                 property.value->name);
    }
  }
}

int Main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr,
               "usage: kconfig_dump SOURCE_DIR SRCARCH [NAME=VALUE…]\n");
    return 2;
  }
  std::map<std::string, std::string> variables = {
      {"SRCARCH", argv[2]}, {"ARCH", argv[2]}, {"srctree", "."}};
  for (int i = 3; i < argc; ++i) {
    std::string_view argument = argv[i];
    size_t equals = argument.find('=');
    if (equals == std::string_view::npos) continue;
    variables[std::string(argument.substr(0, equals))] =
        argument.substr(equals + 1);
  }
  RealFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  auto start = std::chrono::steady_clock::now();
  auto tree = ReadKconfig(files, argv[1], variables, sources, sink);
  std::chrono::duration<double, std::milli> took =
      std::chrono::steady_clock::now() - start;
  if (!tree.ok()) {
    fmt::print(stderr, "{}\n", tree.error().message);
    return 2;
  }
  PrintOptions(*tree);
  PrintEdges(*tree);
  std::vector<Diagnostic> diagnostics = sink.Sorted(sources);
  for (const Diagnostic& d : diagnostics) {
    fmt::print(stderr, "{}\n", FormatDiagnostic(d, sources));
  }
  fmt::print(stderr, "{} definitions in {:.1f} ms\n",
             tree->definitions().size(), took.count());
  return diagnostics.empty() ? 0 : 1;
}

}  // namespace
}  // namespace kplace::kconfig

int main(int argc, char** argv) {
  return kplace::kconfig::Main(argc, argv);
}
