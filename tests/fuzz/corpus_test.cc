// Replays the corpora, so that what a fuzzer once found stays mended in every
// build, also where there is no libFuzzer.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/file_system.h"
#include "tests/fuzz/fuzz_targets.h"

namespace kplace::fuzz {
namespace {

class FuzzCorpus : public ::testing::TestWithParam<Target> {};

TEST_P(FuzzCorpus, EveryFileIsRecordsOrAnError) {
  const Target& target = GetParam();
  std::string folder = KPLACE_SOURCE_DIR "/tests/fuzz/corpus/";
  folder += target.name;
  RealFileSystem files;
  Result<std::vector<std::string>> names = files.List(folder);
  ASSERT_TRUE(names.ok()) << names.error().message;
  EXPECT_GE(names->size(), 5u) << "an empty corpus tests nothing";
  for (const std::string& name : *names) {
    SCOPED_TRACE(name);
    Result<std::string> bytes = files.Read(folder + "/" + name);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    target.run(*bytes);
    // A writer that was killed leaves half of it.
    target.run(std::string_view(*bytes).substr(0, bytes->size() / 2));
  }
}

std::string NameOf(const ::testing::TestParamInfo<Target>& target) {
  return std::string(target.param.name);
}

INSTANTIATE_TEST_SUITE_P(All, FuzzCorpus,
                         ::testing::ValuesIn(AllTargets().begin(),
                                             AllTargets().end()),
                         NameOf);

}  // namespace
}  // namespace kplace::fuzz
