#include "analyzer/explain/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analyzer/explain/absent.h"
#include "analyzer/explain/directory.h"
#include "analyzer/explain/parts.h"
#include "analyzer/explain/symbol.h"
#include "analyzer/select/object_names.h"
#include "kbuildparse/kconfig/why.h"

namespace kplace {
namespace {

/// "CONFIG_VFIO=y CONFIG_PCI=m", or nothing.
std::string OptionsText(const std::vector<OptionSetting>& options) {
  std::string text;
  for (const OptionSetting& option : options) {
    if (!text.empty()) text += ' ';
    text += option.name;
    if (!option.value.empty()) text += '=' + option.value;
  }
  return text;
}

/// Lines that put something into vmlinux although their option is m: the chain
/// of a built-in row in which an option is m and none of the line's is y.
std::vector<const Reason*> Rewrites(const std::vector<Reason>& chain) {
  std::vector<const Reason*> rewrites;
  for (const Reason& reason : chain) {
    bool any_m = false;
    bool any_y = false;
    for (const OptionSetting& option : reason.options) {
      any_m = any_m || option.value == "m";
      any_y = any_y || option.value == "y";
    }
    if (any_m && !any_y) rewrites.push_back(&reason);
  }
  return rewrites;
}

/// "CONFIG_HYPERV is m; drivers/Makefile:172 and drivers/hv/Makefile:16 put it
/// into vmlinux all the same".
std::string RewriteFact(const AnalysisInput& input, const Placement& row) {
  if (row.kind != PlacementKind::kBuiltIn) return {};
  std::vector<Reason> chain = input.placement->Chain(row.because);
  std::vector<const Reason*> rewrites = Rewrites(chain);
  if (rewrites.empty()) return {};
  std::string places;
  for (const Reason* reason : rewrites) {
    if (!places.empty()) places += reason == rewrites.back() ? " and " : ", ";
    places += input.sources->Format(reason->where);
  }
  return fmt::format("{}, yet {} {} it into vmlinux",
                     OptionsText(rewrites.back()->options), places,
                     rewrites.size() == 1 ? "puts" : "put");
}

// ---------------------------------------------------------------- objects

bool ExplainObject(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  std::string object = ObjectNameOf(*input.tree, what);
  std::vector<size_t> rows = input.placement->RowsOf(object);
  if (rows.empty()) return false;
  story.kind = SubjectKind::kObject;
  story.subject = object;
  for (size_t i : rows) {
    const Placement& row = input.placement->rows()[i];
    story.parts.push_back(PartOf(input, row));
    if (std::string fact = RewriteFact(input, row); !fact.empty()) {
      story.facts.push_back(std::move(fact));
    }
  }
  return true;
}

// ---------------------------------------------------------------- modules

bool ExplainModule(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  std::vector<std::string> units = input.placement->Modules();
  std::string name = ModuleNameOf(*input.tree, what);
  std::erase_if(
      units, [&](const std::string& unit) { return !MeansModule(name, unit); });
  if (units.empty()) return false;
  if (units.size() > 1) {
    std::sort(units.begin(), units.end());
    story.facts.push_back(
        fmt::format("{} modules have that name, give the path of one: {}",
                    units.size(), fmt::join(units, ", ")));
    return true;
  }
  std::vector<size_t> rows = input.placement->RowsInUnit(units[0]);
  story.kind = SubjectKind::kModule;
  story.subject = units[0];
  story.facts.push_back(fmt::format("{} is linked from {} object{}", units[0],
                                    rows.size(), rows.size() == 1 ? "" : "s"));
  for (size_t i : rows) {
    story.parts.push_back(PartOf(input, input.placement->rows()[i]));
  }
  return true;
}

// ---------------------------------------------------------------- options

bool Mentions(const std::vector<Reason>& chain, std::string_view option) {
  return std::any_of(chain.begin(), chain.end(), [&](const Reason& reason) {
    return std::any_of(
        reason.options.begin(), reason.options.end(),
        [&](const OptionSetting& o) { return o.name == option; });
  });
}

bool ExplainOption(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  std::string option = OptionNameOf(what);
  const Configuration& config = input.tree->config;
  const kconfig::Tree* kconfig = input.kconfig ? input.kconfig() : nullptr;
  std::string_view bare = BareOption(option);
  bool defined = kconfig != nullptr && !kconfig->DefinitionsOf(bare).empty();
  if (config.Find(option) == nullptr && !defined) return false;

  story.kind = SubjectKind::kOption;
  story.subject = option;
  story.facts.push_back(fmt::format("{}={}", option, config.ValueOf(option)));
  if (defined) {
    kconfig::Explanation why = kconfig::Explain(*kconfig, config, bare);
    story.facts.push_back("why: " + why.Sentence(*input.sources));
  }
  // In link order, so that what one line places stays together.
  for (const Placement& row : input.placement->rows()) {
    if (!Mentions(input.placement->Chain(row.because), option)) continue;
    story.parts.push_back(PartOf(input, row));
  }
  SortByUnit(story.parts);
  story.facts.push_back(story.parts.empty()
                            ? "no object that is built hangs on it"
                            : "what hangs on it: " + CountText(story.parts));
  return true;
}

}  // namespace

const char* Name(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kObject:
      return "object";
    case SubjectKind::kModule:
      return "module";
    case SubjectKind::kOption:
      return "option";
    case SubjectKind::kDirectory:
      return "directory";
    case SubjectKind::kSymbol:
      return "symbol";
    case SubjectKind::kUnit:
      return "unit";
    case SubjectKind::kNothing:
      return "nothing";
  }
  return "nothing";
}

