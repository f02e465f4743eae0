#include "analyzer/explain/why_not.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyzer/explain/explain.h"
#include "analyzer/explain/unnamed_object.h"
#include "analyzer/select/object_names.h"
#include "kbuildparse/kconfig/why.h"

namespace kplace {
namespace {

// Whoever has to change more options than these reads the condition.
constexpr size_t kMostOptionStories = 8;

constexpr std::string_view kVmlinux = "vmlinux";

/// What a name means in a table: an object, or a module or composite with all
/// that it is linked from.
struct Subject {
  std::string name;       ///< "drivers/hv/hv.o", "drivers/hv/hv_vmbus.ko"
  std::string composite;  ///< "drivers/hv/hv_vmbus.o"

  bool Has(const Placement& row) const {
    return row.object == composite || row.composite == composite;
  }
};

/// Finds what `what` means: an object, or all modules of that name.
std::vector<Subject> FindSubjects(const BuildTree& tree,
                                  const PlacementTable& table,
                                  std::string_view what) {
  std::string object = ObjectNameOf(tree, what);
  for (const Placement& row : table.rows()) {
    if (row.object == object || row.composite == object) {
      return {{object, object}};
    }
  }
  std::vector<Subject> modules;
  std::string module = ModuleNameOf(tree, what);
  for (const std::string& unit : table.Modules()) {
    if (!MeansModule(module, unit)) continue;
    modules.push_back({unit, unit.substr(0, unit.size() - 3) + ".o"});
  }
  return modules;
}

/// The same in this build and in every configuration.
std::vector<Subject> FindSubjects(const AnalysisInput& input,
                                  const EveryConfiguration& every,
                                  std::string_view what) {
  std::vector<Subject> subjects =
      FindSubjects(*input.tree, every.placement(), what);
  if (!input.tree->configured) return subjects;
  for (Subject& here : FindSubjects(*input.tree, *input.placement, what)) {
    bool is_new = std::none_of(
        subjects.begin(), subjects.end(),
        [&](const Subject& known) { return known.name == here.name; });
    if (is_new) subjects.push_back(std::move(here));
  }
  return subjects;
}

/// vmlinux, or an archive: more than can be told as one.
bool IsWholeUnit(const PlacementTable& table, std::string_view name) {
  if (name == kVmlinux) return true;
  return std::any_of(
      table.rows().begin(), table.rows().end(), [&](const Placement& row) {
        return row.kind == PlacementKind::kArchive && row.unit == name;
      });
}

WhyNot PointToUnit(const BuildTree& tree, std::string unit) {
  WhyNot answer;
  answer.state = WhyNotState::kUnit;
  answer.facts.push_back(
      fmt::format("is a unit, no object: kplace place {}--unit {} lists what "
                  "is in it",
                  tree.configured ? "" : "--conditions ", unit));
  answer.subject = std::move(unit);
  return answer;
}

WhyNot AskForPath(std::string_view what, const std::vector<Subject>& subjects) {
  WhyNot answer;
  answer.state = WhyNotState::kAmbiguous;
  answer.subject = what;
  answer.facts.push_back(fmt::format(
      "{} modules have that name: give the path of one", subjects.size()));
  for (const Subject& subject : subjects) answer.near.push_back(subject.name);
  std::sort(answer.near.begin(), answer.near.end());
  return answer;
}

/// The rows of a subject in one unit.
struct Group {
  std::vector<const Placement*> rows;
  Condition when = Condition::False();
};

using Groups = std::map<std::pair<PlacementKind, std::string>, Group>;

/// Without `conditions` only rows that are certain count for a group's.
Groups GroupRows(const PlacementTable& table, ConditionStore* conditions,
                 const Subject& subject) {
  Groups groups;
  for (const Placement& row : table.rows()) {
    if (!subject.Has(row)) continue;
    Group& group = groups[{row.kind, row.unit}];
    group.rows.push_back(&row);
    if (conditions != nullptr) {
      group.when = conditions->Or(group.when, row.when);
    } else if (row.when.IsTrue()) {
      group.when = row.when;
    }
  }
  return groups;
}

/// Of each step the line that the condition speaks of: the first whose options
/// are all among `options`.  `drivers/usb` is entered from ten lines, and with
/// CONFIG_USB=y the other nine do not matter.
std::vector<Reason> ChainFor(const PlacementTable& table, ReasonId because,
                             const std::set<std::string>& options) {
  std::vector<Reason> chain;
  for (std::vector<Reason>& step : table.Steps(because)) {
    auto spoken_of = [&](const Reason& line) {
      return std::all_of(line.options.begin(), line.options.end(),
                         [&](const OptionSetting& option) {
                           return options.contains(option.name);
                         });
    };
    auto line = std::find_if(step.begin(), step.end(), spoken_of);
    chain.push_back(std::move(line == step.end() ? step.front() : *line));
  }
  return chain;
}

class Inquiry {
 public:
  Inquiry(const AnalysisInput& input, const EveryConfiguration& every,
          const Subject& subject)
      : input_(input),
        every_(every),
        subject_(subject),
        configured_(input.tree->configured) {}

