#include "analyzer/select/filter_misses.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "analyzer/select/every_configuration.h"
#include "analyzer/select/object_names.h"
#include "analyzer/select/path_pattern.h"
#include "analyzer/unknowns.h"
#include "support/glob.h"
#include "support/near_names.h"
#include "support/path.h"

namespace kplace {
namespace {

constexpr size_t kListedOneByOne = 5;

/// "; did you mean A, B?", or nothing.
std::string Suggestion(std::string_view name,
                       const std::vector<std::string>& candidates) {
  std::vector<std::string> near = NearNames(name, candidates);
  if (near.empty()) return {};
  return fmt::format("; did you mean {}?", fmt::join(near, ", "));
}

class Misses {
 public:
  explicit Misses(const AnalysisInput& input) : input_(input) {}

  FilterMiss Explain(const FilterWord& word) {
    switch (word.kind) {
      case FilterKind::kPath:
        return OfPath(word.text);
      case FilterKind::kUnit:
        return OfUnit(word.text);
      case FilterKind::kModule:
        return OfModule(word.text);
      case FilterKind::kOption:
        return OfOption(word.text);
      case FilterKind::kPlacement:
        break;
    }
    return {true, word.text};
  }

 private:
  /// What to say of a name that is right.
  FilterMiss Nowhere(const std::string& what, const std::string& name) const {
    if (!input_.tree->configured) {
      return {true, what +
                        " is placed by no configuration; kplace place "
                        "--conditions --why-not " +
                        name + " tells more"};
    }
    return {true, what +
                      " is in no unit of this build; kplace place "
                      "--why-not " +
                      name + " tells why"};
  }

  FilterMiss OfPath(const std::string& text) {
    std::string name = ObjectNameOf(*input_.tree, text);
    if (HasGlob(name)) return OfPattern(text, name);
    if (IsOutside(*input_.tree, name) && !IsAmongNames(name)) {
      return {false, text + " is outside of the tree"};
    }
    if (IsDirectory(name)) return OfDirectory(name);
    if (!SourcesOf(*input_.tree, *input_.files, name).empty() ||
        IsAmongNames(name)) {
      FilterMiss miss = Nowhere(name, name);
      miss.is_object = true;
      return miss;
    }
    if (input_.files->IsFile(JoinPath(input_.tree->source_dir, name))) {
      return {true, name + " is no object and no source of one"};
    }
    std::string of_kernel = KernelNameOf(*input_.tree, text);
    if (of_kernel != name &&
        IsOfKernel(*input_.tree, *input_.files, of_kernel)) {
      return {true, of_kernel +
                        " is the kernel's, and only the external module was "
                        "asked for (--extmod)"};
    }
    return {false, "no file, object or directory of this tree is called " +
                       text + Suggestion(name, Names())};
  }

  FilterMiss OfDirectory(const std::string& name) const {
    if (!input_.tree->configured) {
      return {true, "no configuration builds anything below " + name};
    }
    std::string message = "nothing below " + name + " is built";
    if (input_.tree->external_dir.empty()) {
      message += "; kplace explain " + name + "/ tells why";
    }
    return {true, std::move(message)};
  }

  FilterMiss OfPattern(const std::string& text, const std::string& name) {
    PathPattern pattern(name);
    std::string path = TreePathOf(*input_.tree, text);
    bool is_file = !IsOutside(*input_.tree, path) &&
                   !Glob(*input_.files, input_.tree->source_dir, path).empty();
    bool exists = is_file || std::any_of(Names().begin(), Names().end(),
                                         [&](const std::string& n) {
                                           return pattern.Covers(n);
                                         });
    if (exists) {
      return {true, "nothing that " + text + " matches is in a unit of " +
                        (input_.tree->configured ? "this build"
                                                 : "any configuration")};
    }
    return {false, "nothing in this tree matches " + text};
  }

