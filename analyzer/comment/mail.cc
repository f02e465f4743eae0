#include <fmt/format.h>

#include <string>

#include "analyzer/comment/comment.h"
#include "analyzer/unknowns.h"

namespace kplace {
namespace {

constexpr size_t kMost = 10;

void Append(const CommentEntry& entry, const char* mark, bool details,
            std::string& text) {
  const ResultFinding& finding = entry.first;
  text += fmt::format("{}{}: {}: {} [{}]\n", mark, finding.name.object,
                      Name(finding.level), finding.message, finding.name.code);
  if (entry.symbols.size() > 1) {
    text += fmt::format("   symbols: {}\n", FirstFew(entry.symbols));
  }
  if (!details) return;
  for (const std::string& line : finding.because) text += "   " + line + '\n';
  if (!finding.help.empty()) text += "   to mend it: " + finding.help + '\n';
  text += '\n';
}

}  // namespace

std::string MailComment(const CommentInput& input) {
  const Comment comment = MakeComment(input);
  std::string text;
  auto header = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:<10} {}\n", name, value);
  };
  header("head:", input.head);
  header("config:", input.key);
  header("kernel:", input.result.kernel_version);
  header("reproduce:", input.reproduce);
  text += "\n" + comment.Verdict() + "\n\n";
  if (!comment.news.empty()) {
    text += "All findings (new ones prefixed by >>):\n\n";
  }
  // Old ones alone are nobody's mail.
  for (size_t i = 0; i < comment.news.size(); ++i) {
    if (i == kMost) {
      text += fmt::format(">> and {} more\n", comment.news.size() - kMost);
      break;
    }
    Append(comment.news[i], ">> ", true, text);
  }
  for (size_t i = 0; i < comment.known.size() && !comment.news.empty(); ++i) {
    if (i == kMost) {
      text += fmt::format("   and {} more\n", comment.known.size() - kMost);
      break;
    }
    Append(comment.known[i], "   ", false, text);
  }
  for (const FindingName& name : comment.fixed) {
    text += fmt::format("   fixed: {} {} {}\n", name.code, name.object,
                        name.symbol);
  }
  return text;
}

}  // namespace kplace
