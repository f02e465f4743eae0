#include "analyzer/search/smallest_change.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace kplace {
namespace {

// A core is made smaller as long as it costs next to nothing.
constexpr int kFewConflicts = 200;
constexpr size_t kSmallCore = 60;

/// Counts how many of some literals hold: output k (from 1 on) holds where k do
/// (O. Bailleux and Y. Boufkhad, "Efficient CNF Encoding of Boolean Cardinality
/// Constraints", CP 2003).
std::vector<Literal> Count(Solver& solver, std::span<const Literal> literals) {
  if (literals.size() == 1) return {literals[0]};
  std::vector<Literal> left =
      Count(solver, literals.first(literals.size() / 2));
  std::vector<Literal> right =
      Count(solver, literals.subspan(literals.size() / 2));
  std::vector<Literal> outputs;
  for (size_t i = 0; i < literals.size(); ++i) {
    outputs.push_back(solver.NewVariable());
    if (i > 0) solver.Add(std::vector<Literal>{-outputs[i], outputs[i - 1]});
  }
  for (size_t i = 0; i <= left.size(); ++i) {
    for (size_t j = 0; j <= right.size(); ++j) {
      if (i + j == 0) continue;
      std::vector<Literal> clause = {outputs[i + j - 1]};
      if (i > 0) clause.push_back(-left[i - 1]);
      if (j > 0) clause.push_back(-right[j - 1]);
      solver.Add(clause);
    }
  }
  return outputs;
}

class Search {
 public:
  Search(Solver& solver, std::span<const Literal> required,
         std::span<const Literal> wishes)
      : solver_(solver),
        required_(required),
        wishes_(wishes.begin(), wishes.end()) {}

  Answer Run() {
    if (Answer alone = SolveWith({}); alone != Answer::kYes) return alone;
    while (true) {
      Answer answer = SolveWith(wishes_);
      if (answer != Answer::kNo) return answer;
      Relax(Smaller(FailedWishes()));
    }
  }

 private:
  Answer SolveWith(const std::vector<Literal>& wishes, int conflicts = -1) {
    std::vector<Literal> assumptions(required_.begin(), required_.end());
    assumptions.insert(assumptions.end(), wishes.begin(), wishes.end());
    return solver_.Solve(assumptions, conflicts);
  }

  std::vector<Literal> FailedWishes() const {
    std::vector<Literal> failed;
    for (Literal literal : solver_.Failed()) {
      bool is_required = false;
      for (Literal other : required_) is_required |= other == literal;
      if (!is_required) failed.push_back(literal);
    }
    return failed;
  }

  /// Without the wishes that contradict nothing by themselves.
  std::vector<Literal> Smaller(std::vector<Literal> core) {
    // What is left when the others are gone is often much less.
    for (size_t before = core.size() + 1; core.size() < before;) {
      before = core.size();
      if (SolveWith(core, kFewConflicts) != Answer::kNo) break;
      core = FailedWishes();
    }
    if (core.size() > kSmallCore) return core;
    for (size_t i = 0; i < core.size() && core.size() > 1;) {
      std::vector<Literal> without = core;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      if (SolveWith(without, kFewConflicts) == Answer::kNo) {
        // Those before are needed, and still there.
        core = FailedWishes();
      } else {
        ++i;
      }
    }
    return core;
  }

  /// One of the core fails; more than one only if there is no other way.
  void Relax(const std::vector<Literal>& core) {
    std::vector<Literal> fails;
    for (Literal wish : core) {
      std::erase(wishes_, wish);
      fails.push_back(-wish);
      // It was that at most k fail: it may be one more.
      auto sum = sums_.find(wish);
      if (sum == sums_.end()) continue;
      auto [outputs, next] = sum->second;
      WishAtMost(outputs, next);
    }
    if (fails.size() < 2) return;
    all_outputs_.push_back(Count(solver_, fails));
    WishAtMost(all_outputs_.size() - 1, 1);
  }

  /// That no more than `most` of a sum hold.
  void WishAtMost(size_t sum, size_t most) {
    if (most >= all_outputs_[sum].size()) return;
    Literal wish = -all_outputs_[sum][most];
    wishes_.push_back(wish);
    sums_[wish] = {sum, most + 1};
  }

  Solver& solver_;
  std::span<const Literal> required_;
  std::vector<Literal> wishes_;
  std::vector<std::vector<Literal>> all_outputs_;
  std::unordered_map<Literal, std::pair<size_t, size_t>> sums_;
};

}  // namespace

Answer FindSmallestChange(Solver& solver, std::span<const Literal> required,
                          std::span<const Literal> wishes) {
  return Search(solver, required, wishes).Run();
}

}  // namespace kplace
