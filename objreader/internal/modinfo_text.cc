#include "objreader/internal/modinfo_text.h"

#include <algorithm>

namespace kplace {

void ReadModinfoText(std::string_view text, std::vector<ModinfoEntry>& out) {
  while (!text.empty()) {
    size_t end = std::min(text.find('\0'), text.size());
    std::string_view entry = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (entry.empty()) continue;  // alignment
    size_t equals = entry.find('=');
    if (equals == std::string_view::npos) {
      out.push_back({entry, {}});
    } else {
      out.push_back({entry.substr(0, equals), entry.substr(equals + 1)});
    }
  }
}

}  // namespace kplace
