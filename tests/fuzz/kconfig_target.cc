// Kconfig files, and a .config, that nobody wrote in good faith.

#include <cstdlib>
#include <string>

#include "analyzer/search/sampler.h"
#include "kbuildparse/kconfig/macro_facts.h"
#include "kbuildparse/kconfig/recursion.h"
#include "kbuildparse/kconfig/value_warnings.h"
#include "kbuildparse/kconfig/write_config.h"
#include "tests/fuzz/fuzz_targets.h"

namespace kplace::fuzz {
namespace {

using namespace kconfig;  // NOLINT: everything here is of it

/// Up to the separator, which is taken off.
std::string_view TakePart(std::string_view& bytes) {
  constexpr std::string_view kSeparator = "\n####\n";
  size_t end = bytes.find(kSeparator);
  std::string_view part = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size()
                                                    : end + kSeparator.size());
  return part;
}

void Compute(const Tree& tree, const Configuration& config,
             const Dialect& dialect) {
  SymbolTable symbols(tree, dialect);
  const bool recursive = !FindRecursions(symbols).empty();
  DiagnosticSink sink;
  UserValues user = ReadUserValues(symbols, config, sink);
  MacroFacts facts = FindMacroFacts(symbols, config);
  Values values(symbols, user, facts.answers);
  std::string written = WriteConfig(symbols, values);
  FindUnmetDependencies(symbols, values);
  FindLostSettings(symbols, config, user, values);
  if (recursive || symbols.size() > 60) return;
  // Whatever the files say: the model and the rules must agree on it.  Only
  // what leads from a choice to what is in it, and back, conf does not call a
  // recursion; its values then depend on what is asked for first.
  Sampler sampler({symbols, facts.answers, user}, 1);
  for (int i = 0; i < 3; ++i) {
    Sample sample = sampler.Next();
    if (sample.answer == Answer::kNo) break;
    const bool may_differ = !tree.choices().empty();
    if (sample.answer == Answer::kUnknown && !may_differ) std::abort();
  }
}

}  // namespace

void FuzzKconfig(std::string_view bytes) {
  MemoryFileSystem files;
  files.Write("/src/Kconfig", std::string(TakePart(bytes)));
  files.Write("/src/.config", std::string(TakePart(bytes)));
  files.Write("/src/Kconfig.other", std::string(TakePart(bytes)));
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = ReadKconfig(files, "/src", {{"SRCARCH", "x86"}}, sources, sink);
  if (!tree) return;
  auto config = ReadConfiguration(files, "/src/.config", sources, sink);
  if (!config) std::abort();
  for (const Diagnostic& diagnostic : sink.Sorted(sources)) {
    if (FormatDiagnostic(diagnostic, sources).empty()) std::abort();
  }
  Compute(*tree, *config, {});
  Compute(*tree, *config,
          {.choice_has_value = true,
           .empty_numbers = true,
           .drops_out_of_range = true});
}

}  // namespace kplace::fuzz