std::vector<Because> BecauseOf(const std::vector<Reason>& reasons,
                               const std::string& subject,
                               const std::string& verdict,
                               const SourceFiles& sources) {
  std::vector<Because> chain;
  for (const Reason& reason : reasons) {
    Because because;
    because.subject = subject;
    because.verdict = verdict;
    if (reason.where.valid()) {
      because.evidence.file = sources.Path(reason.where.file);
      because.evidence.line = reason.where.line;
      because.evidence.text = sources.LogicalLine(reason.where);
    }
    because.evidence.options = OptionsText(reason.options);
    chain.push_back(std::move(because));
  }
  return chain;
}

std::vector<Because> BecauseOf(const PlacementTable& table,
                               const Placement& row,
                               const SourceFiles& sources) {
  return BecauseOf(table.Chain(row.because), row.object, VerdictOf(table, row),
                   sources);
}

std::string VerdictOf(const PlacementTable& table, const Placement& row) {
  if (row.kind != PlacementKind::kArchive) return "is in " + row.unit;
  switch (table.UseOf(row.unit)) {
    case ArchiveUse::kWhole:
      return "is in " + row.unit + ", which is linked whole into vmlinux";
    case ArchiveUse::kOnDemand:
      return "is in " + row.unit + ", from which vmlinux takes what it needs";
    case ArchiveUse::kNotLinked:
      break;
  }
  for (ArchiveUse use : {ArchiveUse::kWhole, ArchiveUse::kOnDemand}) {
    if (table.LinkedWhen(row.unit, use).IsFalse()) continue;
    return "is in " + row.unit +
           ", which vmlinux is linked with in some configurations";
  }
  return "is in " + row.unit + ", which vmlinux is not linked with";
}

Story Explain(const AnalysisInput& input, std::string_view what) {
  Story story;
  story.subject = what;
  if (what.empty()) {
    story.facts.emplace_back(
        "an empty name: give an object, a source file, a directory, a module, "
        "an option or a symbol");
    return story;
  }
  bool option_first = what.starts_with("CONFIG_");
  std::vector<std::string> near;
  if ((option_first && ExplainOption(input, what, story)) ||
      ExplainObject(input, what, story) || ExplainModule(input, what, story) ||
      ExplainDirectory(input, what, story) ||
      (!option_first && ExplainOption(input, what, story)) ||
      ExplainLinesOfAbsent(input, what, story) ||
      ExplainSymbol(input, what, story) ||
      ExplainPossible(input, what, story, &near)) {
    return story;
  }
  std::string fact = fmt::format(
      "nothing in this build is called {}: no object that is linked or that a "
      "Makefile names, no directory, no module, no option, no symbol of an "
      "object that was built",
      what);
  if (!near.empty()) {
    fact += fmt::format("; did you mean {}?", fmt::join(near, ", "));
  }
  story.facts.push_back(std::move(fact));
  return story;
}

}  // namespace kplace
