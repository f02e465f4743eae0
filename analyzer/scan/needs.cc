#include "analyzer/scan/needs.h"

#include <algorithm>
#include <unordered_map>

namespace kplace {
namespace {

bool IsUndefined(const SymbolRecord& record) {
  return !record.defined && !record.common &&
         record.binding == Binding::kGlobal;
}

bool Stays(const Reference& reference) {
  return reference.allocated && !reference.section_name.starts_with(".discard");
}

}  // namespace

Result<ObjectNeeds> NeedsOf(const ObjectFile& object) {
  auto references = object.ReadReferences(IsUndefined);
  if (!references) return references.error();
  const bool bitcode = object.symbols().format == ObjectFormat::kBitcode;
  ObjectNeeds needs;
  std::unordered_map<uint32_t, std::string_view> names;
  for (const SymbolRecord& record : object.symbols().symbols) {
    if (!IsUndefined(record)) continue;
    names.emplace(record.index, record.name);
    if (bitcode) needs.symbols.push_back(record.name);
  }
  for (const Reference& reference : *references) {
    if (!Stays(reference)) continue;
    const std::string_view symbol = names.at(reference.symbol);
    needs.places.push_back(
        {symbol, reference.function, reference.section_name});
    needs.symbols.push_back(symbol);
  }
  std::sort(needs.symbols.begin(), needs.symbols.end());
  needs.symbols.erase(std::unique(needs.symbols.begin(), needs.symbols.end()),
                      needs.symbols.end());
  return needs;
}

}  // namespace kplace
