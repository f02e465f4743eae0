// The README shows real output.

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "support/text.h"

namespace kplace {
namespace {

std::string ReadFile(const std::string& name) {
  std::ifstream file(KPLACE_SOURCE_DIR "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Readme, ShowsTheReportOfTheBundledTree) {
  std::string shown;
  std::string report = ReadFile("fixtures/kbuild/iova_bitmap/check.txt");
  ASSERT_FALSE(report.empty());
  for (std::string_view line : SplitLines(report)) {
    if (!line.empty()) shown += "    ";
    shown += line;
    shown += '\n';
  }
  EXPECT_NE(ReadFile("README.md").find(shown), std::string::npos) << shown;
}

TEST(Readme, NamesOnlyFilesThatExist) {
  std::string readme = ReadFile("README.md");
  for (const char* name :
       {"setup", "run-tests", "docs/RULES.md", "docs/FORMATS.md",
        "docs/KBUILD.md", "docs/GNU_MAKE.md"}) {
    EXPECT_NE(readme.find(name), std::string::npos) << name;
    EXPECT_FALSE(ReadFile(name).empty()) << name;
  }
}

}  // namespace
}  // namespace kplace
