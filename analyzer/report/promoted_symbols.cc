#include "analyzer/report/promoted_symbols.h"

#include <algorithm>

#include "objreader/object_file.h"
#include "support/path.h"

namespace kplace {

PromotedSymbols ReadPromotedSymbols(const FileSystem& files,
                                    const std::string& build_dir,
                                    const std::vector<Rewrite>& rewrites) {
  PromotedSymbols symbols;
  for (const Rewrite& rewrite : rewrites) {
    for (const PromotedObject& promoted : rewrite.objects) {
      if (symbols.contains(promoted.object)) continue;
      auto file = ObjectFile::Open(files, JoinPath(build_dir, promoted.object));
      if (!file) continue;
      std::vector<std::string>& names = symbols[promoted.object];
      for (const SymbolRecord& symbol : (*file)->symbols().symbols) {
        if (symbol.defined && !symbol.name.empty()) {
          names.emplace_back(symbol.name);
        }
      }
      std::sort(names.begin(), names.end());
    }
  }
  return symbols;
}

}  // namespace kplace