  FilterMiss OfUnit(const std::string& text) {
    std::string name = UnitNameOf(*input_.tree, text);
    if (name == "vmlinux" || IsUnit(name)) {
      if (input_.tree->configured && name.ends_with(".ko")) {
        return Nowhere(name, name);
      }
      return {true, name + " has no object in this build"};
    }
    return {false, "no unit is called " + text + ", in no configuration" +
                       Suggestion(name, Units())};
  }

  FilterMiss OfModule(const std::string& text) {
    std::vector<std::string> modules = Every().placement().Modules();
    std::string name = ModuleNameOf(*input_.tree, text);
    for (const std::string& unit : modules) {
      if (MeansModule(name, unit)) return Nowhere(unit, unit);
    }
    if (name.find('/') == std::string::npos) {
      for (std::string& unit : modules) {
        unit = BaseName(unit);
        unit.resize(unit.size() - 3);
      }
    }
    return {false, "no module is called " + text + ", in no configuration" +
                       Suggestion(name, modules)};
  }

  FilterMiss OfOption(const std::string& text) const {
    std::string option = OptionNameOf(text);
    std::string none = "no object's place hangs on " + option;
    if (input_.tree->config.Find(option) != nullptr) {
      return {true, none + ", which is " +
                        std::string(input_.tree->config.ValueOf(option))};
    }
    const kconfig::Tree* kconfig = input_.kconfig ? input_.kconfig() : nullptr;
    if (kconfig == nullptr) {
      return {true, none + " (no Kconfig file could be read)"};
    }
    if (!kconfig->DefinitionsOf(BareOption(option)).empty()) {
      return {true, none};
    }
    std::vector<std::string> options;
    for (const auto& definition : kconfig->definitions()) {
      options.push_back(definition->option);
    }
    return {false, fmt::format("no Kconfig file of {} defines {}{}",
                               input_.tree->srcarch, option,
                               Suggestion(BareOption(option), options))};
  }

  bool IsDirectory(const std::string& name) const {
    return input_.files->IsDirectory(JoinPath(input_.tree->source_dir, name)) ||
           input_.files->IsDirectory(JoinPath(input_.tree->build_dir, name));
  }

  const EveryConfiguration& Every() {
    if (!every_) every_.emplace(input_);
    return *every_;
  }

  const std::vector<std::string>& Names() {
    if (!names_) names_ = Every().Names();
    return *names_;
  }

  bool IsAmongNames(const std::string& name) {
    return std::binary_search(Names().begin(), Names().end(), name);
  }

  bool IsUnit(const std::string& name) {
    return !Every().placement().RowsInUnit(name).empty();
  }

  std::vector<std::string> Units() {
    std::set<std::string> units;
    for (const Placement& row : Every().placement().rows()) {
      units.insert(row.unit);
    }
    return {units.begin(), units.end()};
  }

  const AnalysisInput& input_;
  std::optional<EveryConfiguration> every_;
  std::optional<std::vector<std::string>> names_;
};

/// A shell gives `drivers/net/*.c` as hundreds of names; the objects among them
/// that are nowhere are told together.
std::vector<FilterMiss> Joined(std::vector<FilterMiss> misses,
                               const std::vector<std::string>& names) {
  std::vector<std::string> right;
  for (size_t i = 0; i < misses.size(); ++i) {
    if (misses[i].is_object) right.push_back(names[i]);
  }
  if (right.size() <= kListedOneByOne) return misses;
  std::erase_if(misses, [](const FilterMiss& miss) { return miss.is_object; });
  misses.push_back({true, fmt::format("{} names are right and in no unit ({})",
                                      right.size(), FirstFew(right))});
  return misses;
}

}  // namespace

std::vector<FilterMiss> ExplainMisses(const AnalysisInput& input,
                                      const std::vector<FilterWord>& misses) {
  Misses search(input);
  std::vector<FilterMiss> explained;
  std::vector<std::string> names;
  for (const FilterWord& miss : misses) {
    explained.push_back(search.Explain(miss));
    names.push_back(miss.text);
  }
  return Joined(std::move(explained), names);
}

}  // namespace kplace
