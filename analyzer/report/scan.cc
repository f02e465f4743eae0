#include "analyzer/report/scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/unknowns.h"
#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kFewPairs = 3;

std::vector<std::string> Paths(const ScanEvidence& evidence,
                               const std::vector<EvidenceNo>& objects) {
  std::vector<std::string> paths;
  for (EvidenceNo number : objects) {
    paths.push_back(Printable(evidence.objects[number].path));
  }
  return paths;
}

std::string Symbols(const ScanEvidence& evidence, const SymbolNeed& need) {
  std::vector<std::string> names;
  for (SymbolId symbol : need.symbols) {
    names.push_back(Printable(evidence.symbols[symbol]));
  }
  return FirstFew(names);
}

void AppendQuestion(const ScanReport& report, const ScanQuestion& question,
                    std::string& text) {
  const SymbolNeed& first = question.needs.front();
  text += fmt::format("{} built in, {} a module: {}\n",
                      Printable(report.evidence.objects[first.referrer].path),
                      FirstFew(Paths(report.evidence, first.definers)),
                      Symbols(report.evidence, first));
  text += fmt::format("  when   {}\n",
                      report.conditions.ToText(question.maybe_violated));
}

void AppendOthers(const ScanReport& report, const ScanQuestion& question,
                  std::string& text) {
  const size_t shown = std::min(question.needs.size(), kFewPairs + 1);
  for (size_t i = 1; i < shown; ++i) {
    const SymbolNeed& need = question.needs[i];
    text += fmt::format("  also   {} needs of {}: {}\n",
                        Printable(report.evidence.objects[need.referrer].path),
                        FirstFew(Paths(report.evidence, need.definers)),
                        Symbols(report.evidence, need));
  }
  if (shown < question.needs.size()) {
    text += fmt::format("  also   {} more like these\n",
                        question.needs.size() - shown);
  }
}

void AppendChange(const SearchResult& answer, std::string& text) {
  if (answer.change.empty()) text += "  with   the base as it is\n";
  std::string_view label = "with  ";
  for (const ConfigLine& line : answer.change) {
    text += fmt::format("  {} {}\n", label, line.text);
    label = "      ";
  }
}

size_t Count(const ScanReport& report, Answer answer) {
  return static_cast<size_t>(std::count_if(
      report.answers.begin(), report.answers.end(),
      [answer](const SearchResult& r) { return r.answer == answer; }));
}

}  // namespace

std::string ScanText(const ScanReport& report) {
  std::string text;
  size_t number = 0;
  for (Answer shown : {Answer::kYes, Answer::kUnknown}) {
    for (size_t i = 0; i < report.answers.size(); ++i) {
      const SearchResult& answer = report.answers[i];
      if (answer.answer != shown) continue;
      const ScanQuestion& question = report.questions.open[i];
      text += shown == Answer::kYes ? fmt::format("possible {}: ", ++number)
                                    : "unknown: ";
      AppendQuestion(report, question, text);
      if (shown == Answer::kYes) {
        AppendChange(answer, text);
      } else {
        text += "  why    " + Printable(answer.doubt) + '\n';
      }
      AppendOthers(report, question, text);
    }
  }
  return text;
}

std::string ScanSummary(const ScanReport& report) {
  return fmt::format(
      "pairs of objects: {}, {} of them ruled out by makefiles; questions: {}, "
      "{} possible, {} unknown, {} impossible",
      report.questions.needs, report.questions.impossible,
      report.questions.open.size(), Count(report, Answer::kYes),
      Count(report, Answer::kUnknown), Count(report, Answer::kNo));
}

}  // namespace kplace
