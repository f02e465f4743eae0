#include "analyzer/modules/module_link.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "support/parallel.h"
#include "support/path.h"

namespace kplace {
namespace {

// e_machine, as the psABIs number them.
constexpr uint16_t kSparc = 2;
constexpr uint16_t kPowerPc = 20;
constexpr uint16_t kPowerPc64 = 21;
constexpr uint16_t kS390 = 22;
constexpr uint16_t kSparcV9 = 43;

template <size_t N>
bool StartsWithAny(std::string_view name,
                   const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view p) { return name.starts_with(p); });
}

/// Names that the final link of a .ko resolves without an export
/// (ignore_undef_symbol): registers saved out of line on PowerPC, and what
/// Linux 6.1 links into every module on s390.
bool IsMadeByModuleLink(std::string_view name, uint16_t machine) {
  constexpr std::array<std::string_view, 6> kPowerPcHelpers = {
      "_restgpr_",   "_savegpr_", "_rest32gpr_",
      "_save32gpr_", "_restvr_",  "_savevr_"};
  constexpr std::array<std::string_view, 8> kPowerPc64Helpers = {
      "_restgpr0_", "_savegpr0_", "_restgpr1_", "_savegpr1_",
      "_restfpr_",  "_savefpr_",  "_restvr_",   "_savevr_"};
  if (name == "__this_module" || name == "_GLOBAL_OFFSET_TABLE_") return true;
  switch (machine) {
    case kPowerPc:
      return StartsWithAny(name, kPowerPcHelpers);
    case kPowerPc64:
      return name == ".TOC." || StartsWithAny(name, kPowerPc64Helpers);
    case kS390:
      return name.starts_with("__s390_indirect_jump_r");
    default:
      return false;
  }
}

/// "f.123" and "f.123.x" are f, as a link-time optimiser numbers copies
/// (remove_dot).
std::string_view WithoutCopyNumber(std::string_view name) {
  size_t dot = name.find('.');
  if (dot == 0 || dot == std::string_view::npos) return name;
  size_t end = name.find_first_not_of("0123456789", dot + 1);
  if (end == dot + 1 || dot + 1 == name.size()) return name;
  bool numbered = end == std::string_view::npos || name[end] == '.';
  return numbered ? name.substr(0, dot) : name;
}

class ModuleLinker {
 public:
  ModuleLinker(const LinkedUnit& unit, const ExportTable& exports,
               const ModuleLinkOptions& options)
      : unit_(unit), exports_(exports), options_(options) {}

  LinkedModule Link() {
    module_.unit = exports_.FindUnit(unit_.name).value_or(kNoUnit);
    CollectNeeds();
    for (uint32_t i = 0; i < unit_.objects.size(); ++i) {
      if (unit_.objects[i] == nullptr) {
        ++module_.unread;
      } else {
        ReadModinfo(i, *unit_.objects[i]);
      }
    }
    FindProviders();
    return std::move(module_);
  }

 private:
  static constexpr UnitId kNoUnit = UINT32_MAX;
  static constexpr uint32_t kNothing = UINT32_MAX;

  /// What the objects so far say of a name.
  struct State {
    uint32_t strong = kNothing;  ///< object with a definition that is not weak
    bool defined = false;
    uint32_t need = kNothing;  ///< index into needs
  };

  void CollectNeeds() {
    if (unit_.objects.size() == 1) {
      if (unit_.objects[0] != nullptr) CollectFromOnly(*unit_.objects[0]);
      return;
    }
    for (uint32_t i = 0; i < unit_.objects.size(); ++i) {
      if (unit_.objects[i] != nullptr) Join(i, *unit_.objects[i]);
    }
    // What a later object defined is no need.
    std::vector<Need> needs;
    for (SymbolId id = 0; id < states_.size(); ++id) {
      const State& state = states_[id];
      if (state.need == kNothing || state.defined) continue;
      needs.push_back(module_.needs[state.need]);
    }
    module_.needs = std::move(needs);
  }

  /// Nothing to join: most modules are one object.
  void CollectFromOnly(const ObjectSymbols& object) {
    for (const SymbolRecord& record : object.symbols) {
      if (IsNeed(record, object.machine)) AddNeed(record, 0);
    }
  }

  static bool IsNeed(const SymbolRecord& record, uint16_t machine) {
    return !record.defined && !record.name.empty() &&
           !IsMadeByModuleLink(record.name, machine);
  }

  void AddNeed(const SymbolRecord& record, uint32_t object) {
    module_.needs.push_back({WithoutCopyNumber(record.name), object,
                             record.binding == Binding::kWeak, nullptr});
  }

  void Join(uint32_t index, const ObjectSymbols& object) {
    const std::hash<std::string_view> hash;
    for (const SymbolRecord& record : object.symbols) {
      if (!record.defined && !IsNeed(record, object.machine)) continue;
      SymbolId id = names_.Intern(record.name, hash(record.name));
      if (id == states_.size()) states_.emplace_back();
      State& state = states_[id];
      if (record.defined) {
        Define(index, record, state);
      } else if (state.need == kNothing) {
        state.need = static_cast<uint32_t>(module_.needs.size());
        AddNeed(record, index);
      } else if (record.binding != Binding::kWeak) {
        Need& need = module_.needs[state.need];
        if (need.weak) need.object = index;
        need.weak = false;
      }
    }
  }

