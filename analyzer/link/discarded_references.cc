#include "analyzer/link/discarded_references.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "analyzer/link/reference_verdict.h"
#include "support/parallel.h"

namespace kplace {
namespace {

/// What was found in one object.
struct InOneObject {
  std::vector<DiscardedReference> rejected;
  OpenVerdicts open;
  std::optional<Error> error;
};

/// Tables of one name about one section of an object are one entry.
std::vector<DiscardedReference> RejectedTables(const LinkedSections& sections,
                                               OpenVerdicts& open) {
  std::vector<DiscardedReference> rejected;
  for (const OrphanedTable& table : sections.orphans()) {
    if (sections.drops_unreached()) open.Add(table.about, Lack::kDropped);
    if (!table.rejected || sections.drops_unreached()) continue;
    auto known = std::find_if(
        rejected.begin(), rejected.end(), [&](const DiscardedReference& other) {
          return other.object == table.object && other.table == table.name &&
                 other.section == table.about;
        });
    if (known == rejected.end()) {
      rejected.push_back({table.object, table.about, table.about, table.name});
      known = std::prev(rejected.end());
    }
    Reference& place = known->places.emplace_back();
    place.section = table.section;
    place.section_name = table.name;
  }
  return rejected;
}

}  // namespace

Result<std::vector<DiscardedReference>> FindDiscardedIn(ObjectIndex object,
                                                        const ObjectFile& file,
                                                        const LinkFacts& facts,
                                                        OpenVerdicts& open) {
  std::vector<DiscardedReference> found;
  if (!facts.sections.HasDropped(object)) return found;
  Result<std::vector<OwnReference>> references =
      file.ReadOwnReferences(facts.sections.DroppedOf(object));
  if (!references) return references.error();
  JudgedPlaces<std::pair<std::string_view, std::string_view>> judged;
  for (const OwnReference& reference : *references) {
    SectionFate fate = facts.sections.FateOf(object, reference.place.section);
    judged.Add({reference.name, reference.section_name}, reference.place,
               Judge(reference.place, fate, Lack::kDropped,
                     file.symbols().machine, facts.linker));
  }
  judged.ForEachOpen(
      [&](const auto& name) { open.Add(name.first, Lack::kDropped); });
  for (const auto& [name, places] : judged.rejected()) {
    found.push_back({object, name.first, name.second, {}, places});
  }
  return found;
}

void SortReferences(std::vector<DiscardedReference>& references) {
  std::stable_sort(
      references.begin(), references.end(),
      [](const auto& a, const auto& b) { return a.object < b.object; });
}

std::vector<DiscardedReference> FindDiscardedReferences(const LinkFacts& facts,
                                                        unsigned jobs,
                                                        Unknowns& unknowns) {
  const auto& objects = facts.objects.objects;
  std::vector<InOneObject> results(objects.size());
  ParallelFor(objects.size(), jobs, [&](size_t i) {
    if (!objects[i].file) return;
    Result<std::vector<DiscardedReference>> found = FindDiscardedIn(
        static_cast<ObjectIndex>(i), *objects[i].file, facts, results[i].open);
    if (found) {
      results[i].rejected = std::move(*found);
    } else {
      results[i].error = found.error();
    }
  });
  OpenVerdicts open;
  std::vector<DiscardedReference> found;
  for (size_t i = 0; i < results.size(); ++i) {
    InOneObject& result = results[i];
    if (result.error) {
      unknowns.Add(facts.plan.objects[i].path, result.error->message);
    }
    std::move(result.rejected.begin(), result.rejected.end(),
              std::back_inserter(found));
    open.Add(result.open);
  }
  std::vector<DiscardedReference> tables = RejectedTables(facts.sections, open);
  std::move(tables.begin(), tables.end(), std::back_inserter(found));
  SortReferences(found);
  open.Tell(unknowns);
  return found;
}

}  // namespace kplace
