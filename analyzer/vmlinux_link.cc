#include "analyzer/vmlinux_link.h"

#include <algorithm>
#include <array>

namespace kplace {
namespace {

class VmlinuxLinker {
 public:
  VmlinuxLinker(const LinkPlan& plan, const ObjectSet& objects,
                const SymbolIndex& symbols)
      : plan_(plan),
        objects_(objects),
        symbols_(symbols),
        state_(symbols.size()) {
    link_.linked.resize(plan.objects.size());
  }

  VmlinuxLink Link() {
    for (ObjectIndex i = 0; i < plan_.objects.size(); ++i) {
      if (plan_.objects[i].use == VmlinuxUse::kAlways) Take(i);
    }
    SearchArchives();
    for (SymbolId id = 0; id < state_.size(); ++id) {
      if (!state_[id].needed) continue;
      ++link_.needed;
      if (!state_[id].defined) link_.undefined.push_back(id);
    }
    return std::move(link_);
  }

 private:
  struct State {
    bool defined = false;
    bool needed = false;  ///< by a reference that is not weak
  };

  void Take(ObjectIndex object) {
    if (link_.linked[object] || !objects_.objects[object].file) return;
    link_.linked[object] = true;
    const LoadedObject& loaded = objects_.objects[object];
    std::span<const SymbolId> names = symbols_.NamesOf(object);
    const auto& records = loaded.file->symbols().symbols;
    for (size_t g = 0; g < names.size(); ++g) {
      const SymbolRecord& record = records[loaded.globals[g].record];
      State& state = state_[names[g]];
      if (record.defined) {
        state.defined = true;
      } else if (record.binding != Binding::kWeak && !state.needed) {
        state.needed = true;
        to_search_.push_back(names[g]);
      }
    }
  }

  /// Until nothing more is pulled in.  The queue grows while it is read.
  void SearchArchives() {
    for (size_t i = 0; i < to_search_.size(); ++i) {
      SymbolId id = to_search_[i];
      if (state_[id].defined) continue;
      for (Occurrence definition : symbols_.Definitions(id)) {
        if (plan_.objects[definition.object].use == VmlinuxUse::kOnDemand) {
          Take(definition.object);
          break;
        }
      }
    }
  }

  const LinkPlan& plan_;
  const ObjectSet& objects_;
  const SymbolIndex& symbols_;
  std::vector<State> state_;
  std::vector<SymbolId> to_search_;
  VmlinuxLink link_;
};

}  // namespace

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

VmlinuxLink LinkVmlinux(const LinkPlan& plan, const ObjectSet& objects,
                        const SymbolIndex& symbols) {
  return VmlinuxLinker(plan, objects, symbols).Link();
}

void DropDefinedElsewhere(
    const SymbolIndex& symbols, const LinkerScript& script,
    const std::set<std::string, std::less<>>& from_command,
    const Configuration& config, VmlinuxLink& link) {
  std::erase_if(link.undefined, [&](SymbolId id) {
    std::string_view name = symbols.NameOf(id);
    return script.Defines(name) || from_command.contains(name) ||
           IsMadeByFinalLink(name, config);
  });
}

}  // namespace kplace
