#include "analyzer/report/json.h"

#include "analyzer/report/json_parts.h"

namespace kplace {
namespace {

json::Document FromFinding(const Finding& finding) {
  return {{"rule", finding.rule->slug},
          {"code", finding.rule->code},
          {"severity", Name(finding.level)},
          {"evidence", Name(finding.evidence)},
          {"fid", finding.fid},
          {"symbol", json::FromText(finding.symbol)},
          {"object", json::FromText(finding.object)},
          {"references", json::FromList(finding.references)},
          {"definitions", json::FromList(finding.definitions)},
          {"because", json::FromList(finding.because)},
          {"message", json::FromText(finding.message)},
          {"help", json::FromText(finding.help)},
          {"state", Name(finding.state)},
          {"waiver", json::FromText(finding.waiver)}};
}

json::Document FromName(const FindingName& name) {
  return {{"fid", json::FromText(name.fid)},
          {"code", json::FromText(name.code)},
          {"object", json::FromText(name.object)},
          {"symbol", json::FromText(name.symbol)}};
}

json::Document FromStats(const AnalysisStats& stats) {
  return {{"builtin_objects", stats.builtin_objects},
          {"archive_objects", stats.archive_objects},
          {"module_objects", stats.module_objects},
          {"modules", stats.modules},
          {"symbols", stats.symbols},
          {"undefined", stats.undefined}};
}

}  // namespace

std::string JsonReport(const Analysis& analysis, const BuildFacts& build) {
  json::Document document = json::Header(build);
  document["build"]["evidence"] = Name(analysis.evidence);
  document["build"]["exports_from"] = json::Document::array();
  for (const std::string& file : analysis.exports_from) {
    document["build"]["exports_from"].push_back(json::FromText(file));
  }
  document["findings"] = json::Document::array();
  for (const Finding& finding : analysis.findings) {
    document["findings"].push_back(FromFinding(finding));
  }
  document["fixed"] = json::Document::array();
  for (const FindingName& name : analysis.fixed) {
    document["fixed"].push_back(FromName(name));
  }
  document["unknowns"] = json::Document::array();
  for (const UnknownFact& unknown : analysis.unknowns) {
    document["unknowns"].push_back(
        {{"kind", Name(unknown.kind)},
         {"subject", json::FromText(unknown.subject)},
         {"reason", json::FromText(unknown.reason)}});
  }
  document["stats"] = FromStats(analysis.stats);
  return json::Serialize(document);
}

}  // namespace kplace
