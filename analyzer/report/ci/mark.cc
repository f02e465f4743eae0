#include "analyzer/report/ci/mark.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"

namespace kplace {
namespace {

/// The innermost line of the chain of `object`, rather one that hangs on an
/// option; null where the makefiles say nothing of it.
const Evidence* LineOf(const Finding& finding, const std::string& object) {
  const Evidence* found = nullptr;
  bool hangs_on_option = false;
  for (const Because& because : finding.because) {
    if (because.subject != object || because.evidence.line == 0) continue;
    const bool option = !because.evidence.options.empty();
    if (found != nullptr && hangs_on_option && !option) continue;
    found = &because.evidence;
    hangs_on_option = option;
  }
  return found;
}

const Evidence* LineToMark(const Finding& finding) {
  for (const DefinitionSite& site : finding.definitions) {
    if (const Evidence* line = LineOf(finding, site.object)) return line;
  }
  return LineOf(finding, finding.object);
}

std::string TextOf(const Finding& finding) {
  std::string text = finding.message;
  if (!finding.help.empty()) text += "; to mend it, " + finding.help;
  return Printable(text);
}

bool IsShown(FindingState state, Shown shown) {
  switch (state) {
    case FindingState::kNew:
      return true;
    case FindingState::kKnown:
      return shown != Shown::kNew;
    case FindingState::kWaived:
      break;
  }
  return shown == Shown::kAll;
}

}  // namespace

bool Fails(const CiReport& report, const Finding& finding) {
  return finding.state == FindingState::kNew && finding.level >= report.fail_on;
}

std::vector<Mark> MarksOf(const CiReport& report, Shown shown) {
  std::vector<Mark> marks;
  for (const Finding& finding : report.analysis.findings) {
    if (finding.level == FindingLevel::kNote && !report.notes) continue;
    if (!IsShown(finding.state, shown)) continue;
    Mark mark{&finding, finding.object, 0, TextOf(finding)};
    if (const Evidence* line = LineToMark(finding)) {
      mark.file = line->file;
      mark.line = line->line;
    } else if (!finding.references.empty() &&
               !finding.references.front().source.empty()) {
      mark.file = finding.references.front().source;
      mark.line = finding.references.front().line;
    }
    marks.push_back(std::move(mark));
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) {
                     return a.finding->level > b.finding->level;
                   });
  return marks;
}

std::string Text(const Because& because) {
  const Evidence& evidence = because.evidence;
  std::string text;
  if (!evidence.text.empty()) {
    text = evidence.line == 0
               ? evidence.file
               : fmt::format("{}:{}", evidence.file, evidence.line);
    text += ": " + evidence.text;
  }
  if (!evidence.options.empty()) text += " (" + evidence.options + ")";
  if (!because.sentence.empty()) {
    if (!text.empty()) text += ": ";
    text += because.sentence;
  }
  return Printable(text);
}

}  // namespace kplace
