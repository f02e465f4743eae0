#include "analyzer/report/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "analyzer/scan/gates.h"
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

std::string Counted(size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
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
  text +=
      fmt::format("{} built in, {} {}: {}\n",
                  Printable(report.evidence.objects[first.referrer].path),
                  FirstFew(Paths(report.evidence, first.definers)),
                  report.where == DefinedWhere::kInAModule ? "a module" : "not",
                  Symbols(report.evidence, first));
  text += fmt::format("  when   {}\n",
                      report.conditions.ToText(question.maybe_violated));
}

/// How much hangs on the same pair of options.
void AppendPlaces(const ScanReport& report, const ScanQuestion& question,
                  std::string& text) {
  size_t references = 0;
  std::set<std::pair<EvidenceNo, TextId>> functions;
  for (const SymbolNeed& need : question.needs) {
    for (const EvidenceUse& use : report.evidence.objects[need.referrer].uses) {
      if (!std::binary_search(need.symbols.begin(), need.symbols.end(),
                              use.symbol)) {
        continue;
      }
      ++references;
      functions.emplace(need.referrer, use.function);
    }
  }
  if (references == 0) return;
  text += fmt::format("  refs   {} of {}\n", Counted(references, "reference"),
                      Counted(functions.size(), "function"));
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

void AppendGate(const char* word, const Gate& gate,
                const std::vector<std::string>& story,
                const SourceFiles& sources, std::string& text) {
  text += fmt::format("  {}  CONFIG_{}, {}: {}\n", word, gate.option,
                      sources.Format(gate.where),
                      Printable(sources.LogicalLine(gate.where)));
  for (const std::string& sentence : story) {
    text += fmt::format("         {}\n", Printable(sentence));
  }
}

void AppendGates(const ScanReport& report, size_t i, std::string& text) {
  if (report.placement == nullptr) return;
  const Gates gates = GatesOf(*report.placement, report.evidence,
                              report.questions.open[i], report.is_tristate);
  const GateStories stories =
      report.stories.empty() ? GateStories() : report.stories[i];
  if (gates.referrer) {
    AppendGate("user ", *gates.referrer, stories.referrer, *report.sources,
               text);
  }
  if (gates.definer) {
    AppendGate("maker", *gates.definer, stories.definer, *report.sources, text);
  }
}

void AppendMends(const std::vector<TriedMend>& mends, std::string& text) {
  for (const TriedMend& mend : mends) {
    text += fmt::format("  mend   {}\n", Printable(mend.Text()));
  }
}

void AppendGuards(const Guards& guards, std::string& text) {
  if (guards.all) {
    text += fmt::format("  guard  {}\n", Printable(FirstFew(guards.where)));
  } else if (!guards.open.empty()) {
    text += fmt::format("  used   {}\n", Printable(guards.open));
  }
}

void AppendConfirmation(const Confirmation& confirmation, std::string& text) {
  for (const std::string& need : confirmation.needs) {
    text += fmt::format("  proof  compiled as built in, {}\n", need);
  }
  if (!confirmation.linker.empty()) {
    text += fmt::format("  ld     {}\n", confirmation.linker);
  }
  if (confirmation.verdict == Confirmation::Verdict::kRefuted) {
    text += "  proof  compiled as built in, none of it needs these symbols\n";
  }
  if (confirmation.verdict == Confirmation::Verdict::kFailed) {
    text += fmt::format("  not compiled: {}\n", confirmation.failure);
  }
}

std::vector<size_t> WithStatus(const ScanReport& report, ScanStatus status) {
  std::vector<size_t> questions;
  for (size_t i = 0; i < report.answers.size(); ++i) {
    if (StatusOf(report, i) == status) questions.push_back(i);
  }
  return questions;
}

}  // namespace

const char* Word(ScanStatus status) {
  switch (status) {
    case ScanStatus::kConfirmed:
      return "confirmed";
    case ScanStatus::kPossible:
      return "possible";
    case ScanStatus::kGuarded:
      return "guarded";
    case ScanStatus::kUnknown:
      return "unknown";
    case ScanStatus::kImpossible:
      break;
  }
  return "impossible";
}

size_t CountOf(const ScanReport& report, ScanStatus status) {
  return WithStatus(report, status).size();
}

ScanStatus StatusOf(const ScanReport& report, size_t question) {
  switch (report.answers[question].answer) {
    case Answer::kNo:
      return ScanStatus::kImpossible;
    case Answer::kUnknown:
      return ScanStatus::kUnknown;
    case Answer::kYes:
      break;
  }
  const auto tried = report.confirmations.empty()
                         ? Confirmation::Verdict::kNotTried
                         : report.confirmations[question].verdict;
  if (tried == Confirmation::Verdict::kConfirmed) {
    return ScanStatus::kConfirmed;
  }
  const bool guarded = !report.guards.empty() && report.guards[question].all;
  return guarded || tried == Confirmation::Verdict::kRefuted
             ? ScanStatus::kGuarded
             : ScanStatus::kPossible;
}

std::vector<size_t> WithWitness(const ScanReport& report) {
  std::vector<size_t> all;
  for (ScanStatus status :
       {ScanStatus::kConfirmed, ScanStatus::kPossible, ScanStatus::kGuarded}) {
    std::vector<size_t> some = WithStatus(report, status);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string ScanText(const ScanReport& report) {
  std::string text;
  size_t number = 0;
  for (size_t i : WithWitness(report)) {
    text += fmt::format("{} {}: ", Word(StatusOf(report, i)), ++number);
    AppendQuestion(report, report.questions.open[i], text);
    AppendChange(report.answers[i], text);
    AppendGates(report, i, text);
    AppendPlaces(report, report.questions.open[i], text);
    if (!report.guards.empty()) AppendGuards(report.guards[i], text);
    if (!report.confirmations.empty()) {
      AppendConfirmation(report.confirmations[i], text);
    }
    if (!report.mends.empty()) AppendMends(report.mends[i], text);
    AppendOthers(report, report.questions.open[i], text);
  }
  for (size_t i : WithStatus(report, ScanStatus::kUnknown)) {
    text += "unknown: ";
    AppendQuestion(report, report.questions.open[i], text);
    text += "  why    " + Printable(report.answers[i].doubt) + '\n';
    AppendOthers(report, report.questions.open[i], text);
  }
  return text;
}

std::string ScanSummary(const ScanReport& report) {
  std::string text = fmt::format(
      "pairs of objects: {}, {} of them ruled out by makefiles; questions: {}",
      report.questions.needs, report.questions.impossible,
      report.questions.open.size());
  for (ScanStatus status :
       {ScanStatus::kConfirmed, ScanStatus::kPossible, ScanStatus::kGuarded,
        ScanStatus::kUnknown, ScanStatus::kImpossible}) {
    const size_t count = CountOf(report, status);
    const bool always = status == ScanStatus::kPossible ||
                        status == ScanStatus::kUnknown ||
                        status == ScanStatus::kImpossible;
    if (count != 0 || always) {
      text += fmt::format(", {} {}", count, Word(status));
    }
  }
  return text;
}

}  // namespace kplace
