#include "analyzer/modules/module_facts.h"

#include <fmt/format.h>

#include <set>

namespace kplace {
namespace {

const ObjectSymbols* SymbolsOf(const ObjectSet& objects, ObjectIndex index) {
  const LoadedObject& object = objects.objects[index];
  return object.file ? &object.file->symbols() : nullptr;
}

/// Before anything is exported: ModuleOf() relies on their numbers.
void NumberUnits(const LinkPlan& plan, ModuleFacts& facts) {
  for (const ModuleUnit& module : plan.modules) {
    facts.exports.InternUnit(module.name);
  }
}

void CollectUnits(const LinkPlan& plan, const ObjectSet& objects,
                  const VmlinuxLink& link, const ModuleComposites* composites,
                  ModuleFacts& facts) {
  LinkedUnit vmlinux{"vmlinux", {}};
  for (ObjectIndex i = 0; i < plan.objects.size(); ++i) {
    if (!link.linked[i]) continue;
    facts.vmlinux_objects.push_back(i);
    vmlinux.objects.push_back(SymbolsOf(objects, i));
  }
  facts.exports.Add(vmlinux);
  for (size_t m = 0; m < plan.modules.size(); ++m) {
    LinkedUnit& unit = facts.units.emplace_back();
    unit.name = plan.modules[m].name;
    const ObjectSymbols* composite =
        composites == nullptr ? nullptr : composites->Of(m);
    if (composite != nullptr) {
      unit.objects.push_back(composite);
    } else {
      for (ObjectIndex i : plan.modules[m].objects) {
        unit.objects.push_back(SymbolsOf(objects, i));
      }
    }
    facts.exports.Add(unit);
  }
}

/// What stands in for the objects of vmlinux, and for those of a module that
/// could not be read.  Whether the exports of the latter are known.
bool AddLists(const LinkPlan& plan, const ObjectSet& objects,
              const KernelExports& kernel, ModuleFacts& facts) {
  bool whole = false;
  for (const Symvers& list : kernel.symvers) {
    if (kernel.external) {
      facts.exports.Add(list);
      continue;
    }
    facts.exports.Add(OnlyOf(list));
    whole |= list.has_vmlinux;
    for (const ModuleUnit& module : plan.modules) {
      if (objects.objects[module.objects[0]].file) continue;
      facts.exports.Add(OnlyOf(list, NameInSymvers(module.name)));
    }
  }
  return whole;
}

/// A list may have told some of them already; the file itself knows better.
void AddExportCrcs(const LinkPlan& plan, const ObjectSet& objects,
                   ModuleFacts& facts) {
  for (size_t i = 0; i < plan.objects.size(); ++i) {
    const PlannedObject& object = plan.objects[i];
    for (const SymbolCrc& crc : objects.objects[i].export_crcs) {
      UnitId unit = object.modules.empty() ? ExportTable::kVmlinux
                                           : object.modules[0] + 1;
      facts.exports.SetCrc(unit, crc.name, crc.crc);
    }
  }
}

/// The faults that are certain; why the others are not is told.
class FaultFilter {
 public:
  FaultFilter(const LinkPlan& plan, ModuleFacts& facts, std::string doubt,
              Unknowns& unknowns)
      : plan_(plan),
        facts_(facts),
        doubt_(std::move(doubt)),
        unknowns_(unknowns) {}

  /// What is in doubt is only undecided: no input is missing that was named.
  void TakeAsUndecided() { kind_ = UnknownKind::kUndecided; }

  /// What could not be read may have been exported by one of these.
  void DoubtUnread() {
    size_t unread = 0;
    for (const LinkedModule& module : facts_.linked) unread += module.unread;
    if (doubt_.empty() && unread != 0) {
      doubt_ = fmt::format("{} object{} of modules could not be read", unread,
                           unread == 1 ? "" : "s");
    }
  }

