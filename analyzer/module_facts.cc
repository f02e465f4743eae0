#include "analyzer/module_facts.h"

#include <fmt/format.h>

#include <set>

namespace kplace {
namespace {

const ObjectSymbols* SymbolsOf(const ObjectSet& objects, ObjectIndex index) {
  const LoadedObject& object = objects.objects[index];
  return object.file ? &object.file->symbols() : nullptr;
}

void CollectUnits(const LinkPlan& plan, const ObjectSet& objects,
                  const VmlinuxLink& link, ModuleFacts& facts) {
  LinkedUnit vmlinux{"vmlinux", {}};
  for (ObjectIndex i = 0; i < plan.objects.size(); ++i) {
    if (!link.linked[i]) continue;
    facts.vmlinux_objects.push_back(i);
    vmlinux.objects.push_back(SymbolsOf(objects, i));
  }
  facts.exports.Add(vmlinux);
  for (const ModuleUnit& module : plan.modules) {
    LinkedUnit& unit = facts.units.emplace_back();
    unit.name = module.name;
    for (ObjectIndex i : module.objects) {
      unit.objects.push_back(SymbolsOf(objects, i));
    }
    facts.exports.Add(unit);
  }
}

/// The faults that are certain; why the others are not is told.
class FaultFilter {
 public:
  FaultFilter(ModuleFacts& facts, std::string doubt, Unknowns& unknowns)
      : facts_(facts), doubt_(std::move(doubt)), unknowns_(unknowns) {
    size_t unread = 0;
    for (const LinkedModule& module : facts.linked) unread += module.unread;
    if (doubt_.empty() && unread != 0) {
      doubt_ = fmt::format("{} object{} of modules could not be read", unread,
                           unread == 1 ? "" : "s");
    }
  }

  void Apply() {
    std::erase_if(facts_.faults,
                  [this](const FaultyNeed& fault) { return IsOpen(fault); });
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
                    FirstFew({names_.begin(), names_.end()}), doubt_));
  }

 private:
  bool IsOpen(const FaultyNeed& fault) {
    if (facts_.linked[fault.module].unread != 0) {
      unread_.insert(facts_.units[fault.module].name);
      return true;
    }
    bool own = fault.need->provider != nullptr;
    if (fault.fault != NeedFault::kNotExported || own || doubt_.empty()) {
      return false;
    }
    names_.emplace(fault.need->name);
    return true;
  }

  ModuleFacts& facts_;
  std::string doubt_;
  Unknowns& unknowns_;
  std::set<std::string> unread_;
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
                        Unknowns& unknowns) {
  ModuleFacts facts;
  CollectUnits(plan, objects, link, facts);
  facts.linked = LinkModules(facts.units, facts.exports, options);
  facts.faults = FindFaultyNeeds(facts.linked, facts.exports);
  FaultFilter(facts, std::move(doubt), unknowns).Apply();
  return facts;
}

}  // namespace kplace
