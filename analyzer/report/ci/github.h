// github.h - workflow commands of GitHub Actions, which need no permission.
//
//   ::error file=drivers/vfio/Makefile,line=1,title=KP0001 …::TEXT
//
// GitHub Docs, "Workflow commands for GitHub Actions".  Of each kind a step
// shows ten, in their order, and drops the others without a word; so the worst
// come first, findings of one cause are one, and what is left out is counted.

#ifndef KPLACE_ANALYZER_REPORT_CI_GITHUB_H_
#define KPLACE_ANALYZER_REPORT_CI_GITHUB_H_

#include <string>

#include "analyzer/report/ci/mark.h"

namespace kplace {

/// A line each; empty when there is nothing to show.
std::string GithubAnnotations(const CiReport& report);

}  // namespace kplace

#endif  // KPLACE_ANALYZER_REPORT_CI_GITHUB_H_
