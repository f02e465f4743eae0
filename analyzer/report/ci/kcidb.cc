#include "analyzer/report/ci/kcidb.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analyzer/report/json_parts.h"
#include "analyzer/rules/rules.h"
#include "support/fnv1a.h"
#include "support/text.h"

namespace kplace {
namespace {

using json::Document;

constexpr size_t kMostOfExcerpt = 16000;  // of 16,384

/// Slugs have dashes, which a category and a path need not.
std::string Word(std::string_view slug) {
  std::string word(slug);
  std::replace(word.begin(), word.end(), '-', '_');
  return word;
}

/// Lines, as far as there is room; the last one says how many are missing.
std::string Excerpt(const std::vector<std::string>& lines) {
  std::string text;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (text.size() + lines[i].size() + 1 > kMostOfExcerpt) {
      return text + fmt::format("and {} more\n", lines.size() - i);
    }
    text += lines[i] + '\n';
  }
  return text;
}

class Submission {
 public:
  Submission(const CiReport& report, const std::string& build)
      : report_(report),
        build_(Printable(build)),
        origin_(build.substr(0, build.find(':'))) {
    Fnv1a digest;
    digest.AddField(build);
    digest.AddField(report.label);
    run_ = digest.Text();
  }

  std::string Text() {
    std::map<const RuleInfo*, std::vector<const Mark*>> by_rule;
    const std::vector<Mark> marks = MarksOf(report_, Shown::kNewAndKnown);
    for (const Mark& mark : marks) {
      by_rule[mark.finding->rule].push_back(&mark);
    }
    for (const Rule& rule : AllRules()) AddRule(rule.info, by_rule[&rule.info]);
    AddInputs();
    return json::Serialize({{"version", {{"major", 5}, {"minor", 3}}},
                            {"tests", std::move(tests_)},
                            {"issues", std::move(issues_)},
                            {"incidents", std::move(incidents_)}});
  }

 private:
  std::string Id(const std::string& rest) const {
    return fmt::format("{}:kplace-{}", origin_, rest);
  }

  std::string AddTest(const std::string& name, const char* status,
                      const std::vector<std::string>& lines) {
    const std::string id = Id(run_ + '-' + name);
    Document test = {{"id", id},
                     {"origin", origin_},
                     {"build_id", build_},
                     {"path", "kplace." + name},
                     {"status", status}};
    if (!lines.empty()) test["log_excerpt"] = Excerpt(lines);
    if (!report_.label.empty()) {
      test["environment"] = {{"comment", json::FromText(report_.label)}};
    }
    tests_.push_back(std::move(test));
    return id;
  }

  void AddRule(const RuleInfo& rule, const std::vector<const Mark*>& marks) {
    bool failed = false;
    std::vector<std::string> lines;
    for (const Mark* mark : marks) {
      failed = failed || Fails(report_, *mark->finding);
      lines.push_back(fmt::format("{}: {}", rule.code, mark->text));
    }
    const std::string test =
        AddTest(Word(rule.slug), failed ? "FAIL" : "PASS", lines);
    for (const Mark* mark : marks) {
      if (mark->finding->level >= report_.fail_on) AddIssue(*mark, test);
    }
  }

  void AddIssue(const Mark& mark, const std::string& test) {
    const std::string issue = Id(mark.finding->fid);
    issues_.push_back(
        {{"id", issue},
         {"origin", origin_},
         {"version", 1},
         {"categories",
          {std::string("build.link.") + Word(mark.finding->rule->slug)}},
         {"culprit", {{"code", true}, {"tool", false}, {"harness", false}}},
         {"comment",
          fmt::format("{} {}", mark.finding->rule->code, mark.text)}});
    incidents_.push_back({{"id", Id(run_ + '-' + mark.finding->fid)},
                          {"origin", origin_},
                          {"issue_id", issue},
                          {"issue_version", 1},
                          {"build_id", build_},
                          {"test_id", test},
                          {"present", true}});
  }

  /// What is not known, and whether for want of an input.
  void AddInputs() {
    bool missing = false;
    std::vector<std::string> lines;
    for (const UnknownFact& unknown : report_.analysis.unknowns) {
      missing = missing || unknown.kind == UnknownKind::kInput;
      lines.push_back(
          Printable("not known: " + unknown.subject + ": " + unknown.reason));
    }
    AddTest("inputs", missing ? "ERROR" : "PASS", lines);
  }

  const CiReport& report_;
  const std::string build_;
  const std::string origin_;
  std::string run_;  ///< the same for the same run
  Document tests_ = Document::array();
  Document issues_ = Document::array();
  Document incidents_ = Document::array();
};

}  // namespace

bool IsKcidbId(const std::string& id) {
  const size_t colon = id.find(':');
  return colon != std::string::npos && colon != 0 &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == colon;
}

std::string KcidbReport(const CiReport& report, const std::string& build) {
  return Submission(report, build).Text();
}

}  // namespace kplace