  WhyNot Run() {
    WhyNot answer;
    answer.subject = subject_.name;
    Groups possible =
        GroupRows(every_.placement(), &every_.conditions(), subject_);
    Groups present;
    if (configured_) {
      present = GroupRows(*input_.placement, nullptr, subject_);
    }
    for (const auto& [place, group] : possible) {
      auto it = present.find(place);
      const Group* here = it == present.end() ? nullptr : &it->second;
      answer.places.push_back(Look(place.first, place.second, group, here));
    }
    // What only this .config can do: an option that no Kconfig file defines.
    for (const auto& [place, group] : present) {
      if (possible.contains(place)) continue;
      answer.places.push_back(Look(place.first, place.second, {}, &group));
    }
    std::stable_sort(answer.places.begin(), answer.places.end(),
                     [](const PossiblePlace& a, const PossiblePlace& b) {
                       return (a.holds == Truth::kTrue) >
                              (b.holds == Truth::kTrue);
                     });
    answer.state = StateOf(answer.places);
    AddFacts(answer);
    AddOptions(answer);
    return answer;
  }

 private:
  /// As conditions are evaluated under: what is not set may be a text.
  std::string_view SettingOf(std::string_view option) const {
    const auto* setting = input_.tree->config.Find(option);
    return setting == nullptr ? std::string_view() : setting->value;
  }

  std::string_view ValueOf(std::string_view option) const {
    return input_.tree->config.ValueOf(option);
  }

  PossiblePlace Look(PlacementKind kind, const std::string& unit,
                     const Group& group, const Group* here) const {
    PossiblePlace place;
    place.kind = kind;
    place.unit = unit;
    place.condition =
        group.rows.empty() ? "" : every_.conditions().ToText(group.when);
    place.holds = HoldsNow(group, here);
    bool holds = place.holds == Truth::kTrue;
    AddChains(holds ? *input_.placement : every_.placement(),
              holds ? *here : group, place);
    if (!configured_ || holds) return place;
    AddFailures(group.when, place);
    place.change = FindNearest(
        every_.conditions(), group.when,
        [this](std::string_view option) { return SettingOf(option); });
    return place;
  }

  /// The build's own evaluation is the last word.
  Truth HoldsNow(const Group& group, const Group* here) const {
    if (!configured_) return Truth::kUnknown;
    if (here != nullptr) {
      return here->when.IsTrue() ? Truth::kTrue : Truth::kUnknown;
    }
    Truth truth = every_.conditions().Evaluate(
        group.when,
        [this](std::string_view option) { return SettingOf(option); });
    return truth == Truth::kTrue ? Truth::kFalse : truth;
  }

  /// Of a module or composite as a whole the line that names it is the last.
  void AddChains(const PlacementTable& table, const Group& group,
                 PossiblePlace& place) const {
    std::vector<std::vector<Reason>> told;
    std::set<std::string> options;
    if (&table == &every_.placement()) {
      std::vector<std::string> names =
          every_.conditions().OptionsOf(group.when);
      options.insert(names.begin(), names.end());
    }
    auto add = [&](const Placement& row, ReasonId because) {
      std::vector<Reason> chain = ChainFor(table, because, options);
      if (row.composite == subject_.composite && !chain.empty()) {
        chain.pop_back();
      }
      if (std::find(told.begin(), told.end(), chain) != told.end()) return;
      told.push_back(chain);
      for (Reason& reason : chain) FillIn(reason);
      place.chains.push_back(BecauseOf(chain, subject_.name,
                                       "is in " + place.unit, *input_.sources));
    };
    for (const Placement* row : group.rows) {
      add(*row, row->because);
      for (ReasonId because : row->also) add(*row, because);
    }
  }

  /// Chains of the open evaluation do not know the values of this build.
  void FillIn(Reason& reason) const {
    if (!configured_) return;
    for (OptionSetting& option : reason.options) {
      option.value = ValueOf(option.name);
    }
  }

