#include "analyzer/report/ci/gitlab.h"

#include <algorithm>

#include "analyzer/report/json_parts.h"
#include "support/fnv1a.h"

namespace kplace {
namespace {

using json::Document;

const char* SeverityOf(FindingLevel level) {
  switch (level) {
    case FindingLevel::kError:
      return "critical";
    case FindingLevel::kWarning:
      return "major";
    case FindingLevel::kNote:
      break;
  }
  return "info";
}

Document Entry(const std::string& description, const char* check,
               const std::string& fingerprint, const char* severity,
               const std::string& file, uint32_t line) {
  return {{"description", json::FromText(description)},
          {"check_name", check},
          {"fingerprint", fingerprint},
          {"severity", severity},
          {"location",
           {{"path", json::FromText(file)},
            {"lines", {{"begin", std::max(line, uint32_t{1})}}}}}};
}

}  // namespace

std::string GitlabReport(const CiReport& report) {
  Document entries = Document::array();
  for (const Mark& mark : MarksOf(report, Shown::kNewAndKnown)) {
    entries.push_back(Entry(mark.text, mark.finding->rule->code,
                            mark.finding->fid, SeverityOf(mark.finding->level),
                            mark.file, mark.line));
  }
  for (const UnknownFact& unknown : report.analysis.unknowns) {
    Fnv1a digest;
    digest.AddField(unknown.subject);
    digest.AddField(unknown.reason);
    entries.push_back(Entry("not known: " + unknown.reason, "kplace",
                            digest.Text(), "info", unknown.subject, 0));
  }
  return json::Serialize(entries);
}

}  // namespace kplace
