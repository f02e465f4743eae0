#include "analyzer/scan/narrow.h"

#include <algorithm>

#include "analyzer/select/path_pattern.h"
#include "support/path.h"

namespace kplace {
namespace {

/// Whether one side of the need is where one of `patterns` says; `hits` counts.
bool Touches(const std::vector<PathPattern>& patterns,
             const ScanEvidence& evidence, const SymbolNeed& need,
             std::vector<size_t>& hits) {
  auto is_there = [&](const PathPattern& pattern, EvidenceNo number) {
    const EvidenceObject& object = evidence.objects[number];
    return pattern.Covers(object.path) ||
           std::any_of(object.units.begin(), object.units.end(),
                       [&](const auto& unit) { return pattern.Covers(unit); });
  };
  bool touches = false;
  for (size_t i = 0; i < patterns.size(); ++i) {
    const bool here =
        is_there(patterns[i], need.referrer) ||
        std::any_of(need.definers.begin(), need.definers.end(),
                    [&](EvidenceNo n) { return is_there(patterns[i], n); });
    hits[i] += here ? 1 : 0;
    touches |= here;
  }
  return touches;
}

}  // namespace

std::vector<std::string> Narrow(const ScanFilter& filter,
                                const ScanEvidence& evidence,
                                const ConditionStore& conditions,
                                ScanQuestions& questions) {
  if (filter.paths.empty() && filter.options.empty()) return {};
  std::vector<PathPattern> patterns;
  for (const std::string& path : filter.paths) {
    patterns.emplace_back(NormalizePath(path));
  }
  std::vector<size_t> path_hits(filter.paths.size());
  std::vector<size_t> option_hits(filter.options.size());
  for (ScanQuestion& question : questions.open) {
    bool chosen = false;
    const auto options = conditions.OptionsOf(question.maybe_violated);
    for (size_t i = 0; i < filter.options.size(); ++i) {
      const std::string& word = filter.options[i];
      const std::string option =
          word.starts_with("CONFIG_") ? word : "CONFIG_" + word;
      if (std::find(options.begin(), options.end(), option) == options.end()) {
        continue;
      }
      ++option_hits[i];
      chosen = true;
    }
    if (chosen) continue;
    std::erase_if(question.needs, [&](const SymbolNeed& need) {
      return !Touches(patterns, evidence, need, path_hits);
    });
  }
  std::erase_if(questions.open, [](const ScanQuestion& question) {
    return question.needs.empty();
  });
  std::vector<std::string> idle;
  for (size_t i = 0; i < path_hits.size(); ++i) {
    if (path_hits[i] == 0) idle.push_back(filter.paths[i]);
  }
  for (size_t i = 0; i < option_hits.size(); ++i) {
    if (option_hits[i] == 0) idle.push_back(filter.options[i]);
  }
  return idle;
}

}  // namespace kplace
