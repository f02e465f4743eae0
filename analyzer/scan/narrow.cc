#include "analyzer/scan/narrow.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "analyzer/select/path_pattern.h"
#include "support/path.h"

namespace kplace {
namespace {

/// Whether one side of the question is where `pattern` says.
bool Touches(const PathPattern& pattern, const ScanEvidence& evidence,
             const ScanQuestion& question) {
  auto there = [&](EvidenceNo number) {
    const EvidenceObject& object = evidence.objects[number];
    return pattern.Covers(object.path) ||
           std::any_of(object.units.begin(), object.units.end(),
                       [&](const auto& unit) { return pattern.Covers(unit); });
  };
  return std::any_of(
      question.needs.begin(), question.needs.end(), [&](const SymbolNeed& n) {
        return there(n.referrer) ||
               std::any_of(n.definers.begin(), n.definers.end(), there);
      });
}

std::string KeyOf(const ScanEvidence& evidence, const SymbolNeed& need,
                  SymbolId symbol) {
  std::set<std::string> definers;
  for (EvidenceNo definer : need.definers) {
    definers.insert(evidence.objects[definer].path);
  }
  std::string key =
      evidence.objects[need.referrer].path + ' ' + evidence.symbols[symbol];
  for (const std::string& definer : definers) key += ' ' + definer;
  return key;
}

}  // namespace

std::vector<std::string> Narrow(const ScanFilter& filter,
                                const ScanEvidence& evidence,
                                const ConditionStore& conditions,
                                ScanQuestions& questions) {
  if (filter.paths.empty() && filter.options.empty()) return {};
  std::vector<bool> chosen(questions.open.size());
  std::vector<std::string> idle;
  auto choose = [&](const std::string& word,
                    const std::function<bool(const ScanQuestion&)>& answers) {
    bool any = false;
    for (size_t i = 0; i < chosen.size(); ++i) {
      if (!answers(questions.open[i])) continue;
      chosen[i] = any = true;
    }
    if (!any) idle.push_back(word);
  };
  for (const std::string& path : filter.paths) {
    const PathPattern pattern(NormalizePath(path));
    choose(path, [&](const ScanQuestion& question) {
      return Touches(pattern, evidence, question);
    });
  }
  for (const std::string& word : filter.options) {
    const std::string option =
        word.starts_with("CONFIG_") ? word : "CONFIG_" + word;
    choose(word, [&](const ScanQuestion& question) {
      auto options = conditions.OptionsOf(question.maybe_violated);
      return std::find(options.begin(), options.end(), option) != options.end();
    });
  }
  size_t next = 0;
  std::erase_if(questions.open,
                [&](const ScanQuestion&) { return !chosen[next++]; });
  return idle;
}

std::set<std::string> ReachableNeeds(const ScanEvidence& evidence,
                                     const std::vector<ScanQuestion>& questions,
                                     const std::vector<SearchResult>& answers) {
  std::set<std::string> reachable;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].answer == Answer::kNo) continue;
    for (const SymbolNeed& need : questions[i].needs) {
      for (SymbolId symbol : need.symbols) {
        reachable.insert(KeyOf(evidence, need, symbol));
      }
    }
  }
  return reachable;
}

size_t DropKnown(const std::set<std::string>& known,
                 const ScanEvidence& evidence,
                 std::vector<ScanQuestion>& questions,
                 std::vector<SearchResult>& answers) {
  size_t dropped = 0;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].answer == Answer::kNo) continue;
    for (SymbolNeed& need : questions[i].needs) {
      dropped += std::erase_if(need.symbols, [&](SymbolId symbol) {
        return known.contains(KeyOf(evidence, need, symbol));
      });
    }
    std::erase_if(questions[i].needs,
                  [](const SymbolNeed& need) { return need.symbols.empty(); });
    if (questions[i].needs.empty()) answers[i].answer = Answer::kNo;
  }
  return dropped;
}

}  // namespace kplace
