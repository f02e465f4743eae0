#include "tests/testing/tree_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kplace::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TreeFixture, NamesAreCasesWithoutTheEngine) {
  std::vector<std::string> names = FixtureNames();
  EXPECT_THAT(names, Contains("iova_bitmap"));
  EXPECT_THAT(names, Not(Contains("engine")));
}

TEST(TreeFixture, TreeLiesOverTheEngine) {
  TreeFixture fixture = LoadFixtureTree("hyperv");
  EXPECT_TRUE(fixture.files.IsFile("/tree/scripts/Makefile.build"));
  EXPECT_THAT(*fixture.files.Read("/tree/drivers/hv/Makefile"),
              HasSubstr("obj-$(subst m,y,$(CONFIG_HYPERV)) += hv_common.o"));
  EXPECT_THAT(*fixture.files.Read("/tree/include/config/auto.conf"),
              HasSubstr("CONFIG_HYPERV=m\n"));
  EXPECT_THAT(fixture.placement,
              HasSubstr("builtin\tdrivers/hv/hv_common.o\tvmlinux\n"));
  EXPECT_TRUE(fixture.diagnostics.empty());
}

TEST(TreeFixture, VariantReplacesFilesOfItsBase) {
  const char* source = "/tree/drivers/iommu/iommufd/iova_bitmap.c";
  EXPECT_THAT(*LoadFixtureTree("iova_bitmap").files.Read(source),
              Not(HasSubstr("MODULE_LICENSE")));
  TreeFixture licensed = LoadFixtureTree("iova_bitmap_licensed");
  EXPECT_THAT(*licensed.files.Read(source), HasSubstr("MODULE_LICENSE"));
  EXPECT_TRUE(licensed.files.IsFile("/tree/drivers/vfio/vfio_main.c"));
}

TEST(TreeFixture, BrokenTreeSaysWhatMakeSays) {
  EXPECT_THAT(LoadFixtureTree("missing_directory").diagnostics,
              Contains("gone/Makefile: No such file or directory"));
}

TEST(TreeFixture, AutoConfHasNoQuotesAndNoN) {
  EXPECT_EQ(AutoConf("# CONFIG_A is not set\nCONFIG_B=n\nCONFIG_C=m\n"
                     "CONFIG_D=\"a \\\"b\\\\\"\nCONFIG_E=\"\"\n"),
            "CONFIG_C=m\nCONFIG_D=a \"b\\\nCONFIG_E=\n");
}

// Every tree is complete: a configuration, a top directory, an answer.
class EveryTree : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryTree, CanBeLoaded) {
  TreeFixture fixture = LoadFixtureTree(GetParam());
  EXPECT_TRUE(fixture.files.IsFile("/tree/.config"));
  EXPECT_TRUE(fixture.files.IsFile("/tree/Kbuild"));
  EXPECT_FALSE(fixture.placement.empty());
}

INSTANTIATE_TEST_SUITE_P(TreeFixture, EveryTree,
                         ::testing::ValuesIn(FixtureNames()),
                         [](const auto& tree) { return tree.param; });

}  // namespace
}  // namespace kplace::testing
