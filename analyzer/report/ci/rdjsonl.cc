#include "analyzer/report/ci/rdjsonl.h"

#include "analyzer/report/json_parts.h"

namespace kplace {
namespace {

using json::Document;

const char* SeverityOf(FindingLevel level) {
  switch (level) {
    case FindingLevel::kError:
      return "ERROR";
    case FindingLevel::kWarning:
      return "WARNING";
    case FindingLevel::kNote:
      break;
  }
  return "INFO";
}

Document Entry(const std::string& message, const std::string& file,
               uint32_t line, const char* severity) {
  Document location = {{"path", json::FromText(file)}};
  if (line != 0) location["range"] = {{"start", {{"line", line}}}};
  return {{"message", json::FromText(message)},
          {"location", std::move(location)},
          {"severity", severity},
          {"source", {{"name", "kplace"}}}};
}

/// In ASCII: some readers take U+2028 for the end of a line.
std::string Line(const Document& document) {
  return document.dump(-1, ' ', true) + '\n';
}

}  // namespace

std::string RdjsonlReport(const CiReport& report) {
  std::string text;
  for (const Mark& mark : MarksOf(report, Shown::kNew)) {
    Document diagnostic =
        Entry(mark.text, mark.file, mark.line, SeverityOf(mark.finding->level));
    diagnostic["code"] = {{"value", mark.finding->rule->code}};
    text += Line(diagnostic);
  }
  for (const UnknownFact& unknown : report.analysis.unknowns) {
    text += Line(
        Entry("not known: " + unknown.reason, unknown.subject, 0, "WARNING"));
  }
  return text;
}

}  // namespace kplace
