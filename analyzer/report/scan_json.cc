#include "analyzer/report/scan_json.h"

#include <algorithm>
#include <utility>

#include "analyzer/fid.h"
#include "analyzer/report/json_parts.h"
#include "analyzer/scan/gates.h"

namespace kplace {
namespace {

using json::Document;

Document FromTexts(const std::vector<std::string>& texts) {
  Document list = Document::array();
  for (const std::string& text : texts) list.push_back(json::FromText(text));
  return list;
}

/// A possible one may still have a guard that only a compiler sees.
const char* SeverityOf(ScanStatus status) {
  switch (status) {
    case ScanStatus::kConfirmed:
      return "error";
    case ScanStatus::kPossible:
      return "warning";
    default:
      return "note";
  }
}

Document FromUses(const ScanEvidence& evidence, const SymbolNeed& need) {
  Document uses = Document::array();
  for (const EvidenceUse& use : evidence.objects[need.referrer].uses) {
    if (!std::binary_search(need.symbols.begin(), need.symbols.end(),
                            use.symbol)) {
      continue;
    }
    uses.push_back({{"symbol", json::FromText(evidence.symbols[use.symbol])},
                    {"function", json::FromText(evidence.texts[use.function])},
                    {"section", json::FromText(evidence.texts[use.section])}});
  }
  return uses;
}

Document FromNeed(const ScanEvidence& evidence, const SymbolNeed& need) {
  std::vector<std::string> definers, symbols;
  for (EvidenceNo definer : need.definers) {
    definers.push_back(evidence.objects[definer].path);
  }
  for (SymbolId symbol : need.symbols) {
    symbols.push_back(evidence.symbols[symbol]);
  }
  return {{"object", json::FromText(evidence.objects[need.referrer].path)},
          {"definers", FromTexts(definers)},
          {"symbols", FromTexts(symbols)},
          {"uses", FromUses(evidence, need)}};
}

Document FromGate(const std::optional<Gate>& gate,
                  const std::vector<std::string>& story,
                  const SourceFiles& sources) {
  if (!gate) return nullptr;
  return {{"option", "CONFIG_" + gate->option},
          {"file", json::FromText(sources.Path(gate->where.file))},
          {"line", gate->where.line},
          {"text", json::FromText(sources.LogicalLine(gate->where))},
          {"why", FromTexts(story)}};
}

const char* Name(TriedMend::Outcome outcome) {
  switch (outcome) {
    case TriedMend::Outcome::kCloses:
      return "closes";
    case TriedMend::Outcome::kLeaves:
      return "leaves-open";
    case TriedMend::Outcome::kRecursive:
      return "recursive";
    case TriedMend::Outcome::kUnknown:
      break;
  }
  return "unknown";
}

Document FromMends(const std::vector<TriedMend>& mends) {
  Document list = Document::array();
  for (const TriedMend& tried : mends) {
    list.push_back({{"option", json::FromText("CONFIG_" + tried.mend.option)},
                    {"line", json::FromText(tried.mend.line)},
                    {"outcome", Name(tried.outcome)},
                    {"details", FromTexts(tried.details)},
                    {"takes_away", FromTexts(tried.takes_away)},
                    {"opens", FromTexts(tried.opens)},
                    {"diff", json::FromText(tried.mend.diff)}});
  }
  return list;
}

std::string FidOf(const ScanEvidence& evidence, const SymbolNeed& need) {
  std::vector<std::string> definers;
  for (EvidenceNo definer : need.definers) {
    definers.push_back(evidence.objects[definer].path);
  }
  return FindingId("KP0101", evidence.objects[need.referrer].path,
                   evidence.symbols[need.symbols.front()], definers);
}

Document FromQuestion(const ScanReport& report, size_t i) {
  const ScanQuestion& question = report.questions.open[i];
  const ScanStatus status = StatusOf(report, i);
  const Gates gates =
      GatesOf(*report.placement, report.evidence, question, report.is_tristate);
  const GateStories stories =
      report.stories.empty() ? GateStories() : report.stories[i];
  Document finding = {
      {"rule", "reachable-builtin-uses-module-symbol"},
      {"code", "KP0101"},
      {"severity", SeverityOf(status)},
      {"status", Word(status)},
      {"fid", FidOf(report.evidence, question.needs.front())},
      {"condition",
       json::FromText(report.conditions.ToText(question.maybe_violated))},
      {"change", Document::array()},
      {"user", FromGate(gates.referrer, stories.referrer, *report.sources)},
      {"maker", FromGate(gates.definer, stories.definer, *report.sources)},
      {"needs", Document::array()}};
  for (const ConfigLine& line : report.answers[i].change) {
    finding["change"].push_back(json::FromText(line.text));
  }
  for (const SymbolNeed& need : question.needs) {
    finding["needs"].push_back(FromNeed(report.evidence, need));
  }
  if (!report.guards.empty()) {
    finding["guards"] = FromTexts(report.guards[i].where);
    finding["used"] = json::FromText(report.guards[i].open);
  }
  if (!report.confirmations.empty()) {
    const Confirmation& confirmation = report.confirmations[i];
    finding["proof"] = FromTexts(confirmation.needs);
    finding["failure"] = json::FromText(confirmation.failure);
    finding["linker"] = json::FromText(confirmation.linker);
  }
  if (!report.mends.empty()) finding["mends"] = FromMends(report.mends[i]);
  return finding;
}

}  // namespace

std::string ScanJson(const ScanReport& report, const BuildTree& tree,
                     const std::vector<UnknownFact>& unknowns) {
  Document document = json::Header(tree);
  document["findings"] = Document::array();
  for (size_t i : WithWitness(report)) {
    document["findings"].push_back(FromQuestion(report, i));
  }
  document["unknowns"] = Document::array();
  for (size_t i = 0; i < report.answers.size(); ++i) {
    if (StatusOf(report, i) != ScanStatus::kUnknown) continue;
    const SymbolNeed& need = report.questions.open[i].needs.front();
    document["unknowns"].push_back(
        {{"subject",
          json::FromText(report.evidence.objects[need.referrer].path)},
         {"reason", json::FromText(report.answers[i].doubt)}});
  }
  for (const UnknownFact& fact : unknowns) {
    document["unknowns"].push_back({{"subject", json::FromText(fact.subject)},
                                    {"reason", json::FromText(fact.reason)}});
  }
  document["stats"] = {{"pairs", report.questions.needs},
                       {"ruled_out_by_makefiles", report.questions.impossible},
                       {"questions", report.questions.open.size()}};
  for (ScanStatus status :
       {ScanStatus::kConfirmed, ScanStatus::kPossible, ScanStatus::kGuarded,
        ScanStatus::kUnknown, ScanStatus::kImpossible}) {
    document["stats"][Word(status)] = CountOf(report, status);
  }
  return json::Serialize(document);
}

}  // namespace kplace
