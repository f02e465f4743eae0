#include "analyzer/explain/directory.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <set>

#include "analyzer/explain/parts.h"
#include "kbuildparse/kbuild/absent.h"
#include "support/path.h"

namespace kplace {
namespace {

/// The lines that the chains of all `rows` begin with, without those that name
/// an object.
std::vector<Reason> CommonLines(const PlacementTable& table,
                                const std::vector<const Placement*>& rows) {
  std::optional<std::vector<Reason>> common;
  for (const Placement* row : rows) {
    std::vector<Reason> chain = table.Chain(row->because);
    if (!common) common = chain;
    size_t same = 0;
    while (same < common->size() && same < chain.size() &&
           (*common)[same] == chain[same] && chain[same].adds.ends_with('/')) {
      ++same;
    }
    common->resize(same);
  }
  return common.value_or(std::vector<Reason>());
}

/// Nothing of it is built: the lines that would lead there.
void TellAbsent(const AnalysisInput& input, Story& story) {
  ConditionStore conditions;
  AbsentObject absent =
      FindAbsentObject(*input.tree, *input.files, *input.sources, conditions,
                       story.subject + "/");
  std::set<std::string> off = absent.OptionsOff();
  std::string fact = "no object below it is built";
  if (!off.empty()) {
    fact += fmt::format(": kept out by {}", fmt::join(off, ", "));
  }
  story.facts.push_back(std::move(fact));
  if (absent.because.empty()) return;
  story.parts.push_back({story.subject, "", "is not built",
                         BecauseOf(absent.because, story.subject,
                                   "is not built", *input.sources)});
}

}  // namespace

bool ExplainDirectory(const AnalysisInput& input, std::string_view what,
                      Story& story) {
  if (what.empty()) return false;
  std::string directory = input.tree->Display(what);
  bool outside = directory.starts_with('/') || directory.starts_with("..");
  if (outside ||
      !input.files->IsDirectory(JoinPath(input.tree->source_dir, directory))) {
    return false;
  }
  story.kind = SubjectKind::kDirectory;
  story.subject = directory;
  std::string below = directory == "." ? "" : directory + "/";
  std::vector<const Placement*> rows;
  std::vector<StoryPart> parts;
  for (const Placement& row : input.placement->rows()) {
    if (!row.object.starts_with(below) || !row.when.IsTrue()) continue;
    rows.push_back(&row);
    parts.push_back(PartOf(input, row));
  }
  if (rows.empty()) {
    TellAbsent(input, story);
    return true;
  }
  story.facts.push_back("below it: " + CountText(parts));
  SortByUnit(parts);
  std::vector<Reason> lines = CommonLines(*input.placement, rows);
  if (!lines.empty()) {
    story.parts.push_back(
        {directory, "", "is entered",
         BecauseOf(lines, directory, "is entered", *input.sources)});
  }
  for (StoryPart& part : parts) story.parts.push_back(std::move(part));
  return true;
}

}  // namespace kplace
