#include "analyzer/scan/open_guards.h"

#include <compare>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "analyzer/scan/scan_search.h"
#include "analyzer/search/presence_formula.h"
#include "kbuildparse/kconfig/condition_text.h"

namespace kplace {
namespace {

using kconfig::FormulaNo;

/// Tries of one question, with the same number of guards.
constexpr size_t kMostTries = 6;
/// How many guards are opened at once.
constexpr int kMostTogether = 3;

/// Guards to be open together, by what opens each.
struct Try {
  size_t question = 0;
  std::set<std::string> openers;

  friend auto operator<=>(const Try&, const Try&) = default;
};

class PastGuards {
 public:
  PastGuards(const OpenGuardsInput& input, std::vector<SearchResult>& answers,
             std::vector<Guards>& guards)
      : input_(input), answers_(answers), guards_(guards) {}

  void Run() {
    for (size_t i = 0; i < guards_.size(); ++i) {
      if (guards_[i].all && answers_[i].answer == Answer::kYes) {
        Plan({i, {}}, guards_[i].openers);
      }
    }
    for (int together = 1; together <= kMostTogether; ++together) {
      if (planned_.empty()) break;
      RunPlanned();
    }
  }

 private:
  /// One more guard than `before` has.
  void Plan(const Try& before, const std::set<std::string>& openers) {
    for (const std::string& opener : openers) {
      Try next = before;
      const bool more = next.openers.insert(opener).second;
      if (!more || planned_of_[next.question] == kMostTries) continue;
      if (planned_.insert(std::move(next)).second) {
        ++planned_of_[before.question];
      }
    }
  }

  void RunPlanned() {
    const std::set<Try> tries = std::exchange(planned_, {});
    planned_of_.clear();
    const std::vector<SearchResult> found = Search(tries);
    size_t n = 0;
    for (const Try& each : tries) {
      const SearchResult& witness = found[n++];
      Guards& guards = guards_[each.question];
      if (!guards.all || witness.answer != Answer::kYes) continue;
      Guards read = input_.read(each.question, witness);
      if (read.all) {
        Plan(each, read.openers);
        continue;
      }
      answers_[each.question] = witness;
      guards = std::move(read);
    }
    std::erase_if(planned_, [this](const Try& each) {
      return !guards_[each.question].all;
    });
  }

  /// In step with the tries; kUnknown where an opener cannot be read.
  std::vector<SearchResult> Search(const std::set<Try>& tries) const {
    // All formulas first: the model is of the table as it is then.
    const ScanInput& scan = input_.scan;
    PresenceFormulas presence(scan.conditions, scan.symbols);
    std::vector<std::vector<FormulaNo>> wanted;
    for (const Try& each : tries) {
      wanted.push_back({presence.Of(input_.questions[each.question].violated)});
      for (const std::string& opener : each.openers) {
        auto formula = kconfig::ReadCondition(opener, scan.symbols);
        if (!formula) {
          wanted.back().clear();
          break;
        }
        wanted.back().push_back(*formula);
      }
    }
    ScanSearch search(scan);
    std::vector<SearchResult> found;
    for (const std::vector<FormulaNo>& conditions : wanted) {
      found.push_back(conditions.empty() ? SearchResult()
                                         : search.Find(conditions));
    }
    return found;
  }

  const OpenGuardsInput& input_;
  std::vector<SearchResult>& answers_;
  std::vector<Guards>& guards_;
  std::set<Try> planned_;
  std::map<size_t, size_t> planned_of_;  ///< by question
};

}  // namespace

void LookPastGuards(const OpenGuardsInput& input,
                    std::vector<SearchResult>& answers,
                    std::vector<Guards>& guards) {
  PastGuards(input, answers, guards).Run();
}

}  // namespace kplace
