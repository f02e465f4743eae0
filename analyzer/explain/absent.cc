#include "analyzer/explain/absent.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "analyzer/explain/why_not.h"
#include "analyzer/select/object_names.h"
#include "kbuildparse/kbuild/absent.h"

namespace kplace {
namespace {

/// "CONFIG_A=n, CONFIG_B=m": what one of the places would want otherwise.
std::string InTheWay(const PossiblePlace& place) {
  std::string text;
  for (const OptionChange& change : place.change->changes) {
    if (!text.empty()) text += ", ";
    text += change.option + '=' + change.from;
  }
  return text;
}

/// "would be in vmlinux with CONFIG_A=y CONFIG_B=y"
std::string VerdictOf(const PossiblePlace& place) {
  std::string text = "could be in " + place.unit;
  if (!place.change) return text;
  text = "would be in " + place.unit + " with";
  for (const OptionChange& change : place.change->changes) {
    text += ' ' + change.option + '=' + change.to;
  }
  return text;
}

}  // namespace

bool ExplainLinesOfAbsent(const AnalysisInput& input, std::string_view what,
                          Story& story) {
  std::string object = ObjectNameOf(*input.tree, what);
  if (!object.ends_with(".o")) return false;
  ConditionStore conditions;
  AbsentObject absent = FindAbsentObject(*input.tree, *input.files,
                                         *input.sources, conditions, object);
  std::set<std::string> off = absent.OptionsOff();
  // Lines whose options are all on are not what keeps it out.
  if (!absent.named || off.empty()) return false;
  story.kind = SubjectKind::kObject;
  story.subject = object;
  story.facts.push_back(fmt::format("kept out by {}", fmt::join(off, ", ")));
  story.parts.push_back(
      {object, "", "is in no unit",
       BecauseOf(absent.because, object, "is in no unit", *input.sources)});
  return true;
}

bool ExplainPossible(const AnalysisInput& input, std::string_view what,
                     Story& story, std::vector<std::string>* near) {
  EveryConfiguration every(input);
  WhyNot why = ExplainWhyNot(input, every, what);
  if (why.state == WhyNotState::kNoSuch ||
      why.state == WhyNotState::kAmbiguous) {
    *near = std::move(why.near);
    return false;
  }
  story.kind = why.state == WhyNotState::kUnit ? SubjectKind::kUnit
               : why.subject.ends_with(".ko")  ? SubjectKind::kModule
                                               : SubjectKind::kObject;
  story.subject = why.subject;
  story.facts = std::move(why.facts);
  // The least that is in the way of any of the places.
  const PossiblePlace* nearest = nullptr;
  for (const PossiblePlace& place : why.places) {
    if (!place.change || place.change->changes.empty()) continue;
    if (nearest == nullptr ||
        place.change->changes.size() < nearest->change->changes.size()) {
      nearest = &place;
    }
  }
  if (nearest != nullptr) {
    story.facts.insert(story.facts.begin(),
                       "kept out by " + InTheWay(*nearest));
  }
  for (PossiblePlace& place : why.places) {
    std::string verdict =
        place.unit.empty() ? "is in no unit" : VerdictOf(place);
    for (std::vector<Because>& chain : place.chains) {
      for (Because& because : chain) because.verdict = verdict;
      story.parts.push_back({why.subject, "", verdict, std::move(chain)});
    }
  }
  return true;
}

}  // namespace kplace
