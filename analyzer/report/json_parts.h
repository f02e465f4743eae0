// json_parts.h - the pieces that every JSON document of ours has in common.
//
// Private to the analyzer.  Texts from the tree may hold any bytes; they become
// valid UTF-8 here, so that serialising cannot fail.

#ifndef KPLACE_ANALYZER_REPORT_JSON_PARTS_H_
#define KPLACE_ANALYZER_REPORT_JSON_PARTS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding.h"
#include "analyzer/records/build_facts.h"
#include "kbuildparse/kbuild/build_tree.h"
#include "kbuildparse/placement.h"

namespace kplace::json {

using Document = nlohmann::ordered_json;

/// {"schema":1,"tool":{…},"build":{…}}
Document Header(const BuildFacts& build);
Document Header(const BuildTree& tree);

Document FromText(std::string_view text);
/// What is not known of a placement, each with its line.
Document From(const std::vector<PlacementUnknown>& unknowns,
              const SourceFiles& sources);
Document From(const Because& because);
Document From(const UseSite& site);
Document From(const DefinitionSite& site);

template <typename T>
Document FromList(const std::vector<T>& items) {
  Document list = Document::array();
  for (const T& item : items) list.push_back(From(item));
  return list;
}

/// Two blanks of indentation, a newline at the end.
std::string Serialize(const Document& document);

}  // namespace kplace::json

#endif  // KPLACE_ANALYZER_REPORT_JSON_PARTS_H_
