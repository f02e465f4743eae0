#include "analyzer/report/ci/summary.h"

#include <utility>

#include "analyzer/comment/comment.h"
#include "analyzer/report/json.h"

namespace kplace {

std::string MarkdownSummary(const CiReport& report) {
  constexpr size_t kLimit = 250000;  // characters, of four bytes at most
  auto result = ReadCheckResult(JsonReport(report.analysis, report.build), "");
  if (!result) return result.error().message + '\n';
  CommentInput input;
  input.result = std::move(*result);
  input.key = report.label;
  return MarkdownComment(input, kLimit);
}

}  // namespace kplace