  void Apply() {
    std::erase_if(facts_.faults,
                  [this](const FaultyNeed& fault) { return IsOpen(fault); });
    unknowns_.AddGroup({bitcode_.begin(), bitcode_.end()}, "modules",
                       "is of bitcode that is not linked yet: what link-time "
                       "optimisation leaves of its needs is not known; run "
                       "make");
    unknowns_.AddGroup({unread_.begin(), unread_.end()}, "modules",
                       "not all of its objects could be read: what it needs "
                       "from others is not judged");
    if (names_.empty()) return;
    bool one = names_.size() == 1;
    unknowns_.Add(
        "modules",
        fmt::format("{} symbol{} they need {} exported by nothing that was "
                    "read ({}), but {}",
                    names_.size(), one ? "" : "s", one ? "is" : "are",
                    FirstFew({names_.begin(), names_.end()}), doubt_),
        kind_);
  }

 private:
  bool IsOpen(const FaultyNeed& fault) {
    const LinkedModule& linked = facts_.linked[fault.module];
    if (linked.unread != 0) {
      unread_.insert(facts_.units[fault.module].name);
      return true;
    }
    if (!linked.compiled_for_vmlinux.empty()) {
      TellCompiledForVmlinux(fault.module);
      return true;
    }
    const LinkedUnit& unit = facts_.units[fault.module];
    if (!unit.objects[fault.need->object]->incomplete.empty()) {
      bitcode_.insert(unit.name);
      return true;
    }
    bool own = fault.need->provider != nullptr;
    if (fault.fault != NeedFault::kNotExported || own || doubt_.empty()) {
      return false;
    }
    names_.emplace(fault.need->name);
    return true;
  }

  void TellCompiledForVmlinux(uint32_t module) {
    const ModuleUnit& unit = plan_.modules[module];
    for (uint32_t i : facts_.linked[module].compiled_for_vmlinux) {
      unknowns_.Add(plan_.objects[unit.objects[i]].path,
                    fmt::format("was compiled for vmlinux and is now part of "
                                "{}: run make",
                                unit.name));
    }
  }

  const LinkPlan& plan_;
  ModuleFacts& facts_;
  std::string doubt_;
  Unknowns& unknowns_;
  UnknownKind kind_ = UnknownKind::kInput;
  std::set<std::string> unread_;
  std::set<std::string> bitcode_;
  std::set<std::string> names_;
};

}  // namespace

std::optional<uint32_t> ModuleFacts::ModuleOf(UnitId unit) const {
  // They were numbered in order, after vmlinux.
  if (unit == ExportTable::kVmlinux || unit > units.size()) {
    return std::nullopt;
  }
  return unit - 1;
}

std::optional<ObjectIndex> ModuleFacts::ObjectOf(const Export& item,
                                                 const LinkPlan& plan) const {
  if (item.object == Export::kNoObject) return std::nullopt;
  if (item.unit == ExportTable::kVmlinux) return vmlinux_objects[item.object];
  std::optional<uint32_t> module = ModuleOf(item.unit);
  if (!module) return std::nullopt;
  return plan.modules[*module].objects[item.object];
}

ModuleFacts JoinModules(const LinkPlan& plan, const ObjectSet& objects,
                        const VmlinuxLink& link,
                        const ModuleLinkOptions& options, std::string doubt,
                        Unknowns& unknowns,
                        const ModuleComposites* composites) {
  ModuleFacts facts;
  CollectUnits(plan, objects, link, composites, facts);
  facts.linked = LinkModules(facts.units, facts.exports, options);
  facts.faults = FindFaultyNeeds(facts.linked, facts.exports);
  FaultFilter filter(plan, facts, std::move(doubt), unknowns);
  filter.DoubtUnread();
  filter.Apply();
  return facts;
}

ModuleFacts JoinModules(const LinkPlan& plan, const ObjectSet& objects,
                        const VmlinuxLink& link, const KernelExports& kernel,
                        const ModuleLinkOptions& options, Unknowns& unknowns) {
  ModuleFacts facts;
  NumberUnits(plan, facts);
  bool unread_known = AddLists(plan, objects, kernel, facts);
  CollectUnits(plan, objects, link, nullptr, facts);
  AddExportCrcs(plan, objects, facts);
  facts.linked = LinkModules(facts.units, facts.exports, options);
  facts.faults = FindFaultyNeeds(facts.linked, facts.exports);
  FaultFilter filter(plan, facts, kernel.doubt, unknowns);
  if (kernel.symvers.empty()) filter.TakeAsUndecided();
  if (!unread_known) filter.DoubtUnread();
  filter.Apply();
  return facts;
}

}  // namespace kplace
