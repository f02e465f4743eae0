#include "analyzer/triage/baseline.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "analyzer/report/json_parts.h"

namespace kplace {
namespace {

using json::Document;

constexpr int kSchema = 1;

/// "" where it is missing or no text.
std::string TextOf(const Document& entry, const char* key) {
  auto value = entry.find(key);
  return value != entry.end() && value->is_string() ? value->get<std::string>()
                                                    : std::string();
}

/// The list of findings in a document of schema 1.
Result<std::vector<FindingName>> Read(std::string_view text,
                                      const std::string& name,
                                      const char* what) {
  const Document document = Document::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("schema") ||
      !document.contains("findings") || !document["findings"].is_array()) {
    return Error{name + ": is no " + what};
  }
  if (document["schema"] != kSchema) {
    return Error{name + ": is of schema " + document["schema"].dump() +
                 "; this kplace reads schema 1"};
  }
  std::vector<FindingName> findings;
  for (const Document& entry : document["findings"]) {
    FindingName finding{TextOf(entry, "fid"), TextOf(entry, "code"),
                        TextOf(entry, "object"), TextOf(entry, "symbol")};
    if (finding.fid.empty()) {
      return Error{name + ": a finding has no fid"};
    }
    if (TextOf(entry, "state") == Name(FindingState::kWaived)) continue;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

Result<Baseline> Baseline::Parse(std::string_view text,
                                 const std::string& name) {
  auto findings =
      Read(text, name, "baseline; kplace baseline update makes one");
  if (!findings) return findings.error();
  Baseline baseline;
  for (const FindingName& finding : *findings) baseline.Add(finding);
  return baseline;
}

std::vector<FindingName> Baseline::Findings() const {
  std::vector<FindingName> findings;
  for (const auto& [unused, finding] : findings_) findings.push_back(finding);
  std::sort(findings.begin(), findings.end(),
            [](const FindingName& a, const FindingName& b) {
              return std::tie(a.code, a.object, a.symbol, a.fid) <
                     std::tie(b.code, b.object, b.symbol, b.fid);
            });
  return findings;
}

std::string Baseline::Text() const {
  std::string text = "{\n\"schema\": 1,\n\"findings\": [";
  const char* separator = "\n";
  for (const FindingName& finding : Findings()) {
    const Document entry = {{"fid", json::FromText(finding.fid)},
                            {"code", json::FromText(finding.code)},
                            {"object", json::FromText(finding.object)},
                            {"symbol", json::FromText(finding.symbol)}};
    text += separator + entry.dump();
    separator = ",\n";
  }
  return text + "\n]\n}\n";
}

bool Baseline::Add(const FindingName& finding) {
  return findings_.insert_or_assign(finding.fid, finding).second;
}

size_t Baseline::Retain(const std::set<std::string>& fids) {
  return std::erase_if(findings_, [&](const auto& entry) {
    return !fids.contains(entry.first);
  });
}

Result<std::vector<FindingName>> FindingsOfResult(std::string_view text,
                                                  const std::string& name) {
  return Read(text, name, "result of kplace check --format json");
}

}  // namespace kplace
