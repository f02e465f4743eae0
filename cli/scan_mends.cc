#include "cli/scan_mends.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "analyzer/search/configuration_search.h"
#include "analyzer/search/presence_formula.h"
#include "kbuildparse/kconfig/condition_text.h"
#include "kbuildparse/kconfig/user_values.h"
#include "support/overlay_file_system.h"
#include "support/path.h"

namespace kplace::cli {
namespace {

/// What is asked of a tree: the violation, and which values of both options go
/// together.
struct TreeAnswers {
  SearchResult violated;
  std::vector<std::string> pairs;  ///< "VFIO=y IOMMUFD_DRIVER=n"
};

/// Asks a session that has been opened.
TreeAnswers Ask(const MendInput& input, KconfigSession& session,
                Condition violated, const Gates& gates) {
  kconfig::SymbolTable& symbols = session.symbols();
  std::vector<kconfig::FormulaNo> conditions = {
      PresenceFormulas(input.conditions, symbols).Of(violated)};
  std::vector<std::string> texts = {""};
  if (gates.referrer && gates.definer &&
      gates.referrer->option != gates.definer->option) {
    for (char referrer : {'y', 'm', 'n'}) {
      for (char definer : {'y', 'm', 'n'}) {
        const std::string a =
            fmt::format("{}={}", gates.referrer->option, referrer);
        const std::string b =
            fmt::format("{}={}", gates.definer->option, definer);
        auto formula = kconfig::ReadCondition(a + " && " + b, symbols);
        if (!formula) continue;
        conditions.push_back(*formula);
        texts.push_back(a + ' ' + b);
      }
    }
  }
  kconfig::UserValues user =
      ReadUserValues(symbols, input.base, session.sink());
  user.resize(symbols.size());
  const kconfig::ModelInputs inputs{symbols, session.macros(), user};
  ConfigurationSearch search(inputs);
  TreeAnswers answers;
  answers.violated = search.Find({conditions.data(), 1});
  for (size_t i = 1; i < conditions.size(); ++i) {
    if (search.IsPossible(conditions[i]) != Answer::kNo) {
      answers.pairs.push_back(texts[i]);
    }
  }
  return answers;
}

TriedMend Try(const MendInput& input, Condition violated, const Gates& gates,
              const std::vector<std::string>& pairs, Mend mend) {
  TriedMend tried;
  tried.mend = std::move(mend);
  OverlayFileSystem files(
      input.files, {{NormalizePath(JoinPath(input.session.build().source_dir,
                                            tried.mend.file)),
                     tried.mend.text}});
  std::ostringstream complaints;
  KconfigSession session(files, input.options, complaints);
  const bool refused = session.Open().has_value();
  if (!session.recursions().empty()) {
    tried.outcome = TriedMend::Outcome::kRecursive;
    for (const kconfig::RecursionStep& step : session.recursions().front()) {
      tried.details.push_back(step.Text());
    }
    return tried;
  }
  if (refused || session.RefuseErrors()) {
    std::string said = complaints.str();
    tried.details = {said.substr(0, said.find('\n'))};
    return tried;
  }
  for (const Configuration* shown : input.facts) session.AddFacts(*shown);
  const TreeAnswers answers = Ask(input, session, violated, gates);
  SetOutcome(answers.violated, tried);
  for (const std::string& pair : pairs) {
    if (std::find(answers.pairs.begin(), answers.pairs.end(), pair) ==
        answers.pairs.end()) {
      tried.takes_away.push_back(pair);
    }
  }
  return tried;
}

}  // namespace

void SetOutcome(const SearchResult& violated, TriedMend& tried) {
  switch (violated.answer) {
    case Answer::kNo:
      tried.outcome = TriedMend::Outcome::kCloses;
      return;
    case Answer::kYes:
      tried.outcome = TriedMend::Outcome::kLeaves;
      for (const ConfigLine& line : violated.change) {
        tried.details.push_back(line.text);
      }
      return;
    case Answer::kUnknown:
      tried.details = {violated.doubt};
  }
}

std::vector<TriedMend> TryMends(const MendInput& input, Condition violated,
                                const Gates& gates,
                                const std::vector<std::string>& mends) {
  const std::vector<std::string> pairs =
      Ask(input, input.session, violated, gates).pairs;
  std::vector<TriedMend> all;
  for (const std::string& text : mends) {
    Result<Mend> mend =
        MakeMend(text, input.session.tree(), input.session.sources());
    if (mend) {
      all.push_back(Try(input, violated, gates, pairs, std::move(*mend)));
      continue;
    }
    TriedMend& failed = all.emplace_back();
    failed.mend.option = text.substr(0, text.find(':'));
    failed.details = {mend.error().message};
  }
  return all;
}

}  // namespace kplace::cli
