// comment.h - what a reviewer is told of a check.
//
// New, fixed and known come from the result's own states, and from the result
// of the base, where there is one.

#ifndef KPLACE_ANALYZER_COMMENT_COMMENT_H_
#define KPLACE_ANALYZER_COMMENT_COMMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "analyzer/comment/result.h"

namespace kplace {

struct CommentInput {
  CheckResult result;
  std::optional<CheckResult> base;
  /// What the comment is the comment of, one for each: "x86/defconfig".
  std::string key;
  std::string head;       ///< commit that was checked, or ""
  std::string reproduce;  ///< command, or ""
};

/// Findings of one rule and object, with the same help: one cause.
struct CommentEntry {
  ResultFinding first;
  std::vector<std::string> symbols;
};

struct Comment {
  std::vector<CommentEntry> news;   ///< worst first
  std::vector<CommentEntry> known;  ///< without notes
  std::vector<FindingName> fixed;
  size_t waived = 0;
  std::vector<std::string> unknowns;
  /// "1 new, 0 fixed, 12 known, 1 waived", and what is not known.
  std::string Verdict() const;
};

/// Notes are left out.
Comment MakeComment(const CommentInput& input);

/// GitHub and GitLab; empty only if nothing was ever found.  The first line is
/// a marker that nobody sees, by which a bot finds its own comment:
///
///   <!-- kplace:v1 key=x86/defconfig head=0123abc digest=0123456789abcdef -->
///
/// Two comments with one digest say the same.  Everything from the tree stands
/// in code spans, where nothing of it means anything.  No longer than `limit`
/// characters: the known are shed first, then the fixed, then details.
std::string MarkdownComment(const CommentInput& input, size_t limit = 65000);

/// A plain mail in the style of the kernel test robot: what is new is marked by
/// ">>".
std::string MailComment(const CommentInput& input);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_COMMENT_COMMENT_H_
