#include "analyzer/link/defined_elsewhere.h"

#include <algorithm>
#include <array>

namespace kplace {

bool DefinedElsewhere::Has(std::string_view name) const {
  return script_.Defines(name) || command_.defined.contains(name) ||
         IsMadeByFinalLink(name, config_) || sections_.IsSectionBound(name);
}

bool DefinedElsewhere::Overrides(std::string_view name) const {
  bool by_script = script_.flavour() == LinkerFlavour::kLld
                       ? script_.Defines(name)
                       : script_.Assigns(name);
  return by_script || command_.assigned.contains(name);
}

bool IsMadeByFinalLink(std::string_view symbol, const Configuration& config) {
  constexpr std::array<std::string_view, 9> kKallsyms = {
      "kallsyms_addresses",     "kallsyms_offsets",
      "kallsyms_relative_base", "kallsyms_num_syms",
      "kallsyms_names",         "kallsyms_markers",
      "kallsyms_seqs_of_names", "kallsyms_token_table",
      "kallsyms_token_index"};
  constexpr std::array<std::string_view, 4> kAlways = {
      "init_uts_ns", "linux_banner", "_GLOBAL_OFFSET_TABLE_", "_DYNAMIC"};
  auto has = [&](const auto& names) {
    return std::find(names.begin(), names.end(), symbol) != names.end();
  };
  return has(kAlways) ||
         (has(kKallsyms) && config.ValueOf("CONFIG_KALLSYMS") == "y");
}

}  // namespace kplace
