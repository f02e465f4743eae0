#include "analyzer/report/ci/sarif.h"

#include <algorithm>

#include "analyzer/report/json_parts.h"
#include "analyzer/rules/rules.h"
#include "support/text.h"
#include "support/uri.h"

namespace kplace {
namespace {

using json::Document;

constexpr size_t kMostResults = 5000;

const char* LevelOf(FindingLevel level) {
  return Name(level);  // "error", "warning" and "note", as SARIF has them
}

/// A name in a message: "[a](1)" would be a link, and "{0}" an argument
/// (sections 3.11.5 and 3.11.6).
std::string MessageText(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '[' || c == ']' || c == '\\') escaped += '\\';
    if (c == '{' || c == '}') escaped += c;
    escaped += c;
  }
  return escaped;
}

/// "BuiltinUsesModuleSymbol", as SARIF writes the names of rules.
std::string RuleName(std::string_view slug) {
  std::string name;
  bool upper = true;
  for (char c : slug) {
    const bool letter = c >= 'a' && c <= 'z';
    if (c != '-') {
      name += upper && letter ? static_cast<char>(c - 'a' + 'A') : c;
    }
    upper = c == '-';
  }
  return name;
}

Document FromRule(const Rule& rule) {
  const std::string title = std::string(rule.info.summary) + '.';
  return {{"id", rule.info.code},
          {"name", RuleName(rule.info.slug)},
          {"shortDescription", {{"text", title}}},
          {"fullDescription", {{"text", title}}},
          {"help",
           {{"text", std::string("See docs/RULES.md, ") + rule.info.code +
                         ", of kplace."}}},
          {"defaultConfiguration", {{"level", LevelOf(rule.info.level)}}},
          {"properties",
           {{"tags", {"kbuild", "linux"}},
            {"precision", "very-high"},
            {"problem.severity", rule.info.level == FindingLevel::kNote
                                     ? "recommendation"
                                     : LevelOf(rule.info.level)}}}};
}

Document FromRules() {
  Document rules = Document::array();
  for (const Rule& rule : AllRules()) rules.push_back(FromRule(rule));
  return rules;
}

size_t IndexOf(const RuleInfo* info) {
  const auto rules = AllRules();
  return static_cast<size_t>(
      std::find_if(rules.begin(), rules.end(),
                   [&](const Rule& rule) { return &rule.info == info; }) -
      rules.begin());
}

Document PhysicalLocation(const std::string& file, uint32_t line) {
  Document location = {{"artifactLocation", {{"uri", UriPath(file)}}}};
  // Files without lines have none in SARIF either.
  if (line != 0) location["region"] = {{"startLine", line}};
  return location;
}

/// The other lines that brought it about.
Document FromChain(const Finding& finding) {
  Document related = Document::array();
  for (const Because& because : finding.because) {
    if (because.evidence.line == 0) continue;
    related.push_back(
        {{"id", related.size()},
         {"message",
          {{"text",
            MessageText(Printable(because.subject + ' ' + because.verdict))}}},
         {"physicalLocation",
          PhysicalLocation(because.evidence.file, because.evidence.line)}});
  }
  return related;
}

Document FromMark(const Mark& mark) {
  const Finding& finding = *mark.finding;
  Document location = {
      {"physicalLocation", PhysicalLocation(mark.file, mark.line)},
      {"logicalLocations",
       {{{"fullyQualifiedName", json::FromText(finding.object)},
         {"kind", "object"}}}}};
  return {{"ruleId", finding.rule->code},
          {"ruleIndex", IndexOf(finding.rule)},
          {"level", LevelOf(finding.level)},
          {"baselineState",
           finding.state == FindingState::kNew ? "new" : "unchanged"},
          {"message", {{"text", MessageText(mark.text) + '.'}}},
          {"locations", Document::array({std::move(location)})},
          {"relatedLocations", FromChain(finding)},
          // GitHub reads the first one alone; a hash of the line's text would
          // take several findings of one line for one.
          {"partialFingerprints",
           {{"primaryLocationLineHash", finding.fid + ":1"},
            {"kplaceFid/v1", finding.fid}}}};
}

Document Notification(const std::string& text) {
  return {{"level", "warning"}, {"message", {{"text", MessageText(text)}}}};
}

Document FromInvocation(const CiReport& report, size_t left_out) {
  Document notifications = Document::array();
  for (const UnknownFact& unknown : report.analysis.unknowns) {
    notifications.push_back(Notification(
        Printable("Not known: " + unknown.subject + ": " + unknown.reason)));
  }
  if (left_out != 0) {
    notifications.push_back(
        Notification(std::to_string(left_out) +
                     " findings more than a SARIF file should have are left "
                     "out; --format json has them all."));
  }
  return {{"executionSuccessful", true},
          {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace

std::string SarifReport(const CiReport& report) {
  std::vector<Mark> marks = MarksOf(report, Shown::kNewAndKnown);
  const size_t left_out = marks.size() - std::min(marks.size(), kMostResults);
  marks.resize(marks.size() - left_out);
  Document results = Document::array();
  for (const Mark& mark : marks) results.push_back(FromMark(mark));
  Document run = {
      {"tool",
       {{"driver",
         {{"name", "kplace"},
          {"semanticVersion", KPLACE_VERSION},
          {"rules", FromRules()}}}}},
      // All before the last slash is the category: runs of other
      // configurations do not replace this one.
      {"automationDetails",
       {{"id", json::FromText("kplace/" + report.label + '/')}}},
      {"columnKind", "utf16CodeUnits"},
      {"invocations", Document::array({FromInvocation(report, left_out)})},
      {"results", std::move(results)}};
  return json::Serialize(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
       {"version", "2.1.0"},
       {"runs", Document::array({std::move(run)})}});
}

}  // namespace kplace
