// kconfig_resolve SOURCE_DIR CONFIG FACTS NAME=VALUE…: prints what conf
// --olddefconfig would make of CONFIG, with the answers of the toolchain taken
// from FACTS, a .config of the same tree.  For tests/kernel/kconfig_values.sh.

#include <cstdio>
#include <map>
#include <string>

#include "kbuildparse/kconfig/macro_facts.h"
#include "kbuildparse/kconfig/write_config.h"
#include "support/text.h"

int main(int argc, char** argv) {
  using namespace kplace;
  if (argc < 4) return 2;
  std::map<std::string, std::string> variables;
  for (int i = 4; i < argc; ++i) {
    std::string text = argv[i];
    size_t equals = text.find('=');
    variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  RealFileSystem files;
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = kconfig::ReadKconfig(files, argv[1], variables, sources, sink);
  if (!tree)
    return std::fprintf(stderr, "%s\n", tree.error().message.c_str()), 1;
  kconfig::SymbolTable symbols(*tree, kconfig::ReadDialect(files, argv[1]));
  auto config = ReadConfiguration(files, argv[2], sources, sink);
  if (!config) return 1;
  kconfig::MacroFacts facts;
  for (std::string_view path : SplitWords(argv[3])) {
    auto shown = ReadConfiguration(files, std::string(path), sources, sink);
    if (!shown) return 1;
    facts = FindMacroFacts(symbols, *shown, std::move(facts.answers));
  }
  for (const std::string& name : facts.open) {
    std::fprintf(stderr, "open: %s\n", name.c_str());
  }
  DiagnosticSink warnings;
  auto user = ReadUserValues(symbols, *config, warnings);
  kconfig::Values values(symbols, user, facts.answers);
  std::fputs(WriteConfig(symbols, values).c_str(), stdout);
}
