#include "analyzer/scan/since.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "analyzer/scan/scan_search.h"
#include "analyzer/search/presence_formula.h"

namespace kplace {
namespace {

using kconfig::FormulaNo;

/// The same for the same reference, whatever its numbers are.
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

/// By reference, the question of the earlier scan in which it could fail.
std::map<std::string, size_t> Reachable(const EarlierScan& earlier) {
  std::map<std::string, size_t> reachable;
  for (size_t i = 0; i < earlier.answers.size(); ++i) {
    if (earlier.answers[i].answer == Answer::kNo) continue;
    for (const SymbolNeed& need : earlier.questions[i].needs) {
      for (SymbolId symbol : need.symbols) {
        reachable.emplace(KeyOf(earlier.evidence, need, symbol), i);
      }
    }
  }
  return reachable;
}

/// A part of question `now` that could fail before, in question `then`.
struct KnownPart {
  size_t now = 0;
  size_t then = 0;
  std::vector<SymbolNeed> needs;
};

/// Takes them out of the questions.
std::vector<KnownPart> TakeKnown(const EarlierScan& earlier,
                                 const ScanEvidence& evidence,
                                 std::vector<ScanQuestion>& questions,
                                 std::vector<SearchResult>& answers) {
  const std::map<std::string, size_t> reachable = Reachable(earlier);
  std::map<std::pair<size_t, size_t>, KnownPart> parts;
  for (size_t i = 0; i < questions.size(); ++i) {
    if (answers[i].answer == Answer::kNo) continue;
    for (SymbolNeed& need : questions[i].needs) {
      std::map<size_t, SymbolNeed> known;
      std::erase_if(need.symbols, [&](SymbolId symbol) {
        auto then = reachable.find(KeyOf(evidence, need, symbol));
        if (then == reachable.end()) return false;
        SymbolNeed& part = known[then->second];
        part.referrer = need.referrer;
        part.definers = need.definers;
        part.symbols.push_back(symbol);
        return true;
      });
      for (auto& [then, part] : known) {
        KnownPart& place = parts[{i, then}];
        place.now = i;
        place.then = then;
        place.needs.push_back(std::move(part));
      }
    }
    std::erase_if(questions[i].needs,
                  [](const SymbolNeed& need) { return need.symbols.empty(); });
    if (questions[i].needs.empty()) answers[i].answer = Answer::kNo;
  }
  std::vector<KnownPart> all;
  for (auto& [unused, part] : parts) all.push_back(std::move(part));
  return all;
}

size_t References(const std::vector<SymbolNeed>& needs) {
  size_t count = 0;
  for (const SymbolNeed& need : needs) count += need.symbols.size();
  return count;
}

}  // namespace

size_t LeaveOutOld(const EarlierScan& earlier, const ScanEvidence& evidence,
                   const ScanInput& input, std::vector<ScanQuestion>& questions,
                   std::vector<SearchResult>& answers) {
  std::vector<KnownPart> parts =
      TakeKnown(earlier, evidence, questions, answers);
  PresenceFormulas now(input.conditions, input.symbols);
  PresenceFormulas then(earlier.conditions, input.symbols);
  std::vector<std::array<FormulaNo, 2>> wanted;
  for (const KnownPart& part : parts) {
    const Condition before = earlier.questions[part.then].violated;
    wanted.push_back({now.Of(questions[part.now].violated),
                      then.Of(earlier.conditions.Not(before))});
  }
  ScanSearch search(input);
  size_t old = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    SearchResult result = search.Find(wanted[i]);
    if (result.answer == Answer::kNo) {
      old += References(parts[i].needs);
      continue;
    }
    ScanQuestion question = questions[parts[i].now];
    question.needs = std::move(parts[i].needs);
    questions.push_back(std::move(question));
    answers.push_back(std::move(result));
  }
  return old;
}

}  // namespace kplace
