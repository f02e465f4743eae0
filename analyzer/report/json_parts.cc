#include "analyzer/report/json_parts.h"

#include "support/text.h"

namespace kplace::json {

Document FromText(std::string_view text) {
  return Printable(text);
}

Document Header(const BuildFacts& build) {
  Document document;
  document["schema"] = 1;
  document["tool"] = {{"name", "kplace"}, {"version", KPLACE_VERSION}};
  document["build"] = {{"source", FromText(build.source)},
                       {"directory", FromText(build.directory)},
                       {"architecture", FromText(build.architecture)},
                       {"kernel_version", FromText(build.kernel_version)}};
  return document;
}

Document Header(const BuildTree& tree) {
  return Header(FactsOf(tree));
}

Document From(const std::vector<PlacementUnknown>& unknowns,
              const SourceFiles& sources) {
  Document list = Document::array();
  for (const PlacementUnknown& unknown : unknowns) {
    list.push_back({{"subject", FromText(unknown.subject)},
                    {"file", FromText(sources.Path(unknown.where.file))},
                    {"line", unknown.where.line},
                    {"reason", FromText(unknown.reason)}});
  }
  return list;
}

Document From(const Because& because) {
  return {{"subject", FromText(because.subject)},
          {"verdict", FromText(because.verdict)},
          {"file", FromText(because.evidence.file)},
          {"line", because.evidence.line},
          {"text", FromText(because.evidence.text)},
          {"options", FromText(because.evidence.options)},
          {"sentence", FromText(because.sentence)}};
}

Document From(const UseSite& site) {
  return {{"object", FromText(site.object)},
          {"unit", FromText(site.unit)},
          {"function", FromText(site.function)},
          {"section", FromText(site.section)},
          {"offset", site.offset},
          {"place_in", FromText(site.place_in)},
          {"source", FromText(site.source)},
          {"line", site.line}};
}

Document From(const DefinitionSite& site) {
  return {{"object", FromText(site.object)},
          {"unit", FromText(site.unit)},
          {"exported", site.exported},
          {"source", FromText(site.source)}};
}

std::string Serialize(const Document& document) {
  return document.dump(2) + '\n';
}

}  // namespace kplace::json
