#include "analyzer/report/story.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/explain/chain_text.h"
#include "analyzer/report/json_parts.h"
#include "support/text.h"

namespace kplace {
namespace {

// A story of more placements than this is told by counting the rest; the JSON
// has them all.
constexpr size_t kMostParts = 40;
// Chains are shown line by line only where there are few of them.
constexpr size_t kMostChains = 8;

/// Objects that the same lines placed are told together.
bool SameLines(const StoryPart& a, const StoryPart& b) {
  return a.unit == b.unit &&
         std::equal(a.because.begin(), a.because.end(), b.because.begin(),
                    b.because.end(), [](const Because& x, const Because& y) {
                      return x.evidence.file == y.evidence.file &&
                             x.evidence.line == y.evidence.line;
                    });
}

size_t CountChains(const std::vector<StoryPart>& parts) {
  size_t chains = parts.empty() ? 0 : 1;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (!SameLines(parts[i - 1], parts[i])) ++chains;
  }
  return chains;
}

std::string SiteText(const UseSite& use) {
  std::string text = "  used by " + Printable(use.object);
  if (!use.function.empty()) text += " in " + Printable(use.function);
  return text + " (" + Printable(use.unit) + ")\n";
}

std::string SiteText(const DefinitionSite& definition) {
  std::string text = "  defined in " + Printable(definition.object);
  text += " (" +
          (definition.unit.empty() ? "not linked" : Printable(definition.unit));
  return text + (definition.exported ? ", exported" : "") + ")\n";
}

}  // namespace

std::string StoryText(const Story& story) {
  std::string text = Printable(story.subject) + '\n';
  for (const std::string& fact : story.facts) {
    text += "  " + Printable(fact) + '\n';
  }
  for (const DefinitionSite& site : story.definitions) text += SiteText(site);
  for (const UseSite& site : story.references) text += SiteText(site);

  bool chains = CountChains(story.parts) <= kMostChains;
  ChainColumns columns;
  for (const StoryPart& part : story.parts) columns.Measure(part.because);
  size_t shown = std::min(story.parts.size(), kMostParts);
  for (size_t i = 0; i < shown; ++i) {
    const StoryPart& part = story.parts[i];
    text += fmt::format("  {} {}\n", Printable(part.object),
                        Printable(part.verdict));
    bool last_of_chain = i + 1 == shown || !SameLines(part, story.parts[i + 1]);
    if (chains && last_of_chain) text += columns.Text(part.because);
  }
  if (shown < story.parts.size()) {
    text += fmt::format("  and {} more; --format json lists them\n",
                        story.parts.size() - shown);
  }
  return text;
}

std::string StoryJson(const Story& story, const BuildTree& tree) {
  json::Document document = json::Header(tree);
  document["kind"] = Name(story.kind);
  document["subject"] = json::FromText(story.subject);
  json::Document& facts = document["facts"];
  facts = json::Document::array();
  for (const std::string& fact : story.facts) {
    facts.push_back(json::FromText(fact));
  }
  json::Document& parts = document["placements"];
  parts = json::Document::array();
  for (const StoryPart& part : story.parts) {
    parts.push_back({{"object", json::FromText(part.object)},
                     {"unit", json::FromText(part.unit)},
                     {"verdict", json::FromText(part.verdict)},
                     {"because", json::FromList(part.because)}});
  }
  document["definitions"] = json::FromList(story.definitions);
  document["references"] = json::FromList(story.references);
  return json::Serialize(document);
}

}  // namespace kplace
