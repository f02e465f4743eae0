// KP0010: modules need each other, so that none can be loaded first.
//
// modpost has nothing against it.  depmod does ("Cycle detected: a -> b -> a"),
// and `make modules_install` fails with it.  One finding is one group of
// modules that need each other; it shows a shortest way round.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analyzer/fid.h"
#include "analyzer/modules/module_cycles.h"
#include "analyzer/rules/rules.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr size_t kSymbolsListed = 5;

class CycleRule {
 public:
  CycleRule(const RuleInfo& info, RuleContext& context)
      : info_(info), context_(context) {}

  void Apply(std::vector<Finding>& findings) {
    const ModuleFacts& modules = context_.modules;
    std::vector<std::vector<uint32_t>> uses(modules.linked.size());
    for (size_t i = 0; i < uses.size(); ++i) {
      for (UnitId unit : modules.linked[i].uses) {
        if (auto module = modules.ModuleOf(unit)) uses[i].push_back(*module);
      }
    }
    for (const ModuleCycle& cycle : FindModuleCycles(uses)) {
      if (IsCertain(cycle)) findings.push_back(FindingAbout(cycle));
    }
  }

 private:
  const std::string& NameOf(uint32_t module) const {
    return context_.plan.modules[module].name;
  }

  /// "a -> b -> a", as depmod writes it.
  std::string WayRound(const ModuleCycle& cycle) const {
    std::string text;
    auto add = [&](uint32_t module) {
      std::string_view name = BaseName(NameOf(module));
      text += name.substr(0, name.find(".ko"));
    };
    for (uint32_t module : cycle.shortest) {
      add(module);
      text += " -> ";
    }
    add(cycle.shortest.front());
    return text;
  }

  /// An object that was not read may define what the module seems to need.
  bool IsCertain(const ModuleCycle& cycle) {
    for (uint32_t module : cycle.shortest) {
      if (context_.modules.linked[module].unread == 0) continue;
      context_.unknowns.Add(
          NameOf(module),
          fmt::format("may be part of the cycle {}: not all of its objects "
                      "could be read",
                      WayRound(cycle)));
      return false;
    }
    return true;
  }

  Finding FindingAbout(const ModuleCycle& cycle) {
    Finding finding;
    finding.rule = &info_;
    finding.level = info_.level;
    std::vector<std::string> units;
    for (uint32_t module : cycle.modules) units.push_back(NameOf(module));
    finding.object = *std::min_element(units.begin(), units.end());
    finding.fid = FindingId(info_.code, finding.object, {}, units);
    std::string smallest;
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < cycle.shortest.size(); ++i) {
      uint32_t user = cycle.shortest[i];
      uint32_t provider = cycle.shortest[(i + 1) % cycle.shortest.size()];
      size_t count = AddEdge(user, provider, finding);
      if (count >= fewest) continue;
      fewest = count;
      smallest =
          fmt::format("{} from needing {}", NameOf(user), NameOf(provider));
    }
    finding.message = WayRound(cycle);
    if (cycle.modules.size() > cycle.shortest.size()) {
      finding.message +=
          fmt::format(" ({} modules need each other)", cycle.modules.size());
    }
    finding.help = fmt::format(
        "move what they share into a module of its own; or link them as one; "
        "or keep {} ({} symbol{})",
        smallest, fewest, fewest == 1 ? "" : "s");
    return finding;
  }

  /// One step round: the symbols, an object that uses one, its provider and
  /// both chains.  Returns how many symbols there are.
  size_t AddEdge(uint32_t user, uint32_t provider, Finding& finding) {
    std::vector<std::string> symbols;
    const Need* first = nullptr;
    for (const Need& need : context_.modules.linked[user].needs) {
      if (need.provider == nullptr ||
          context_.modules.ModuleOf(need.provider->unit) != provider) {
        continue;
      }
      if (first == nullptr) first = &need;
      symbols.emplace_back(need.name);
    }
    if (first == nullptr) return 0;
    AddUser(user, *first, finding);
    if (auto object =
            context_.modules.ObjectOf(*first->provider, context_.plan)) {
      DefinitionSite site;
      site.object = context_.plan.objects[*object].path;
      site.unit = NameOf(provider);
      site.exported = true;
      site.source = context_.causes.notes().SourceOf(site.object);
      finding.definitions.push_back(std::move(site));
    }
    Because edge;
    edge.subject = NameOf(user);
    edge.verdict = "needs";
    edge.sentence =
        fmt::format("{} needs {} for {}", NameOf(user), NameOf(provider),
                    FirstFew(symbols, kSymbolsListed));
    finding.because.push_back(std::move(edge));
    return symbols.size();
  }

  void AddUser(uint32_t user, const Need& need, Finding& finding) {
    UseSite site;
    site.object =
        context_.plan.objects[context_.plan.modules[user].objects[need.object]]
            .path;
    site.unit = NameOf(user);
    site.source = context_.causes.notes().SourceOf(site.object);
    std::vector<Because> chain = context_.causes.Chain(site.object, site.unit);
    finding.because.insert(finding.because.end(), chain.begin(), chain.end());
    finding.references.push_back(std::move(site));
  }

  const RuleInfo& info_;
  RuleContext& context_;
};

}  // namespace

void FindModuleCycle(const RuleInfo& info, RuleContext& context,
                     std::vector<Finding>& findings) {
  CycleRule(info, context).Apply(findings);
}

}  // namespace kplace
