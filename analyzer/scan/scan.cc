#include "analyzer/scan/scan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>

#include "analyzer/scan/scan_search.h"
#include "analyzer/search/presence_formula.h"
#include "analyzer/search/witness.h"
#include "support/parallel.h"

namespace kplace {
namespace {

using kconfig::FormulaNo;

class Scan {
 public:
  explicit Scan(const ScanInput& input) : input_(input) {}

  std::vector<SearchResult> Run(const std::vector<ScanQuestion>& questions) {
    PresenceFormulas presence(input_.conditions, input_.symbols);
    for (const ScanQuestion& question : questions) {
      violated_.push_back(presence.Of(question.violated));
      maybe_.push_back(presence.Of(question.maybe_violated));
    }
    const std::vector<Answer> possible = WhichArePossible();
    // One search after the other, so that witnesses do not depend on threads.
    ScanSearch search(input_);
    std::vector<SearchResult> results(questions.size());
    for (size_t i = 0; i < questions.size(); ++i) {
      results[i].answer = possible[i];
      if (possible[i] != Answer::kNo) {
        results[i] = FindWitness(questions[i], i, search);
      }
    }
    return results;
  }

 private:
  /// Whether each may be violated; most may not, and that is told fast.
  std::vector<Answer> WhichArePossible() const {
    std::vector<Answer> answers(maybe_.size());
    const unsigned jobs = ThreadCount(input_.jobs);
    std::atomic<size_t> next = 0;
    std::atomic<size_t> done = 0;
    ParallelFor(jobs, jobs, [&](size_t) {
      ScanSearch search(input_);
      for (size_t i = next++; i < maybe_.size(); i = next++) {
        answers[i] = search.IsPossible(maybe_[i]);
        if (input_.progress) input_.progress(++done, maybe_.size());
      }
    });
    return answers;
  }

  SearchResult FindWitness(const ScanQuestion& question, size_t number,
                           ScanSearch& search) const {
    SearchResult result = search.Find({&violated_[number], 1});
    if (result.answer == Answer::kNo) {
      result.answer = Answer::kUnknown;
      result.doubt =
          "only where not all of its objects are built in, and which of them "
          "refers to the module is not known";
    }
    if (result.answer != Answer::kYes || Holds(question.violated, result)) {
      return result;
    }
    result.answer = Answer::kUnknown;
    result.doubt = fmt::format(
        "it rests on what only a program can tell: {}",
        fmt::join(input_.conditions.UnknownReasons(question.violated), ", "));
    return result;
  }

  /// The makefiles' condition itself, under what conf makes of the witness.
  bool Holds(Condition violated, const SearchResult& result) const {
    Witness witness(input_.symbols, input_.macros, result);
    auto value_of = [&](std::string_view option) {
      return witness.ValueOf(option);
    };
    return input_.conditions.Evaluate(violated, value_of) == Truth::kTrue;
  }

  const ScanInput& input_;
  std::vector<FormulaNo> violated_;
  std::vector<FormulaNo> maybe_;
};

}  // namespace

std::vector<SearchResult> Answers(const std::vector<ScanQuestion>& questions,
                                  const ScanInput& input) {
  return Scan(input).Run(questions);
}

}  // namespace kplace
