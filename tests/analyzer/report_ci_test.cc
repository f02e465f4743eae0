// The formats for CI, where a reader of theirs would go wrong.  Judges that are
// not ours read all of them: tests/formats.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/report/ci/github.h"
#include "analyzer/report/ci/junit.h"
#include "analyzer/report/ci/kcidb.h"
#include "analyzer/report/ci/mark.h"
#include "analyzer/report/ci/sarif.h"
#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

Because Line(const std::string& subject, const std::string& file, uint32_t line,
             const std::string& options = "") {
  Because because;
  because.subject = subject;
  because.verdict = "is in vmlinux";
  because.evidence = {file, line, "obj-y += x", options};
  return because;
}

Finding Make(const std::string& object, FindingLevel level) {
  Finding finding;
  finding.rule = &AllRules().front().info;
  finding.level = level;
  finding.fid = "0123456789abcdef";
  finding.object = object;
  finding.symbol = "f";
  finding.message = object + " uses f";
  return finding;
}

class CiReportTest : public ::testing::Test {
 protected:
  CiReport Report(FindingLevel fail_on = FindingLevel::kError) {
    return {analysis_, build_, "x86/tiny", fail_on};
  }

  Analysis analysis_;
  BuildFacts build_;
};

TEST_F(CiReportTest, TheLineThatAPatchCanTouchIsMarked) {
  Finding finding = Make("a/user.o", FindingLevel::kError);
  finding.because = {Line("a/user.o", "a/Makefile", 1, "CONFIG_A=y"),
                     Line("b/maker.o", "Kbuild", 2),
                     Line("b/maker.o", "b/Makefile", 3, "CONFIG_B=m"),
                     Line("b/maker.o", "b/Makefile", 4)};
  analysis_.findings = {finding};
  // Nobody defines it: the user is what there is.
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].file, "a/Makefile");
  analysis_.findings[0].definitions.push_back(
      {"b/maker.o", "b/b.ko", true, "b/maker.c"});
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].file, "b/Makefile");
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].line, 3u);
  // Without makefiles, the place of use, or the object.
  analysis_.findings[0].because.clear();
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].file, "a/user.o");
  analysis_.findings[0].references.push_back(
      {"a/user.o", "vmlinux", "g", ".text", 0, "a/user.c", 7});
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].file, "a/user.c");
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].line, 7u);
}

TEST_F(CiReportTest, WorstFirstAndNotesOnRequest) {
  analysis_.findings = {Make("a.o", FindingLevel::kWarning),
                        Make("b.o", FindingLevel::kNote),
                        Make("c.o", FindingLevel::kError)};
  EXPECT_EQ(MarksOf(Report(), Shown::kNew).size(), 2u);
  EXPECT_EQ(MarksOf(Report(), Shown::kNew)[0].finding->object, "c.o");
  CiReport report = Report();
  report.notes = true;
  EXPECT_EQ(MarksOf(report, Shown::kNew).size(), 3u);
}

TEST_F(CiReportTest, GithubIsToldOfTenAndOfTheRest) {
  for (int i = 0; i < 12; ++i) {
    analysis_.findings.push_back(
        Make("a" + std::to_string(i) + ".o", FindingLevel::kError));
  }
  const std::string text = GithubAnnotations(Report());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
  EXPECT_EQ(text.find("::error file=a0.o,title=KP0001 built-in code calls into "
                      "a module::a0.o uses f\n"),
            0u)
      << text;
  EXPECT_NE(text.find("::notice title=kplace::2 more than GitHub shows"),
            std::string::npos);
}

TEST_F(CiReportTest, OneCauseIsOneAnnotation) {
  Finding finding = Make("a.o", FindingLevel::kError);
  analysis_.findings = {finding, finding, finding};
  EXPECT_EQ(GithubAnnotations(Report()),
            "::error file=a.o,title=KP0001 built-in code calls into a "
            "module::a.o uses f (and 2 more of the same cause)\n");
}

TEST_F(CiReportTest, WithoutFindingsGithubIsNotToldAnything) {
  EXPECT_EQ(GithubAnnotations(Report()), "");
}

TEST_F(CiReportTest, JunitFailsWhereTheCheckDoes) {
  analysis_.findings = {Make("a.o", FindingLevel::kWarning)};
  EXPECT_NE(JunitReport(Report()).find("failures=\"0\""), std::string::npos);
  const std::string strict = JunitReport(Report(FindingLevel::kWarning));
  EXPECT_NE(strict.find("failures=\"1\""), std::string::npos);
  EXPECT_NE(strict.find("name=\"KP0001 a.o f\""), std::string::npos);
  // What is green is seen, too.
  EXPECT_NE(strict.find("name=\"KP0002 "), std::string::npos);
}

TEST_F(CiReportTest, JunitTellsMissingInputsFromOpenQuestions) {
  analysis_.unknowns = {{"a.o", "truncated", UnknownKind::kInput},
                        {"b.o", "a macro", UnknownKind::kUndecided}};
  const std::string text = JunitReport(Report());
  EXPECT_NE(text.find("errors=\"1\" skipped=\"1\""), std::string::npos) << text;
}

TEST_F(CiReportTest, SarifIsCutAndSaysSo) {
  analysis_.findings.assign(5001, Make("a.o", FindingLevel::kError));
  auto document = nlohmann::json::parse(SarifReport(Report()));
  const auto& run = document["runs"][0];
  EXPECT_EQ(run["results"].size(), 5000u);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 1u);
  EXPECT_EQ(run["automationDetails"]["id"], "kplace/x86/tiny/");
}

TEST_F(CiReportTest, KcidbHasOneIssueForAllBuilds) {
  analysis_.findings = {Make("a.o", FindingLevel::kError)};
  auto of = [&](const char* build) {
    return nlohmann::json::parse(KcidbReport(Report(), build));
  };
  const auto one = of("myci:b1");
  const auto two = of("myci:b2");
  EXPECT_EQ(one["issues"], two["issues"]);
  EXPECT_NE(one["incidents"][0]["id"], two["incidents"][0]["id"]);
  EXPECT_EQ(one["tests"][0]["status"], "FAIL");
  EXPECT_EQ(one["tests"][1]["status"], "PASS");
}

TEST_F(CiReportTest, KcidbExcerptsAreCutBetweenLines) {
  analysis_.findings.assign(2000, Make("a.o", FindingLevel::kError));
  const auto document = nlohmann::json::parse(KcidbReport(Report(), "myci:b1"));
  const std::string excerpt = document["tests"][0]["log_excerpt"];
  EXPECT_LE(excerpt.size(), 16384u);
  EXPECT_TRUE(excerpt.ends_with(" more\n")) << excerpt.substr(15900);
}

TEST(Kcidb, IdsHaveAnOrigin) {
  EXPECT_TRUE(IsKcidbId("myci:b77"));
  EXPECT_TRUE(IsKcidbId("my_ci2:"));
  for (const char* id : {"", "b77", ":b77", "MyCI:b77", "my-ci:b77"}) {
    EXPECT_FALSE(IsKcidbId(id)) << id;
  }
}

}  // namespace
}  // namespace kplace
