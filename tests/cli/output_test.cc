#include "cli/output.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace kplace::cli {
namespace {

TEST(Output, TheFirstFormatIsTheDefault) {
  Result<std::vector<OutputRequest>> outputs =
      ParseOutputs({}, {"text", "json"});
  ASSERT_TRUE(outputs.ok());
  ASSERT_EQ(outputs->size(), 1u);
  EXPECT_EQ(outputs->front().format, "text");
  EXPECT_EQ(outputs->front().file, "");
}

TEST(Output, AFileNameMayHoldAnEqualsSign) {
  Result<std::vector<OutputRequest>> outputs =
      ParseOutputs({"json=a=b.json"}, {"text", "json"});
  ASSERT_TRUE(outputs.ok());
  EXPECT_EQ(outputs->front().file, "a=b.json");
}

TEST(Output, AnUnknownFormatListsTheKnownOnes) {
  EXPECT_EQ(ParseOutputs({"xml"}, {"text", "json"}).error().message,
            "--format xml: this command writes text, json");
}

TEST(Output, AFileThatCannotBeWrittenIsAnErrorAndLeavesNothing) {
  std::ostringstream out;
  std::string file = ::testing::TempDir() + "no/such/directory/report.json";
  std::optional<Error> error = WriteOutput({"json", file}, "{}", out);
  ASSERT_TRUE(error.has_value());
  EXPECT_TRUE(error->message.starts_with(file)) << error->message;
  EXPECT_EQ(out.str(), "");
}

TEST(Output, AFileIsReplacedWhole) {
  std::string file = ::testing::TempDir() + "kplace_output_test.txt";
  std::ofstream(file) << "old and long";
  std::ostringstream out;
  EXPECT_FALSE(WriteOutput({"text", file}, "new", out).has_value());
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "new");
  std::filesystem::remove(file);
}

TEST(Output, EachRequestIsRenderedUntilOneCannotBeWritten) {
  std::string nowhere = ::testing::TempDir() + "no/such/directory/report";
  std::ostringstream out;
  std::ostringstream err;
  std::optional<ExitCode> failed = WriteOutputs(
      {{"text", ""}, {"json", nowhere}, {"tsv", ""}},
      [](const OutputRequest& request) { return request.format + ";"; }, out,
      err);
  EXPECT_EQ(failed, ExitCode::kUsage);
  EXPECT_EQ(out.str(), "text;");
  EXPECT_TRUE(err.str().starts_with("kplace: error: " + nowhere)) << err.str();
}

/// As root, `-f json=/dev/null` must not leave a machine without one.
TEST(Output, ADeviceIsWrittenToAndNotReplaced) {
  std::string link = ::testing::TempDir() + "kplace_output_test_null";
  std::filesystem::remove(link);
  std::filesystem::create_symlink("/dev/null", link);
  std::ostringstream out;
  EXPECT_FALSE(WriteOutput({"text", link}, "new", out).has_value());
  EXPECT_TRUE(std::filesystem::is_character_file(link));
  std::filesystem::remove(link);
}

}  // namespace
}  // namespace kplace::cli