  void Define(uint32_t index, const SymbolRecord& record, State& state) {
    state.defined = true;
    if (record.binding == Binding::kWeak || record.common) return;
    if (state.strong != kNothing && state.strong != index) {
      module_.clashes.push_back({record.name, state.strong, index});
    }
    state.strong = index;
  }

  void ReadModinfo(uint32_t index, const ObjectSymbols& object) {
    for (const ModinfoEntry& entry : object.modinfo) {
      if (entry.key.find('.') != std::string_view::npos) {
        module_.compiled_for_vmlinux.push_back(index);
        break;
      }
      if (entry.key == "license") {
        module_.licenses.push_back(entry.value);
        module_.gpl_compatible &= IsGplCompatible(entry.value);
      } else if (entry.key == "import_ns") {
        module_.imports.push_back(entry.value);
      }
    }
  }

  void FindProviders() {
    if (options_.modversions && !unit_.objects.empty()) {
      module_.needs.push_back({"module_layout", 0, false, nullptr});
    }
    for (Need& need : module_.needs) {
      need.provider = Look(need);
      if (need.provider == nullptr) continue;
      UnitId unit = need.provider->unit;
      if (unit == ExportTable::kVmlinux || unit == module_.unit) continue;
      if (std::find(module_.uses.begin(), module_.uses.end(), unit) ==
          module_.uses.end()) {
        module_.uses.push_back(unit);
      }
    }
  }

  const Export* Look(const Need& need) const {
    const ObjectSymbols* object = unit_.objects[need.object];
    bool sparc = object != nullptr &&
                 (object->machine == kSparc || object->machine == kSparcV9);
    if (!sparc || need.name.size() < 2 || need.name[0] != '.') {
      return exports_.Find(need.name);
    }
    // `.div` is exported as `_Div`.
    std::string name(need.name);
    name[0] = '_';
    if (name[1] >= 'a' && name[1] <= 'z') {
      name[1] = static_cast<char>(name[1] - 'a' + 'A');
    }
    return exports_.Find(name);
  }

  const LinkedUnit& unit_;
  const ExportTable& exports_;
  const ModuleLinkOptions& options_;
  LinkedModule module_;
  NameTable names_;
  std::vector<State> states_;  ///< by name
};

/// One of the comma-separated patterns after "module:"; a `*` at the end
/// stands for anything (verify_module_namespace of Linux 6.16).  The kernel
/// takes `-` and `_` for the same when it loads the module, so we do too.
bool MatchesPattern(std::string_view module, std::string_view pattern) {
  bool open = pattern.ends_with('*');
  if (open) pattern.remove_suffix(1);
  if (module.size() < pattern.size()) return false;
  if (!open && module.size() != pattern.size()) return false;
  auto same = [](char c) { return c == '-' ? '_' : c; };
  return std::equal(pattern.begin(), pattern.end(), module.begin(),
                    [&](char a, char b) { return same(a) == same(b); });
}

}  // namespace

std::vector<LinkedModule> LinkModules(std::span<const LinkedUnit> modules,
                                      const ExportTable& exports,
                                      const ModuleLinkOptions& options) {
  std::vector<LinkedModule> linked(modules.size());
  ParallelFor(modules.size(), options.jobs, [&](size_t i) {
    linked[i] = ModuleLinker(modules[i], exports, options).Link();
  });
  return linked;
}

std::vector<FaultyNeed> FindFaultyNeeds(std::span<const LinkedModule> linked,
                                        const ExportTable& exports) {
  std::vector<FaultyNeed> faults;
  for (uint32_t i = 0; i < linked.size(); ++i) {
    const LinkedModule& module = linked[i];
    for (const Need& need : module.needs) {
      const Export* provider = need.provider;
      // What it exports itself without defining it helps nobody ("exported
      // without definition").
      if (provider == nullptr || provider->unit == module.unit) {
        if (provider != nullptr || !need.weak) {
          faults.push_back({i, &need, NeedFault::kNotExported});
        }
        continue;
      }
      if (provider->gpl_only && !module.gpl_compatible) {
        faults.push_back({i, &need, NeedFault::kGplOnly});
      }
      if (!provider->name_space.empty() &&
          !MayUseNamespace(exports.NameOf(module.unit), module,
                           provider->name_space)) {
        faults.push_back({i, &need, NeedFault::kNamespace});
      }
    }
  }
  return faults;
}

bool IsGplCompatible(std::string_view license) {
  constexpr std::array<std::string_view, 6> kCompatible = {
      "GPL",          "GPL v2",       "GPL and additional rights",
      "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"};
  return std::find(kCompatible.begin(), kCompatible.end(), license) !=
         kCompatible.end();
}

bool MayUseNamespace(std::string_view module, const LinkedModule& linked,
                     std::string_view name_space) {
  constexpr std::string_view kModules = "module:";
  if (name_space.empty()) return true;
  if (std::find(linked.imports.begin(), linked.imports.end(), name_space) !=
      linked.imports.end()) {
    return true;
  }
  if (!name_space.starts_with(kModules)) return false;
  name_space.remove_prefix(kModules.size());
  std::string_view name = BaseName(module);
  name = name.substr(0, name.find(".ko"));
  for (;;) {
    size_t comma = name_space.find(',');
    if (MatchesPattern(name, name_space.substr(0, comma))) return true;
    if (comma == std::string_view::npos) return false;
    name_space.remove_prefix(comma + 1);
  }
}

}  // namespace kplace
