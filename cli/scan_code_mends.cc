#include "cli/scan_code_mends.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "analyzer/mend/rewrite_mend.h"
#include "analyzer/scan/scan_search.h"
#include "analyzer/search/presence_formula.h"
#include "analyzer/unknowns.h"
#include "cli/scan_mends.h"
#include "kbuildparse/kbuildparse.h"
#include "kbuildparse/kconfig/condition_text.h"
#include "support/overlay_file_system.h"
#include "support/path.h"
#include "support/text.h"

namespace kplace::cli {
namespace {

using kconfig::FormulaNo;

/// The tree of `core` with one makefile changed, evaluated for every
/// configuration.
class ChangedTree {
 public:
  ChangedTree(ScanCore& core, const FileSystem& files, const Mend& mend)
      : files_(files, {{NormalizePath(JoinPath(
                            core.session().build().source_dir, mend.file)),
                        mend.text}}),
        placement_(LoadPlacement(core.session().build(), files_, sources_,
                                 conditions_, sink_, core.options().jobs)),
        every_(Input(core)),
        presences_(every_.placement(), every_.conditions(), core.presences()) {}

  const Presences& presences() const { return presences_; }
  ConditionStore& conditions() const { return every_.conditions(); }

 private:
  AnalysisInput Input(ScanCore& core) {
    AnalysisInput input = InputForAll(core.session(), files_, placement_,
                                      conditions_, core.options().jobs);
    input.sources = &sources_;
    input.sink = &sink_;
    return input;
  }

  OverlayFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
  ConditionStore conditions_;
  PlacementTable placement_;
  EveryConfiguration every_;
  Presences presences_;
};

/// When what `question` speaks of still fails.
Condition StillViolated(const ScanQuestion& question, Questioner& after,
                        ConditionStore& conditions) {
  Condition any = Condition::False();
  for (const SymbolNeed& need : question.needs) {
    for (const ScanQuestion& asked : after.Of(need.referrer)) {
      if (asked.needs.front().definers == need.definers) {
        any = conditions.Or(any, asked.maybe_violated);
      }
    }
  }
  return any;
}

std::string OpenedText(const ScanEvidence& evidence, const SymbolNeed& need) {
  std::vector<std::string> names;
  for (SymbolId symbol : need.symbols) {
    names.push_back(Printable(evidence.symbols[symbol]));
  }
  return fmt::format("{}, then built in, needs {} of {}",
                     Printable(evidence.objects[need.referrer].path),
                     FirstFew(names),
                     Printable(evidence.objects[need.definers.front()].path));
}

}  // namespace

TriedMend TryRewrite(ScanCore& core, const FileSystem& files,
                     const ScanQuestion& question, const Gate& definer) {
  TriedMend tried;
  Result<Mend> mend = MakeRewrite(definer, core.session().sources());
  if (!mend) {
    tried.mend.option = definer.option;
    tried.mend.line = "subst m,y";
    tried.details = {mend.error().message};
    return tried;
  }
  tried.mend = std::move(*mend);
  const ChangedTree changed(core, files, tried.mend);
  Questioner before(core.evidence(), core.presences(), core.conditions(),
                    core.Where());
  Questioner after(core.evidence(), changed.presences(), changed.conditions(),
                   core.Where());
  const Condition still = StillViolated(question, after, changed.conditions());
  const std::vector<OpenedBy> needs = NeedsOfDefiners(question, before, after);
  PresenceFormulas old_tree(core.conditions(), core.session().symbols());
  PresenceFormulas new_tree(changed.conditions(), core.session().symbols());
  const FormulaNo violated = new_tree.Of(still);
  std::vector<std::array<FormulaNo, 2>> opened;
  for (const OpenedBy& need : needs) {
    opened.push_back({new_tree.Of(need.after.maybe_violated),
                      old_tree.Of(core.conditions().Not(need.before))});
  }
  ScanSearch search(core.Input());
  SetOutcome(search.Find({&violated, 1}), tried);
  for (size_t i = 0; i < needs.size(); ++i) {
    if (search.Find(opened[i]).answer == Answer::kNo) continue;
    tried.opens.push_back(
        OpenedText(core.evidence(), needs[i].after.needs.front()));
  }
  return tried;
}

TriedMend TryGuarding(ScanCore& core, const ScanQuestion& question,
                      const Gates& gates, const std::string& used) {
  TriedMend tried;
  tried.mend.option = gates.referrer->option;
  tried.mend.line = fmt::format(
      "#if IS_REACHABLE(CONFIG_{}) around {}", gates.definer->option,
      used.empty() ? "every use" : used + " and every other use");
  kconfig::SymbolTable& symbols = core.session().symbols();
  const FormulaNo violated =
      PresenceFormulas(core.conditions(), symbols).Of(question.maybe_violated);
  auto reachable =
      kconfig::ReadCondition(gates.definer->option + "=y", symbols);
  if (!reachable) {
    tried.details = {reachable.error().message};
    return tried;
  }
  const std::array<FormulaNo, 2> compiled = {violated, *reachable};
  SetOutcome(ScanSearch(core.Input()).Find(compiled), tried);
  return tried;
}

}  // namespace kplace::cli
