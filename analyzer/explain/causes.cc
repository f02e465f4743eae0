#include "analyzer/explain/causes.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/explain/explain.h"
#include "kbuildparse/kconfig/why.h"

namespace kplace {
namespace {

constexpr std::string_view kPrefix = "CONFIG_";

/// Which file of the build names a member of a unit.
std::string WitnessOf(const std::string& unit) {
  if (!unit.ends_with(".ko")) return "vmlinux.a";
  return unit.substr(0, unit.size() - 3) + ".mod";
}

/// "CONFIG_A=y CONFIG_B=n"
std::string ValuesOf(const std::vector<std::string>& options,
                     const Configuration& config) {
  std::string text;
  for (const std::string& option : options) {
    if (!text.empty()) text += ' ';
    text += fmt::format("{}={}", option, config.ValueOf(option));
  }
  return text;
}

}  // namespace

const Placement* Causes::FindRow(const std::string& object,
                                 const std::string& unit) const {
  if (input_.placement == nullptr) return nullptr;
  for (size_t i : input_.placement->RowsOf(object)) {
    const Placement& row = input_.placement->rows()[i];
    bool archived = row.kind == PlacementKind::kArchive && unit == "vmlinux" &&
                    input_.placement->UseOf(row.unit) != ArchiveUse::kNotLinked;
    if (row.unit == unit || archived) return &row;
  }
  return nullptr;
}

std::vector<Because> Causes::Chain(const std::string& object,
                                   const std::string& unit) const {
  if (input_.placement == nullptr) return {};
  if (const Placement* row = FindRow(object, unit)) {
    return BecauseOf(*input_.placement, *row, *input_.sources);
  }
  Because because;
  because.subject = object;
  because.verdict = "is in " + unit;
  because.evidence.file = WitnessOf(unit);
  because.evidence.text = object;
  return {because};
}

std::string Causes::OptionOf(const std::string& object, const std::string& unit,
                             std::string_view value) const {
  const Placement* row = FindRow(object, unit);
  if (row == nullptr) return {};
  std::vector<Reason> chain = input_.placement->Chain(row->because);
  for (auto reason = chain.rbegin(); reason != chain.rend(); ++reason) {
    for (const OptionSetting& option : reason->options) {
      if (option.value == value) return option.name;
    }
  }
  return {};
}

ModuleCause Causes::AddWhyModule(const std::string& object,
                                 const std::string& unit,
                                 std::vector<Because>& because) const {
  ModuleCause cause;
  cause.option = OptionOf(object, unit, "m");
  Because why;
  why.subject = cause.option.empty() ? object : cause.option;
  why.verdict = "why m";
  if (cause.option.empty()) {
    if (FindRow(object, unit) == nullptr) return cause;
    why.sentence = "the makefile says obj-m, whatever the configuration";
    because.push_back(std::move(why));
    return cause;
  }
  const kconfig::Tree* tree = input_.kconfig ? input_.kconfig() : nullptr;
  std::string_view name =
      std::string_view(cause.option)
          .substr(cause.option.starts_with(kPrefix) ? kPrefix.size() : 0);
  if (tree == nullptr || tree->DefinitionsOf(name).empty()) {
    why.sentence = fmt::format("{}=m in .config", cause.option);
    because.push_back(std::move(why));
    return cause;
  }
  kconfig::Explanation story =
      kconfig::Explain(*tree, input_.tree->config, name);
  cause.has_prompt = story.has_prompt;
  why.sentence = story.Sentence(*input_.sources);
  why.evidence.options = cause.option + "=m";
  SourceLoc where;
  if (!story.selects.empty()) {
    where = story.selects.front().where;
  } else if (!story.defined_at.empty()) {
    where = story.defined_at.front();
  }
  if (where.valid()) {
    why.evidence.file = input_.sources->Path(where.file);
    why.evidence.line = where.line;
    why.evidence.text = input_.sources->LogicalLine(where);
  }
  because.push_back(std::move(why));
  return cause;
}

std::string Causes::AddDeclaration(const std::string& user,
                                   const std::string& definer,
                                   const std::string& symbol,
                                   const GuardJudge& judge,
                                   std::vector<Because>& because) {
  std::optional<DeclaredAt> declared =
      notes_.FindDeclaration(user, definer, symbol);
  if (!declared) return {};
  const HeaderGuard& guard = declared->guard;
  Because found;
  found.subject = symbol;
  found.verdict = "guard";
  found.evidence.file = declared->header;
  found.evidence.line = guard.line != 0 ? guard.line : guard.declared_at;
  found.evidence.text = guard.text;
  found.evidence.options = ValuesOf(guard.options, input_.tree->config);
  GuardJudgement judgement =
      judge(guard, "holds with " + found.evidence.options);
  found.sentence = std::move(judgement.sentence);
  std::string where =
      fmt::format("{}:{}", declared->header, found.evidence.line);
  because.push_back(std::move(found));
  return judgement.mendable ? where : std::string();
}

std::string Causes::AddGuard(const std::string& user,
                             const std::string& definer,
                             const std::string& symbol,
                             const std::string& option,
                             std::vector<Because>& because) {
  auto judge = [&](const HeaderGuard& guard, std::string holds) {
    bool by_option = !option.empty() || guard.line == 0;
    if (!by_option) return GuardJudgement{std::move(holds), false};
    std::string sentence = ExplainGuard(guard, option);
    bool mendable = sentence.find("IS_REACHABLE() is not") != std::string::npos;
    return GuardJudgement{std::move(sentence), mendable};
  };
  return AddDeclaration(user, definer, symbol, judge, because);
}

std::string Causes::AddGuardOfAbsent(const std::string& user,
                                     const std::string& definer,
                                     const std::string& symbol,
                                     const std::string& option,
                                     std::vector<Because>& because) {
  auto judge = [&](const HeaderGuard& guard, std::string holds) {
    bool asks = std::find(guard.options.begin(), guard.options.end(), option) !=
                guard.options.end();
    bool mendable = !option.empty() && !asks;
    if (guard.line == 0) {
      return GuardJudgement{ExplainGuard(guard, option), mendable};
    }
    if (!option.empty() && asks) {
      return GuardJudgement{"asks for " + option + ", which is n", mendable};
    }
    if (mendable) holds += " and does not ask for " + option;
    return GuardJudgement{std::move(holds), mendable};
  };
  return AddDeclaration(user, definer, symbol, judge, because);
}

}  // namespace kplace
