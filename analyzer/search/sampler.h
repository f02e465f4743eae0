// sampler.h - configurations of a tree at random, all different.
//
// Each option gets a value at random, and the solver keeps of it what the rules
// allow.  Every configuration can come, but not all are equally likely.

#ifndef KPLACE_ANALYZER_SEARCH_SAMPLER_H_
#define KPLACE_ANALYZER_SEARCH_SAMPLER_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "analyzer/search/solver.h"
#include "kbuildparse/kconfig/model/model.h"

namespace kplace {

struct Sample {
  Answer answer = Answer::kUnknown;  ///< kNo: there are no more
  kconfig::UserValues user;          ///< of kYes: every option set
  std::string doubt;                 ///< of kUnknown
};

class Sampler {
 public:
  /// See Model; `user` is not looked at.  The same seed gives the same
  /// configurations.
  Sampler(const kconfig::ModelInputs& inputs, uint64_t seed);

  /// In all of them these conditions hold; before the first Next().
  void Require(kconfig::FormulaNo condition);

  /// One that has not come yet.
  Sample Next();

 private:
  void Shuffle();
  void Exclude();
  kconfig::UserValues ReadUser();

  kconfig::ModelInputs inputs_;
  kconfig::Model model_;
  Solver solver_;
  std::mt19937_64 random_;
  std::vector<Literal> required_;
};

}  // namespace kplace

#endif  // KPLACE_ANALYZER_SEARCH_SAMPLER_H_