  void AddFailures(Condition when, PossiblePlace& place) const {
    const ConditionStore& store = every_.conditions();
    ConditionShape shape = store.ShapeOf(when);
    std::vector<Condition> parts = {when};
    if (shape.kind == ConditionShape::Kind::kAnd) parts = shape.operands;
    for (Condition part : parts) {
      Truth truth = store.Evaluate(
          part, [this](std::string_view option) { return SettingOf(option); });
      if (truth == Truth::kTrue) continue;
      FailingPart failing;
      failing.condition = store.ToText(part);
      failing.unknown = truth == Truth::kUnknown;
      for (const std::string& option : store.OptionsOf(part)) {
        if (!failing.options.empty()) failing.options += ' ';
        failing.options += fmt::format("{}={}", option, ValueOf(option));
      }
      place.fails.push_back(std::move(failing));
    }
  }

  WhyNotState StateOf(const std::vector<PossiblePlace>& places) const {
    auto any = [&](Truth truth) {
      return std::any_of(
          places.begin(), places.end(),
          [&](const PossiblePlace& place) { return place.holds == truth; });
    };
    if (any(Truth::kTrue)) return WhyNotState::kPlaced;
    return any(Truth::kUnknown) ? WhyNotState::kOpen : WhyNotState::kNowhere;
  }

  void AddFacts(WhyNot& answer) const {
    std::set<PlacementKind> kinds;
    for (const PossiblePlace& place : answer.places) kinds.insert(place.kind);
    if (answer.state == WhyNotState::kNowhere) {
      answer.facts.emplace_back("is in no unit of this build");
    }
    if (configured_ && answer.state == WhyNotState::kOpen) {
      answer.facts.emplace_back(
          "whether it is in this build depends on what is not known");
    }
    bool archived = kinds.contains(PlacementKind::kArchive);
    if (!kinds.contains(PlacementKind::kBuiltIn) && !archived) {
      answer.facts.emplace_back("no configuration puts it into vmlinux");
    }
    if (!kinds.contains(PlacementKind::kModule)) {
      answer.facts.emplace_back("no configuration puts it into a module");
    }
  }

  /// Kconfig's word on the options that would have to change.
  void AddOptions(WhyNot& answer) const {
    std::set<std::string> options;
    for (const PossiblePlace& place : answer.places) {
      if (!place.change) continue;
      for (const OptionChange& change : place.change->changes) {
        options.insert(change.option);
      }
    }
    if (options.empty() || options.size() > kMostOptionStories) return;
    const kconfig::Tree* kconfig = input_.kconfig ? input_.kconfig() : nullptr;
    if (kconfig == nullptr) return;
    for (const std::string& option : options) {
      std::string_view bare = BareOption(option);
      if (kconfig->DefinitionsOf(bare).empty()) continue;
      kconfig::Explanation why =
          kconfig::Explain(*kconfig, input_.tree->config, bare);
      answer.options.push_back({option, std::string(ValueOf(option)),
                                why.Sentence(*input_.sources)});
    }
  }

  const AnalysisInput& input_;
  const EveryConfiguration& every_;
  const Subject& subject_;
  const bool configured_;
};

}  // namespace

const char* Name(WhyNotState state) {
  switch (state) {
    case WhyNotState::kPlaced:
      return "placed";
    case WhyNotState::kNowhere:
      return "nowhere";
    case WhyNotState::kOpen:
      return "open";
    case WhyNotState::kUnnamed:
      return "unnamed";
    case WhyNotState::kUnit:
      return "unit";
    case WhyNotState::kAmbiguous:
      return "ambiguous";
    case WhyNotState::kNoSuch:
      return "no_such";
  }
  return "no_such";
}

WhyNot ExplainWhyNot(const AnalysisInput& input,
                     const EveryConfiguration& every, std::string_view what) {
  std::vector<Subject> subjects = FindSubjects(input, every, what);
  if (subjects.size() == 1) return Inquiry(input, every, subjects[0]).Run();
  if (!subjects.empty()) return AskForPath(what, subjects);
  std::string unit = UnitNameOf(*input.tree, what);
  if (IsWholeUnit(every.placement(), unit) ||
      IsWholeUnit(*input.placement, unit)) {
    return PointToUnit(*input.tree, std::move(unit));
  }
  return ExplainUnnamed(input, every, what);
}

}  // namespace kplace
