// Writes a report whose every name is hostile in each format, for judges that
// are not ours.
//
//   hostile_reports DIRECTORY

#include <fstream>
#include <iostream>
#include <string>

#include "analyzer/comment/comment.h"
#include "analyzer/report/ci/github.h"
#include "analyzer/report/ci/gitlab.h"
#include "analyzer/report/ci/junit.h"
#include "analyzer/report/ci/kcidb.h"
#include "analyzer/report/ci/rdjsonl.h"
#include "analyzer/report/ci/sarif.h"
#include "analyzer/report/ci/summary.h"
#include "analyzer/report/json.h"
#include "analyzer/report/text.h"
#include "analyzer/rules/rules.h"
#include "tests/formats/hostile_names.h"

namespace kplace {
namespace {

/// A finding in which everything has the name.
Finding HostileFinding(const std::string& name, size_t number) {
  Finding finding;
  finding.rule = &AllRules().front().info;
  finding.fid = "00000000000" + std::to_string(10000 + number);
  finding.symbol = name;
  finding.object = name + ".o";
  finding.references.push_back(
      {name + ".o", "vmlinux", name, ".text" + name, 0, name + ".c", 1});
  finding.definitions.push_back({name + "_d.o", name + ".ko", true, name});
  for (const char* subject : {".o", "_d.o"}) {
    Because because;
    because.subject = name + subject;
    because.verdict = "is in " + name + ".ko";
    because.evidence = {name + "/Makefile", 1, "obj-$(CONFIG_" + name + ")",
                        "CONFIG_" + name + "=m"};
    because.sentence = name;
    finding.because.push_back(because);
  }
  finding.message = "built-in code uses " + name;
  finding.help = "let " + name + " select it";
  return finding;
}

ResultFinding ReviewedFinding(const std::string& name, const std::string& fid) {
  ResultFinding finding;
  finding.name = {fid, name, name, name};
  finding.message = finding.help = name;
  finding.because = {name, name + "\n" + name};
  return finding;
}

Analysis HostileAnalysis() {
  Analysis analysis;
  for (const std::string& name : testing::HostileNames()) {
    analysis.findings.push_back(HostileFinding(name, analysis.findings.size()));
    analysis.unknowns.push_back({name, "broken: " + name});
  }
  return analysis;
}

void WriteAll(const std::string& directory) {
  const Analysis analysis = HostileAnalysis();
  const std::string worst = "a\n::error::<\"&[x](y)\xff";
  const BuildFacts build{worst, worst, worst, worst};
  const CiReport report{analysis, build, worst};
  int comments = 0;
  auto write = [&](const char* name, const std::string& text) {
    std::ofstream(directory + "/hostile." + name) << text;
  };
  write("sarif", SarifReport(report));
  write("github", GithubAnnotations(report));
  write("gitlab.json", GitlabReport(report));
  write("junit.xml", JunitReport(report));
  write("rdjsonl", RdjsonlReport(report));
  write("markdown.md", MarkdownSummary(report));
  write("kcidb.json", KcidbReport(report, "myci:" + worst));
  write("json", JsonReport(analysis, build));
  write("text", TextReport(analysis));
  for (const std::string& name : testing::HostileNames()) {
    CommentInput input;
    input.result.findings = {ReviewedFinding(name, "1"),
                             ReviewedFinding(name, "2"),
                             ReviewedFinding(name, "3")};
    input.result.findings[1].state = FindingState::kKnown;
    input.result.fixed = {{"4", name, name, name}};
    input.result.unknowns = {name};
    input.result.kernel_version = name;
    input.key = input.head = input.reproduce = name;
    // One after the other, as a document each.
    write(("comment" + std::to_string(++comments) + ".md").c_str(),
          MarkdownComment(input));
  }
}

}  // namespace
}  // namespace kplace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: hostile_reports DIRECTORY\n";
    return 2;
  }
  kplace::WriteAll(argv[1]);
  return 0;
}
