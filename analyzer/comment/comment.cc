#include "analyzer/comment/comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace kplace {
namespace {

std::vector<CommentEntry> EntriesOf(std::vector<ResultFinding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const ResultFinding& a, const ResultFinding& b) {
                     return a.level > b.level;
                   });
  std::map<std::tuple<std::string, std::string, std::string>, size_t> known;
  std::vector<CommentEntry> entries;
  for (ResultFinding& finding : findings) {
    auto [place, fresh] = known.try_emplace(
        {finding.name.code, finding.name.object, finding.help}, entries.size());
    if (fresh) entries.push_back({finding, {}});
    if (!finding.name.symbol.empty()) {
      entries[place->second].symbols.push_back(finding.name.symbol);
    }
  }
  return entries;
}

std::set<std::string> FidsOf(const CheckResult& result) {
  std::set<std::string> fids;
  for (const ResultFinding& finding : result.findings) {
    if (finding.state != FindingState::kWaived) fids.insert(finding.name.fid);
  }
  return fids;
}

}  // namespace

std::string Comment::Verdict() const {
  size_t new_findings = 0, known_findings = 0;
  for (const auto& [entries, count] :
       {std::pair(&news, &new_findings), {&known, &known_findings}}) {
    for (const CommentEntry& entry : *entries) {
      *count += std::max<size_t>(entry.symbols.size(), 1);
    }
  }
  std::string text = fmt::format("{} new, {} fixed, {} known", new_findings,
                                 fixed.size(), known_findings);
  if (waived != 0) text += fmt::format(", {} waived", waived);
  if (!unknowns.empty()) text += fmt::format("; {} not known", unknowns.size());
  return text;
}

Comment MakeComment(const CommentInput& input) {
  const std::set<std::string> before =
      input.base ? FidsOf(*input.base) : std::set<std::string>();
  Comment comment;
  std::vector<ResultFinding> news, known;
  for (const ResultFinding& finding : input.result.findings) {
    if (finding.state == FindingState::kWaived) {
      ++comment.waived;
    } else if (finding.level != FindingLevel::kNote) {
      const bool is_new = finding.state == FindingState::kNew &&
                          !before.contains(finding.name.fid);
      (is_new ? news : known).push_back(finding);
    }
  }
  comment.news = EntriesOf(std::move(news));
  comment.known = EntriesOf(std::move(known));
  comment.fixed = input.result.fixed;
  if (input.base) {
    const std::set<std::string> now = FidsOf(input.result);
    std::set<std::string> told;
    for (const FindingName& fixed : comment.fixed) told.insert(fixed.fid);
    for (const ResultFinding& finding : input.base->findings) {
      if (finding.state != FindingState::kWaived &&
          finding.level != FindingLevel::kNote &&
          !now.contains(finding.name.fid) &&
          told.insert(finding.name.fid).second) {
        comment.fixed.push_back(finding.name);
      }
    }
  }
  comment.unknowns = input.result.unknowns;
  return comment;
}

}  // namespace kplace
