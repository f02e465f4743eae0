#include "analyzer/report/placement.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "analyzer/report/json_parts.h"
#include "analyzer/report/unknown_summary.h"
#include "support/text.h"

namespace kplace {
namespace {

struct Counts {
  size_t builtin = 0;
  size_t in_modules = 0;
  size_t archived = 0;
  std::set<std::string_view> modules;
};

/// Of the rows that are certain.
Counts CountRows(const PlacementTable& table, bool every_configuration) {
  Counts counts;
  for (const Placement& row : table.rows()) {
    if (!every_configuration && !row.when.IsTrue()) continue;
    switch (row.kind) {
      case PlacementKind::kBuiltIn:
        ++counts.builtin;
        break;
      case PlacementKind::kModule:
        ++counts.in_modules;
        counts.modules.insert(row.unit);
        break;
      case PlacementKind::kArchive:
        ++counts.archived;
        break;
    }
  }
  return counts;
}

json::Document SummaryJson(const PlacementTable& table,
                           const SourceFiles& sources) {
  UnknownSummary summary = SummarizeUnknowns(table, sources);
  json::Document causes = json::Document::array();
  for (const UnknownCause& cause : summary.causes) {
    causes.push_back({{"reason", json::FromText(cause.cause)},
                      {"file", json::FromText(sources.Path(cause.where.file))},
                      {"line", cause.where.line},
                      {"objects", cause.objects},
                      {"lists", cause.lists}});
  }
  return {{"objects", summary.objects},
          {"lists", summary.lists},
          {"causes", std::move(causes)}};
}

}  // namespace

std::string PlacementText(const PlacementTable& table,
                          const ConditionStore* conditions) {
  // vmlinux first, then archives and modules by name.
  std::map<std::string_view, std::vector<const Placement*>> units;
  for (size_t i : table.Sorted()) {
    const Placement& row = table.rows()[i];
    if (conditions == nullptr && !row.when.IsTrue()) continue;
    units[row.unit].push_back(&row);
  }
  std::string text;
  auto write = [&](std::string_view unit,
                   const std::vector<const Placement*>& rows) {
    text += fmt::format("{} ({})\n", Printable(unit), rows.size());
    for (const Placement* row : rows) {
      text += "  " + Printable(row->object);
      if (conditions != nullptr) text += "  " + conditions->ToText(row->when);
      text += '\n';
    }
  };
  if (auto it = units.find("vmlinux"); it != units.end()) {
    write(it->first, it->second);
    units.erase(it);
  }
  for (const auto& [unit, rows] : units) write(unit, rows);
  return text;
}

std::string PlacementJson(const PlacementTable& table, const BuildTree& tree,
                          const SourceFiles& sources,
                          const ConditionStore* conditions) {
  json::Document document = json::Header(tree);
  json::Document& placements = document["placements"];
  placements = json::Document::array();
  for (size_t i : table.Sorted()) {
    const Placement& row = table.rows()[i];
    if (conditions == nullptr && !row.when.IsTrue()) continue;
    placements.push_back(
        {{"kind", Name(row.kind)},
         {"object", json::FromText(row.object)},
         {"unit", json::FromText(row.unit)},
         {"composite", json::FromText(row.composite)},
         {"condition",
          conditions == nullptr ? "true" : conditions->ToText(row.when)},
         {"because", json::FromList(BecauseOf(table, row, sources))}});
  }
  document["unknowns"] = json::From(table.unknowns(), sources);
  document["unknown_summary"] = SummaryJson(table, sources);
  return json::Serialize(document);
}

std::string PlacementSummary(const PlacementTable& table,
                             bool every_configuration) {
  Counts counts = CountRows(table, every_configuration);
  std::string text =
      fmt::format("{}{} objects in vmlinux, {} in {} modules, {} in archives",
                  every_configuration ? "in one configuration or another " : "",
                  counts.builtin, counts.in_modules, counts.modules.size(),
                  counts.archived);
  return text;
}

}  // namespace kplace
