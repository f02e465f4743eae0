// Exit statuses as other programs want them.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/cli/built_fixture.h"
#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

using Statuses = std::map<std::string, int>;

/// By style, the status of `kplace ARGUMENTS…`.
Statuses StatusOf(const std::vector<std::string>& arguments) {
  RealFileSystem files;
  Statuses statuses;
  for (const char* style : {"plain", "nipa", "bisect", "kselftest"}) {
    std::vector<std::string> styled = arguments;
    styled.insert(styled.end(), {"--exit-style", style});
    statuses[style] = RunProgram(files, styled).status;
  }
  return statuses;
}

TEST(ExitStyle, FindingsAreFailures) {
  BuiltFixture build("iova_bitmap");
  EXPECT_EQ(
      StatusOf({"check", "--build", build.root()}),
      (Statuses{{"plain", 1}, {"nipa", 1}, {"bisect", 1}, {"kselftest", 1}}));
}

TEST(ExitStyle, WhatCannotBeToldIsNobodysRegression) {
  EXPECT_EQ(
      StatusOf({"check", "--build", "/nowhere"}),
      (Statuses{
          {"plain", 3}, {"nipa", 250}, {"bisect", 125}, {"kselftest", 4}}));
}

TEST(ExitStyle, NeitherIsAWrongCommandLine) {
  EXPECT_EQ(
      StatusOf({"check", "--nonsense"}),
      (Statuses{
          {"plain", 2}, {"nipa", 250}, {"bisect", 255}, {"kselftest", 1}}));
}

TEST(ExitStyle, IsReadInBothSpellings) {
  RealFileSystem files;
  auto status = [&](const std::string& option) {
    return RunProgram(files, {"check", "--build", "/nowhere", option}).status;
  };
  EXPECT_EQ(status("--exit-style=bisect"), 125);
  EXPECT_EQ(status("--exit-style=no-such-style"), 2);
}

}  // namespace
}  // namespace kplace::cli
