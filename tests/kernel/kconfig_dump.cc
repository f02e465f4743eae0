// kconfig_dump - what the Kconfig reader found in a tree, for comparison with
// the tree's own scripts/kconfig (see kconfig_oracle.sh).
//
//   kconfig_dump SOURCE_DIR SRCARCH [VARIABLE=VALUE…] [--check CONFIG…]
//
// Prints "option NAME TYPE", "select BY TARGET" and "imply BY TARGET" in the
// order of the tree; with --check instead "above NAME" and "below NAME" for
// each option whose value in a .config that conf wrote is more than our reading
// of the tree allows, or less than it demands.  Diagnostics and the time go to
// stderr.  Exit status 1 when there are diagnostics or such values.

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "kbuildparse/kconfig/evaluate.h"
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

TristateRange Both(TristateRange a, TristateRange b) {
  return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

/// The value after `default`.  conf turns m into m && MODULES in conditions
/// only; without modules every tristate is a bool, and a default of m gives y.
TristateRange DefaultValue(const ExprPtr& value, const Configuration& config) {
  bool constant = value->op == Expr::Op::kConstant;
  if (!constant) return EvaluateRange(value, config);
  return {TristateOf(value->name), TristateOf(value->name)};
}

/// What prompts and defaults of one definition allow at most.
Tristate Allowed(const Definition& definition, const Configuration& config) {
  TristateRange all = EvaluateRange(definition.Dependency(), config);
  Tristate most = Tristate::kNo;
  for (const Property& property : definition.properties) {
    bool prompt = property.kind == Property::Kind::kPrompt;
    if (!prompt && property.kind != Property::Kind::kDefault) continue;
    TristateRange range = Both(all, EvaluateRange(property.condition, config));
    range = Both(range, prompt ? EvaluateRange(definition.visible, config)
                               : DefaultValue(property.value, config));
    most = std::max(most, range.high);
  }
  return most;
}

/// What selects demand (low) and what is possible at all (high).
TristateRange Bounds(const Tree& tree, const Configuration& config,
                     const std::string& option) {
  TristateRange bounds;
  bool choice_member = false;  // a choice does not heed selects
  for (const Definition* definition : tree.DefinitionsOf(option)) {
    bounds.high = std::max(bounds.high, Allowed(*definition, config));
    choice_member |= definition->choice >= 0;
  }
  for (const Selector& selector : tree.SelectorsOf(option)) {
    Tristate own = TristateOf(ValueOfOption(config, selector.by));
    TristateRange lends =
        Both({own, own}, EvaluateRange(selector.condition, config));
    lends = Both(lends, EvaluateRange(selector.dependency, config));
    bounds.high = std::max(bounds.high, lends.high);
    if (selector.imply || choice_member) continue;
    bounds.low = std::max(bounds.low, lends.low);
  }
  bool boolean = tree.TypeOf(option) == OptionType::kBool ||
                 config.ValueOf("CONFIG_MODULES") != "y";
  if (boolean && bounds.low == Tristate::kModule) bounds.low = Tristate::kYes;
  if (boolean && bounds.high == Tristate::kModule) bounds.high = Tristate::kYes;
  return bounds;
}

size_t Check(const Tree& tree, const Configuration& config) {
  std::set<std::string> seen;
  size_t wrong = 0;
  for (const auto& definition : tree.definitions()) {
    const std::string& option = definition->option;
    OptionType type = tree.TypeOf(option);
    if (type != OptionType::kBool && type != OptionType::kTristate) continue;
    if (!seen.insert(option).second) continue;
    Tristate value = TristateOf(ValueOfOption(config, option));
    TristateRange bounds = Bounds(tree, config, option);
    if (bounds.low <= value && value <= bounds.high) continue;
    fmt::print("{} {}={}\n", value > bounds.high ? "above" : "below", option,
               Letter(value));
    ++wrong;
  }
  return wrong;
}

struct Arguments {
  std::string source_dir;
  std::map<std::string, std::string> variables;
  std::vector<std::string> configs;
};

Arguments ReadArguments(int argc, char** argv) {
  Arguments arguments;
  arguments.source_dir = argv[1];
  arguments.variables = {
      {"SRCARCH", argv[2]}, {"ARCH", argv[2]}, {"srctree", "."}};
  bool check = false;
  for (int i = 3; i < argc; ++i) {
    std::string_view argument = argv[i];
    size_t equals = argument.find('=');
    if (argument == "--check") {
      check = true;
    } else if (check) {
      arguments.configs.emplace_back(argument);
    } else if (equals != std::string_view::npos) {
      arguments.variables[std::string(argument.substr(0, equals))] =
          argument.substr(equals + 1);
    }
  }
  return arguments;
}

int Main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr,
               "usage: kconfig_dump SOURCE_DIR SRCARCH [NAME=VALUE…] "
               "[--check CONFIG…]\n");
    return 2;
  }
  Arguments arguments = ReadArguments(argc, argv);
  RealFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  auto start = std::chrono::steady_clock::now();
  auto tree = ReadKconfig(files, arguments.source_dir, arguments.variables,
                          sources, sink);
  std::chrono::duration<double, std::milli> took =
      std::chrono::steady_clock::now() - start;
  if (!tree.ok()) {
    fmt::print(stderr, "{}\n", tree.error().message);
    return 2;
  }
  size_t wrong = 0;
  for (const std::string& path : arguments.configs) {
    auto config = ReadConfiguration(files, path, sources, sink);
    if (!config.ok()) return 2;
    wrong += Check(*tree, *config);
  }
  if (arguments.configs.empty()) {
    PrintOptions(*tree);
    PrintEdges(*tree);
  }
  std::vector<Diagnostic> diagnostics = sink.Sorted(sources);
  for (const Diagnostic& d : diagnostics) {
    fmt::print(stderr, "{}\n", FormatDiagnostic(d, sources));
  }
  fmt::print(stderr, "{} definitions in {:.1f} ms\n",
             tree->definitions().size(), took.count());
  return diagnostics.empty() && wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace kplace::kconfig

int main(int argc, char** argv) {
  return kplace::kconfig::Main(argc, argv);
}
