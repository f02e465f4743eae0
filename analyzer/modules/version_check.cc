#include "analyzer/modules/version_check.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <unordered_map>

namespace kplace {
namespace {

/// Fewer names can well be missing from the list of this very kernel.
constexpr size_t kHandful = 20;

/// How modules agree with one list.
class Comparison {
 public:
  explicit Comparison(const Symvers& list) : list_(list) {
    for (const SymversLine& line : list.lines) {
      if (line.module == "vmlinux") crcs_.emplace(line.symbol, line.crc);
    }
  }

  void Add(const std::string& module, const std::vector<SymbolCrc>& needed) {
    bool compared = false;
    for (const SymbolCrc& version : needed) {
      auto line = crcs_.find(version.name);
      if (line == crcs_.end()) continue;
      compared = true;
      if (line->second == version.crc) continue;
      ++contradicting_;
      if (example_.empty()) {
        example_ =
            fmt::format("{} has 0x{:08x} for {}, {} has 0x{:08x}", list_.path,
                        line->second, version.name, module, version.crc);
      }
      break;
    }
    if (compared) ++compared_;
  }

  bool IsForeign() const { return contradicting_ * 2 > compared_; }

  std::string Reason() const {
    return fmt::format(
        "is of another kernel: {} of {} modules were built with other versions "
        "of what it lists ({}); not used, name the Module.symvers that belongs "
        "to the modules with --symvers",
        contradicting_, compared_, example_);
  }

 private:
  const Symvers& list_;
  std::unordered_map<std::string_view, uint32_t> crcs_;
  size_t compared_ = 0;
  size_t contradicting_ = 0;
  std::string example_;
};

}  // namespace

void DropForeignSymvers(const LinkPlan& plan, const ObjectSet& objects,
                        std::vector<Symvers>& lists, Unknowns& unknowns) {
  std::erase_if(lists, [&](const Symvers& list) {
    if (!list.has_crcs) return false;
    Comparison comparison(list);
    for (size_t i = 0; i < plan.objects.size(); ++i) {
      comparison.Add(plan.objects[i].path, objects.objects[i].needed_crcs);
    }
    if (!comparison.IsForeign()) return false;
    unknowns.Add(list.path, comparison.Reason());
    return true;
  });
}

void DropFaultsOfForeignKernel(const std::vector<Symvers>& lists,
                               ModuleFacts& facts, Unknowns& unknowns) {
  std::set<uint32_t> modules;
  std::set<std::string> names;
  auto is_missing = [](const FaultyNeed& fault) {
    return fault.fault == NeedFault::kNotExported;
  };
  for (const FaultyNeed& fault : facts.faults) {
    if (!is_missing(fault)) continue;
    modules.insert(fault.module);
    names.emplace(fault.need->name);
  }
  if (lists.empty() || names.size() <= kHandful ||
      modules.size() * 2 <= facts.linked.size()) {
    return;
  }
  std::erase_if(facts.faults, is_missing);
  unknowns.Add(
      lists.front().path,
      fmt::format("is of another kernel, or not whole: {} of {} modules need "
                  "{} symbols that nobody exports ({}); name the "
                  "Module.symvers that belongs to them with --symvers",
                  modules.size(), facts.linked.size(), names.size(),
                  FirstFew({names.begin(), names.end()})));
}

}  // namespace kplace
