// Which findings are news: baselines and waivers.

#include "analyzer/triage/triage.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "analyzer/rules/rules.h"

namespace kplace {
namespace {

using namespace std::chrono_literals;

constexpr auto kToday = 2026y / 11 / 27;

Finding Make(const std::string& fid, const std::string& object,
             const std::string& symbol = "f") {
  Finding finding;
  finding.rule = &AllRules().front().info;
  finding.fid = fid;
  finding.object = object;
  finding.symbol = symbol;
  return finding;
}

Waiver Accept(const std::string& object) {
  Waiver waiver;
  waiver.object = object;
  waiver.reason = "a reason";
  waiver.where = ".kplace.toml:3";
  return waiver;
}

/// "new known waived", in the order of the findings.
std::string States(const Analysis& analysis) {
  std::string text;
  for (const Finding& finding : analysis.findings) {
    text += Name(finding.state) + std::string(" ");
  }
  return text;
}

TEST(Triage, WithoutAnythingAllIsNew) {
  Analysis analysis;
  analysis.findings = {Make("1", "a.o"), Make("2", "b.o")};
  EXPECT_TRUE(Triage({{}, {}, kToday}, analysis).empty());
  EXPECT_EQ(States(analysis), "new new ");
  EXPECT_TRUE(analysis.fixed.empty());
}

TEST(Triage, ABaselineKnowsByFidAndTellsWhatIsFixed) {
  Baseline baseline;
  baseline.Add({"1", "KP0001", "a.o", "f"});
  baseline.Add({"9", "KP0001", "z.o", "g"});
  Analysis analysis;
  analysis.findings = {Make("1", "moved.o"), Make("2", "a.o")};
  Triage({baseline, {}, kToday}, analysis);
  EXPECT_EQ(States(analysis), "known new ");
  ASSERT_EQ(analysis.fixed.size(), 1u);
  EXPECT_EQ(analysis.fixed[0].object, "z.o");
}

TEST(Triage, AWaiverCoversWhatAllItsPatternsMatch) {
  Waiver waiver = Accept("drivers/a/*");
  waiver.symbol = "f*";
  waiver.rule = "KP0001";
  Analysis analysis;
  analysis.findings = {Make("1", "drivers/a/x.o", "foo"),
                       Make("2", "drivers/a/x.o", "bar"),
                       Make("3", "drivers/b/x.o", "foo")};
  EXPECT_TRUE(Triage({{}, {waiver}, kToday}, analysis).empty());
  EXPECT_EQ(States(analysis), "waived new new ");
  EXPECT_EQ(analysis.findings[0].waiver, "a reason");
  waiver.rule = "builtin-uses-module-symbol";
  EXPECT_TRUE(Covers(waiver, analysis.findings[0]));
  waiver.rule = "KP0002";
  EXPECT_FALSE(Covers(waiver, analysis.findings[0]));
}

TEST(Triage, AWaiverCountsOnItsLastDayAndNoLonger) {
  Waiver waiver = Accept("*");
  Analysis analysis;
  analysis.findings = {Make("1", "a.o")};
  waiver.expires = kToday;
  EXPECT_TRUE(Triage({{}, {waiver}, kToday}, analysis).empty());
  EXPECT_EQ(States(analysis), "waived ");
  analysis.findings = {Make("1", "a.o")};
  waiver.expires = 2026y / 11 / 26;
  EXPECT_EQ(Triage({{}, {waiver}, kToday}, analysis),
            std::vector<std::string>{
                ".kplace.toml:3: this waiver has expired on 2026-11-26"});
  EXPECT_EQ(States(analysis), "new ");
}

TEST(Triage, AWaiverThatCoversNothingIsTold) {
  Analysis analysis;
  EXPECT_EQ(Triage({{}, {Accept("a.o")}, kToday}, analysis),
            std::vector<std::string>{
                ".kplace.toml:3: this waiver covers nothing here"});
}

TEST(Baseline, ReadsWhatItWrites) {
  Baseline baseline;
  baseline.Add({"2", "KP0002", "b.o", ""});
  baseline.Add({"1", "KP0001", "\"\n.o", "f"});
  const std::string text = baseline.Text();
  Result<Baseline> again = Baseline::Parse(text, "known.json");
  ASSERT_TRUE(again.ok()) << again.error().message << text;
  EXPECT_EQ(again->Text(), text);
  EXPECT_TRUE(again->Has("1"));
  EXPECT_FALSE(again->Has("3"));
  // A line each, for reviews.
  EXPECT_NE(text.find("\n{\"fid\":\"2\",\"code\":\"KP0002\",\"object\":\"b.o\","
                      "\"symbol\":\"\"}\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(Baseline().Text(), "{\n\"schema\": 1,\n\"findings\": [\n]\n}\n");
}

TEST(Baseline, KeepsWhatIsStillFound) {
  Baseline baseline;
  for (const char* fid : {"1", "2", "3"}) baseline.Add({fid, "", "", ""});
  EXPECT_FALSE(baseline.Add({"1", "", "", ""}));
  EXPECT_EQ(baseline.Retain({"1", "3", "4"}), 1u);
  EXPECT_TRUE(baseline.Has("3"));
  EXPECT_FALSE(baseline.Has("2"));
}

TEST(Baseline, RefusesWhatIsNone) {
  auto error = [](const char* text) {
    Result<Baseline> read = Baseline::Parse(text, "known.json");
    return read ? std::string() : read.error().message;
  };
  const std::string none =
      "known.json: is no baseline; kplace baseline update makes one";
  EXPECT_EQ(error(""), none);
  EXPECT_EQ(error("[1,2]"), none);
  EXPECT_EQ(error("{\"schema\":1}"), none);
  EXPECT_EQ(error("{\"schema\":2,\"findings\":[]}"),
            "known.json: is of schema 2; this kplace reads schema 1");
  EXPECT_EQ(error("{\"schema\":1,\"findings\":[{\"fid\":7}]}"),
            "known.json: a finding has no fid");
}

TEST(Baseline, WaivedFindingsOfAResultAreNotTaken) {
  auto findings = FindingsOfResult(
      "{\"schema\":1,\"findings\":[{\"fid\":\"1\",\"state\":\"waived\"},"
      "{\"fid\":\"2\",\"state\":\"known\"}]}",
      "x86.json");
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->size(), 1u);
  EXPECT_EQ(findings->front().fid, "2");
}

}  // namespace
}  // namespace kplace
