#include "analyzer/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analyzer/explain_symbol.h"
#include "kbuildparse/kbuild/absent.h"
#include "kbuildparse/kconfig/why.h"
#include "support/path.h"

namespace kplace {
namespace {

/// "CONFIG_VFIO=y CONFIG_PCI=m", or nothing.
std::string OptionsText(const std::vector<OptionSetting>& options) {
  std::string text;
  for (const OptionSetting& option : options) {
    if (!text.empty()) text += ' ';
    text += option.name + '=' + option.value;
  }
  return text;
}

StoryPart PartOf(const AnalysisInput& input, const Placement& row) {
  return {row.object, row.unit, VerdictOf(*input.placement, row),
          BecauseOf(*input.placement, row, *input.sources)};
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

/// "a/b.c" -> "a/b.o"; an object stays one.
std::string ObjectNameOf(std::string_view what) {
  for (std::string_view suffix : {".c", ".S", ".rs"}) {
    if (what.ends_with(suffix)) {
      what.remove_suffix(suffix.size());
      return NormalizePath(std::string(what) + ".o");
    }
  }
  return NormalizePath(what);
}

bool ExplainObject(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  std::string object = ObjectNameOf(input.tree->Display(what));
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

/// An object that no unit has: the lines that name it, and the option among
/// them that keeps it out.
bool ExplainAbsent(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  std::string object = ObjectNameOf(input.tree->Display(what));
  if (!object.ends_with(".o")) return false;
  ConditionStore conditions;
  AbsentObject absent = FindAbsentObject(*input.tree, *input.files,
                                         *input.sources, conditions, object);
  if (!absent.named) return false;
  story.kind = SubjectKind::kObject;
  story.subject = object;
  std::set<std::string> off;
  for (const Reason& reason : absent.because) {
    for (const OptionSetting& option : reason.options) {
      if (option.value == "n") off.insert(option.name + "=n");
    }
  }
  story.facts.push_back(
      off.empty() ? "no unit contains it"
                  : fmt::format("kept out by {}", fmt::join(off, ", ")));
  story.parts.push_back(
      {object, "", "is in no unit",
       BecauseOf(absent.because, object, "is in no unit", *input.sources)});
  return true;
}

// ---------------------------------------------------------------- modules

/// Module names do not tell "-" from "_".
std::string ModuleName(std::string_view path) {
  std::string name(BaseName(path));
  if (name.ends_with(".ko")) name.resize(name.size() - 3);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

bool ExplainModule(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  bool by_path = what.find('/') != std::string_view::npos;
  for (const std::string& unit : input.placement->Modules()) {
    if (by_path ? NormalizePath(what) != unit
                : ModuleName(what) != ModuleName(unit)) {
      continue;
    }
    std::vector<size_t> rows = input.placement->RowsInUnit(unit);
    story.kind = SubjectKind::kModule;
    story.subject = unit;
    story.facts.push_back(fmt::format("{} is linked from {} object{}", unit,
                                      rows.size(),
                                      rows.size() == 1 ? "" : "s"));
    for (size_t i : rows) {
      story.parts.push_back(PartOf(input, input.placement->rows()[i]));
    }
    return true;
  }
  return false;
}

// ---------------------------------------------------------------- options

bool Mentions(const std::vector<Reason>& chain, std::string_view option) {
  return std::any_of(chain.begin(), chain.end(), [&](const Reason& reason) {
    return std::any_of(
        reason.options.begin(), reason.options.end(),
        [&](const OptionSetting& o) { return o.name == option; });
  });
}

/// "of it 3 objects are in vmlinux and 12 in 2 modules".
std::string CountFact(const std::vector<StoryPart>& parts) {
  std::map<std::string, size_t> modules;
  size_t builtin = 0;
  size_t archived = 0;
  for (const StoryPart& part : parts) {
    if (part.unit == "vmlinux") {
      ++builtin;
    } else if (part.unit.ends_with(".ko")) {
      ++modules[part.unit];
    } else {
      ++archived;
    }
  }
  if (parts.empty()) return "no object that is built hangs on it";
  std::string text = fmt::format(
      "what hangs on it: {} object{} in vmlinux, {} in {} module{}", builtin,
      builtin == 1 ? "" : "s", parts.size() - builtin - archived,
      modules.size(), modules.size() == 1 ? "" : "s");
  if (archived != 0) text += fmt::format(", {} in archives", archived);
  return text;
}

bool ExplainOption(const AnalysisInput& input, std::string_view what,
                   Story& story) {
  constexpr std::string_view kPrefix = "CONFIG_";
  std::string option(what);
  if (!option.starts_with(kPrefix)) option.insert(0, kPrefix);
  const Configuration& config = input.tree->config;
  const kconfig::Tree* kconfig = input.kconfig ? input.kconfig() : nullptr;
  std::string_view bare = std::string_view(option).substr(kPrefix.size());
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
  std::stable_sort(story.parts.begin(), story.parts.end(),
                   [](const StoryPart& a, const StoryPart& b) {
                     bool a_first = a.unit == "vmlinux";
                     bool b_first = b.unit == "vmlinux";
                     return std::tie(b_first, a.unit) <
                            std::tie(a_first, b.unit);
                   });
  story.facts.push_back(CountFact(story.parts));
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
    case SubjectKind::kSymbol:
      return "symbol";
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
  bool option_first = what.starts_with("CONFIG_");
  if ((option_first && ExplainOption(input, what, story)) ||
      ExplainObject(input, what, story) || ExplainModule(input, what, story) ||
      (!option_first && ExplainOption(input, what, story)) ||
      ExplainAbsent(input, what, story) || ExplainSymbol(input, what, story)) {
    return story;
  }
  story.facts.push_back(
      fmt::format("nothing in this build is called {}: no object that is "
                  "linked or that a Makefile names, no module, no option, no "
                  "symbol of an object that was built",
                  what));
  return story;
}

}  // namespace kplace
