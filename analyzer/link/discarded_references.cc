#include "analyzer/link/discarded_references.h"

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer/link/reference_verdict.h"
#include "support/parallel.h"

namespace kplace {
namespace {

/// What was found in one object.
struct InOneObject {
  std::vector<DiscardedReference> rejected;
  std::vector<std::string> undecided;
  std::vector<std::string> if_reached;
  std::optional<Error> error;
};

std::vector<bool> DroppedSections(ObjectIndex object,
                                  const LinkedSections& sections) {
  std::vector<bool> dropped(sections.CountOf(object));
  for (uint32_t i = 0; i < dropped.size(); ++i) {
    dropped[i] = sections.FateOf(object, i) == SectionFate::kDropped;
  }
  return dropped;
}

InOneObject FindIn(ObjectIndex object, const ObjectFile& file,
                   const LinkedSections& sections, const LinkerChoice& linker) {
  InOneObject found;
  Result<std::vector<OwnReference>> references =
      file.ReadOwnReferences(DroppedSections(object, sections));
  if (!references) {
    found.error = references.error();
    return found;
  }
  std::map<std::string_view, DiscardedReference> by_name;
  for (const OwnReference& reference : *references) {
    SectionFate fate = sections.FateOf(object, reference.place.section);
    if (fate == SectionFate::kDropped || fate == SectionFate::kDuplicate) {
      continue;
    }
    if (fate == SectionFate::kIfReached) {
      found.if_reached.emplace_back(reference.name);
      continue;
    }
    switch (JudgeDiscarded(reference.place, file.symbols().machine, linker)) {
      case ReferenceVerdict::kAccepted:
        break;
      case ReferenceVerdict::kDepends:
        found.undecided.emplace_back(reference.name);
        break;
      case ReferenceVerdict::kRejected: {
        DiscardedReference& entry = by_name[reference.name];
        entry.object = object;
        entry.name = reference.name;
        entry.section = reference.section_name;
        entry.places.push_back(reference.place);
      }
    }
  }
  for (auto& [name, entry] : by_name) {
    found.rejected.push_back(std::move(entry));
  }
  return found;
}

}  // namespace

std::vector<DiscardedReference> FindDiscardedReferences(
    const LinkPlan& plan, const ObjectSet& objects,
    const LinkedSections& sections, const LinkerChoice& linker, unsigned jobs,
    Unknowns& unknowns) {
  std::vector<InOneObject> results(plan.objects.size());
  ParallelFor(plan.objects.size(), jobs, [&](size_t i) {
    auto object = static_cast<ObjectIndex>(i);
    if (!sections.HasDropped(object)) return;
    results[i] = FindIn(object, *objects.objects[i].file, sections, linker);
  });
  std::vector<DiscardedReference> found;
  std::vector<std::string> undecided, if_reached;
  for (size_t i = 0; i < results.size(); ++i) {
    InOneObject& result = results[i];
    if (result.error) {
      unknowns.Add(plan.objects[i].path, result.error->message);
    }
    for (DiscardedReference& reference : result.rejected) {
      found.push_back(std::move(reference));
    }
    undecided.insert(undecided.end(), result.undecided.begin(),
                     result.undecided.end());
    if_reached.insert(if_reached.end(), result.if_reached.begin(),
                      result.if_reached.end());
  }
  for (const OrphanedTable& table : sections.orphans()) {
    Reference place;
    place.section = table.section;
    place.section_name = table.name;
    found.push_back({table.object, table.about, table.about, {place}});
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const auto& a, const auto& b) { return a.object < b.object; });
  unknowns.AddGroup(
      undecided, "symbols",
      "in a section that the linker script drops, and named only where GNU ld "
      "looks and ld.lld does not (a section that is not loaded, a relocation "
      "without effect); the build does not say which links it",
      UnknownKind::kUndecided);
  unknowns.AddGroup(
      if_reached, "symbols",
      "in a section that the linker script drops, and named where "
      "--gc-sections keeps only what something reaches; that is "
      "not followed",
      UnknownKind::kUndecided);
  return found;
}

}  // namespace kplace
