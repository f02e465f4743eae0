#include "analyzer/report/unknown_summary.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "support/text.h"

namespace kplace {
namespace {

std::string Counted(size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string CountedBoth(size_t objects, size_t lists) {
  if (lists == 0) return Counted(objects, "object");
  if (objects == 0) return Counted(lists, "list");
  return Counted(objects, "object") + " and " + Counted(lists, "list");
}

}  // namespace

UnknownSummary SummarizeUnknowns(const PlacementTable& table,
                                 const SourceFiles& sources) {
  UnknownSummary summary;
  using Key = std::tuple<std::string_view, uint32_t, std::string_view>;
  std::map<Key, UnknownCause> causes;
  std::set<std::tuple<Key, std::string_view>> counted;
  std::set<std::string_view> objects;
  for (const PlacementUnknown& unknown : table.unknowns()) {
    Key key = {sources.Path(unknown.where.file), unknown.where.line,
               unknown.cause};
    UnknownCause& cause = causes[key];
    cause.cause = unknown.cause;
    cause.where = unknown.where;
    if (!unknown.is_object) {
      ++cause.lists;
      ++summary.lists;
    } else if (counted.emplace(key, unknown.subject).second) {
      ++cause.objects;
      objects.insert(unknown.subject);
    }
  }
  summary.objects = objects.size();
  for (auto& [key, cause] : causes) summary.causes.push_back(std::move(cause));
  return summary;
}

std::string UnknownSummaryText(const UnknownSummary& summary) {
  size_t all = summary.objects + summary.lists;
  if (all == 0) return "nothing is unknown";
  return fmt::format("{} depend{} on what is not known",
                     CountedBoth(summary.objects, summary.lists),
                     all == 1 ? "s" : "");
}

std::string UnknownCauseText(const UnknownCause& cause,
                             const SourceFiles& sources) {
  std::string text;
  if (cause.where.valid()) text = sources.Format(cause.where) + ": ";
  return text + CountedBoth(cause.objects, cause.lists) + ": " +
         Printable(cause.cause);
}

}  // namespace kplace
