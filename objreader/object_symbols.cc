#include "objreader/object_symbols.h"

namespace kplace {

std::optional<std::string_view> ObjectSymbols::Modinfo(
    std::string_view key) const {
  for (const ModinfoEntry& entry : modinfo) {
    std::string_view found = entry.key;
    // "module.key": names of modules hold no dot.
    if (found != key) found.remove_prefix(found.find('.') + 1);
    if (found == key) return entry.value;
  }
  return std::nullopt;
}

}  // namespace kplace
