#include "analyzer/report/ci/github.h"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <tuple>

#include "support/text.h"

namespace kplace {
namespace {

constexpr size_t kShown = 10;

/// Text, or the value of a property, which ends at a comma and at a colon.
std::string Escaped(std::string_view text, bool property) {
  std::string escaped;
  for (char c : text) {
    if (c == '%' || c == '\r' || c == '\n' ||
        (property && (c == ':' || c == ','))) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

const char* CommandOf(FindingLevel level) {
  switch (level) {
    case FindingLevel::kError:
      return "error";
    case FindingLevel::kWarning:
      return "warning";
    case FindingLevel::kNote:
      break;
  }
  return "notice";
}

/// Findings of one rule at one line, by the same object, have one cause.
struct Annotation {
  const Mark* first = nullptr;
  size_t more = 0;
};

std::vector<Annotation> AnnotationsOf(const std::vector<Mark>& marks) {
  using Cause = std::tuple<std::string, std::string, uint32_t, std::string>;
  std::map<Cause, size_t> known;
  std::vector<Annotation> annotations;
  for (const Mark& mark : marks) {
    auto [place, fresh] = known.try_emplace(
        {mark.finding->rule->code, mark.file, mark.line, mark.finding->object},
        annotations.size());
    if (fresh) {
      annotations.push_back({&mark, 0});
    } else {
      ++annotations[place->second].more;
    }
  }
  return annotations;
}

std::string LineOf(const Annotation& annotation) {
  const Mark& mark = *annotation.first;
  const RuleInfo& rule = *mark.finding->rule;
  std::string properties = "file=" + Escaped(Printable(mark.file), true);
  if (mark.line != 0) properties += fmt::format(",line={}", mark.line);
  properties +=
      ",title=" + Escaped(fmt::format("{} {}", rule.code, rule.summary), true);
  std::string text = mark.text;
  if (annotation.more != 0) {
    text += fmt::format(" (and {} more of the same cause)", annotation.more);
  }
  return fmt::format("::{} {}::{}\n", CommandOf(mark.finding->level),
                     properties, Escaped(text, false));
}

}  // namespace

std::string GithubAnnotations(const CiReport& report) {
  const std::vector<Mark> marks = MarksOf(report, Shown::kNew);
  std::map<FindingLevel, size_t> shown;
  std::string text;
  size_t left_out = 0;
  for (const Annotation& annotation : AnnotationsOf(marks)) {
    if (++shown[annotation.first->finding->level] > kShown) {
      ++left_out;
    } else {
      text += LineOf(annotation);
    }
  }
  for (const UnknownFact& unknown : report.analysis.unknowns) {
    if (++shown[FindingLevel::kWarning] > kShown) {
      ++left_out;
      continue;
    }
    text += fmt::format(
        "::warning title=kplace does not know::{}\n",
        Escaped(Printable(unknown.subject + ": " + unknown.reason), false));
  }
  if (left_out != 0) {
    text += fmt::format(
        "::notice title=kplace::{} more than GitHub shows; the summary and the "
        "other formats have them\n",
        left_out);
  }
  return text;
}

}  // namespace kplace
