#include "analyzer/link/defined_elsewhere.h"

#include <algorithm>
#include <array>

namespace kplace {
namespace {

/// lld/ELF/Writer.cpp, addReservedSymbols and addStartEndSymbols.  The last two
/// are named after the kind of relocations that the machine has.
bool IsMadeByLld(std::string_view name, const Configuration& config) {
  constexpr std::array<std::string_view, 9> kNames = {
      "__ehdr_start",       "__executable_start",    "__dso_handle",
      "__init_array_start", "__init_array_end",      "__fini_array_start",
      "__fini_array_end",   "__preinit_array_start", "__preinit_array_end"};
  if (name == "__rela_iplt_start" || name == "__rela_iplt_end") {
    return config.ValueOf("CONFIG_64BIT") == "y";
  }
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

bool DefinedElsewhere::Has(std::string_view name) const {
  return script_.Defines(name) || command_.defined.contains(name) ||
         IsMadeByFinalLink(name, config_) || sections_.IsSectionBound(name) ||
         (script_.flavour() == LinkerFlavour::kLld &&
          IsMadeByLld(name, config_));
}

bool DefinedElsewhere::IsWanted(std::string_view name) const {
  auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return has(script_.wanted()) || has(command_.wanted);
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
