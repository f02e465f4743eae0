// Baseline and waivers on a tree that was really built.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/built_fixture.h"
#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

Outcome Kplace(std::vector<std::string> arguments) {
  RealFileSystem files;
  return RunProgram(files, std::move(arguments));
}

TEST(Baseline, OnlyWhatIsNewFails) {
  BuiltFixture build("iova_bitmap");
  const std::string result = build.Path("result.json");
  const std::string known = build.Path("known.json");
  auto check = [&](const std::string& format) {
    return Kplace({"check", "--build", build.root(), "--baseline", known,
                   "--format", format});
  };
  Outcome outcome = check("text");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("kplace baseline update makes a baseline"),
            std::string::npos)
      << outcome.err;

  Kplace({"check", "--build", build.root(), "--format", "json=" + result});
  outcome = Kplace({"baseline", "update", known, result});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("4 added, 4 in all"), std::string::npos);
  outcome = check("text");
  EXPECT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("nothing to report; 4 known"), std::string::npos)
      << outcome.err;

  // One of them forgotten is news again; one more is fixed.
  auto document = nlohmann::json::parse(build.Read("known.json"));
  document["findings"][0]["fid"] = "feedfeedfeedfeed";
  build.Write("known.json", document.dump());
  outcome = check("json");
  EXPECT_EQ(outcome.status, 1);
  auto report = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(report["findings"][0]["state"], "new");
  EXPECT_EQ(report["findings"][1]["state"], "known");
  ASSERT_EQ(report["fixed"].size(), 1u);
  EXPECT_EQ(report["fixed"][0]["fid"], "feedfeedfeedfeed");
  EXPECT_NE(check("github").out.find("iova_bitmap_alloc"), std::string::npos);
  EXPECT_EQ(check("github").out.find("iova_bitmap_free"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(check("gitlab").out).size(), 4u);
  EXPECT_NE(
      check("junit").out.find("failures=\"1\" errors=\"0\" skipped=\"3\""),
      std::string::npos);

  outcome = Kplace({"baseline", "prune", known, result});
  EXPECT_NE(outcome.err.find("1 dropped, 3 in all"), std::string::npos)
      << outcome.err;
}

TEST(Baseline, WaiversOfTheSourceTreeCount) {
  BuiltFixture build("iova_bitmap");
  build.Write(".kplace.toml",
              "[[waiver]]\nrule = \"KP0001\"\nsymbol = \"iova_bitmap_*\"\n"
              "reason = \"known upstream\"\n"
              "[[waiver]]\nrule = \"KP0009\"\nreason = \"none\"\n");
  Outcome outcome = Kplace({"check", "--build", build.root()});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out.find("KP0001"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("KP0007"), std::string::npos);
  EXPECT_NE(outcome.err.find("1 error; 3 waived"), std::string::npos)
      << outcome.err;
  EXPECT_NE(outcome.err.find(".kplace.toml:5: this waiver covers nothing here"),
            std::string::npos)
      << outcome.err;
  // In SARIF they are left out; JUnit says why.
  auto sarif = nlohmann::json::parse(
      Kplace({"check", "--build", build.root(), "--format", "sarif"}).out);
  EXPECT_EQ(sarif["runs"][0]["results"].size(), 1u);
  EXPECT_NE(Kplace({"check", "--build", build.root(), "--format", "junit"})
                .out.find("waived: known upstream"),
            std::string::npos);
}

TEST(Baseline, AMistakeInTheSettingsIsToldBeforeTheWork) {
  BuiltFixture build("iova_bitmap");
  build.Write("other.toml", "fail_on = \"error\"\n");
  Outcome outcome = Kplace(
      {"check", "--build", build.root(), "--config", build.Path("other.toml")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("other.toml:1: no such key: fail_on; fail-on?"),
            std::string::npos)
      << outcome.err;
}

TEST(Baseline, TakesNoOtherFiles) {
  BuiltFixture build("iova_bitmap");
  build.Write("text", "no json\n");
  Outcome outcome = Kplace(
      {"baseline", "update", build.Path("known.json"), build.Path("text")});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("is no result of kplace check --format json"),
            std::string::npos)
      << outcome.err;
}

}  // namespace
}  // namespace kplace::cli
