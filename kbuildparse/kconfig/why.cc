#include "kbuildparse/kconfig/why.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace kplace::kconfig {
namespace {

using Kind = Property::Kind;

// Options like CRC32 have dozens of selectors; three make the point.
constexpr size_t kMaxNamed = 3;

TristateRange Smaller(TristateRange a, TristateRange b) {
  return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

/// The selects (or implies) that lend something, strongest first, otherwise in
/// the order of the tree.
std::vector<ActiveSelect> ActiveSelects(const std::vector<Selector>& selectors,
                                        const Configuration& config,
                                        bool imply) {
  std::vector<ActiveSelect> active;
  for (const Selector& selector : selectors) {
    if (selector.imply != imply) continue;
    Tristate own = TristateOf(ValueOfOption(config, selector.by));
    TristateRange lends =
        Smaller({own, own}, EvaluateRange(selector.condition, config));
    lends = Smaller(lends, EvaluateRange(selector.dependency, config));
    if (lends.high == Tristate::kNo) continue;
    active.push_back(
        {selector.by, lends.high, selector.where, !lends.certain()});
  }
  std::stable_sort(active.begin(), active.end(),
                   [](const ActiveSelect& a, const ActiveSelect& b) {
                     if (a.by_value != b.by_value) {
                       return a.by_value > b.by_value;
                     }
                     return !a.uncertain && b.uncertain;
                   });
  return active;
}

bool Possible(const ExprPtr& expr, const Configuration& config) {
  return EvaluateRange(expr, config).high != Tristate::kNo;
}

/// The first of `dependency`'s operands that is n.
ExprPtr FirstFalse(const ExprPtr& dependency, const Configuration& config) {
  for (const ExprPtr& part : Conjuncts(dependency)) {
    if (!Possible(part, config)) return part;
  }
  return nullptr;
}

/// What keeps one definition from being set; null when nothing does.
ExprPtr Missing(const Definition& definition, const Configuration& config,
                SourceLoc& where) {
  for (const Property& property : definition.properties) {
    if (property.kind != Kind::kDepends) continue;
    where = property.where;
    if (auto part = FirstFalse(DependencyOf(property), config)) return part;
  }
  where = SourceLoc();
  return FirstFalse(definition.enclosing, config);
}

void LookAtProperties(const Definition& definition, const Configuration& config,
                      Explanation& story) {
  for (const Property& property : definition.properties) {
    if (!Possible(property.condition, config)) continue;
    if (property.kind == Kind::kDefault) story.defaults.push_back(&property);
    if (property.kind == Kind::kPrompt &&
        Possible(definition.visible, config)) {
      story.has_prompt = true;
    }
  }
}

void LookAtDefinitions(const Tree& tree, const Configuration& config,
                       Explanation& story) {
  bool blocked = true;
  for (const Definition* definition : tree.DefinitionsOf(story.option)) {
    story.defined_at.push_back(definition->where);
    SourceLoc where;
    ExprPtr missing = Missing(*definition, config, where);
    if (missing == nullptr) {
      blocked = false;
      LookAtProperties(*definition, config, story);
    } else if (story.missing_dependency.empty()) {
      story.missing_dependency = ToText(missing);
      story.missing_at = where;
    }
  }
  if (!blocked) {
    story.missing_dependency.clear();
    story.missing_at = SourceLoc();
  }
}

std::string NameSelects(const std::vector<ActiveSelect>& selects,
                        const SourceFiles& sources) {
  std::string names;
  size_t named = std::min(selects.size(), kMaxNamed);
  for (size_t i = 0; i < named; ++i) {
    const ActiveSelect& select = selects[i];
    if (i != 0) names += ", ";
    names += fmt::format("{}={} ({}{})", select.by, Letter(select.by_value),
                         sources.Format(select.where),
                         select.uncertain ? ", if a macro allows it" : "");
  }
  if (selects.size() > named) {
    names += fmt::format(" and {} more", selects.size() - named);
  }
  return names;
}

std::string SelectedText(const Explanation& story, const SourceFiles& sources) {
  std::string text = "selected by " + NameSelects(story.selects, sources);
  bool tristate = story.type != OptionType::kBool;
  if (tristate && story.selects.front().by_value == Tristate::kModule) {
    text += "; nothing built in selects it";
  }
  return text;
}

std::string DefaultText(const Property& property, const SourceFiles& sources) {
  return fmt::format("{} ({})", ToText(property.value),
                     sources.Format(property.where));
}

std::string NotSetText(const Explanation& story, const SourceFiles& sources) {
  if (!story.missing_dependency.empty()) {
    std::string place;
    if (story.missing_at.valid()) {
      place = fmt::format(" ({})", sources.Format(story.missing_at));
    }
    return fmt::format("not set; depends on {}, which is n{}",
                       story.missing_dependency, place);
  }
  if (!story.selects.empty() && !story.selects.front().uncertain) {
    return "not set, although selected by " +
           NameSelects(story.selects, sources);
  }
  std::string text = "not set; ";
  if (!story.has_prompt) text += "it has no prompt and ";
  text += "nothing selects it";
  if (!story.defaults.empty()) {
    text += fmt::format("; its default is {}",
                        DefaultText(*story.defaults.front(), sources));
  }
  return text;
}

std::string ChosenText(const Explanation& story, const SourceFiles& sources) {
  std::string text = "chosen in .config";
  if (story.set_at.valid()) {
    text += fmt::format(" (line {})", story.set_at.line);
  }
  if (!story.defaults.empty()) {
    text += fmt::format("; its default is {}",
                        DefaultText(*story.defaults.front(), sources));
  }
  if (!story.selects.empty()) {
    text += "; selected only by " + NameSelects(story.selects, sources);
  }
  return text;
}

}  // namespace

bool Explanation::IsSelected() const {
  if (selects.empty() || value == "n") return false;
  if (type == OptionType::kBool) return value == "y";
  return selects.front().by_value >= TristateOf(value);
}

std::string Explanation::Sentence(const SourceFiles& sources) const {
  if (defined_at.empty()) return "not defined by any Kconfig file";
  if (value == "n") return NotSetText(*this, sources);
  if (IsSelected()) return SelectedText(*this, sources);
  if (has_prompt) return ChosenText(*this, sources);
  if (!implies.empty()) return "implied by " + NameSelects(implies, sources);
  if (!defaults.empty()) {
    return fmt::format("default {}", DefaultText(*defaults.front(), sources));
  }
  return "set in .config, but no Kconfig line accounts for it";
}

Explanation Explain(const Tree& tree, const Configuration& config,
                    std::string_view option) {
  Explanation story;
  story.option = option;
  story.value = ValueOfOption(config, option);
  std::string name = "CONFIG_";
  name += option;
  if (const auto* setting = config.Find(name)) story.set_at = setting->where;
  story.type = tree.TypeOf(option);
  std::vector<Selector> selectors = tree.SelectorsOf(option);
  story.selects = ActiveSelects(selectors, config, false);
  story.implies = ActiveSelects(selectors, config, true);
  LookAtDefinitions(tree, config, story);
  if (story.value != "n") {
    story.missing_dependency.clear();
    story.missing_at = SourceLoc();
  }
  return story;
}

}  // namespace kplace::kconfig
