#include "support/near_names.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

using Names = std::vector<std::string>;

TEST(EditDistance, CountsLetters) {
  EXPECT_EQ(EditDistance("", "", 3), 0u);
  EXPECT_EQ(EditDistance("abc", "abc", 3), 0u);
  EXPECT_EQ(EditDistance("abc", "ab", 3), 1u);
  EXPECT_EQ(EditDistance("abc", "xabc", 3), 1u);
  EXPECT_EQ(EditDistance("abc", "abd", 3), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3u);
}

TEST(EditDistance, NeighboursThatChangePlacesAreOneStep) {
  EXPECT_EQ(EditDistance("hv_vmbsu", "hv_vmbus", 3), 1u);
}

TEST(EditDistance, StopsAtTheLimit) {
  EXPECT_EQ(EditDistance("abcdef", "uvwxyz", 3), 4u);
  EXPECT_EQ(EditDistance("a", "abcdef", 3), 4u);
  EXPECT_EQ(EditDistance("abc", "abd", 0), 1u);
}

TEST(NearNames, NearestFirstEachOnce) {
  EXPECT_EQ(NearNames("hv_vmbsu",
                      Names{"hv_utils", "hv_vmbus", "hv_vmbus", "hv_vmbs"}),
            (Names{"hv_vmbs", "hv_vmbus"}));
}

TEST(NearNames, NothingThatHasLittleInCommon) {
  EXPECT_EQ(NearNames("abcdef", Names{"uvwxyz", "a", ""}), Names{});
  EXPECT_EQ(NearNames("", Names{"a", ""}), Names{});
}

TEST(NearNames, TheSameFileInAnotherDirectory) {
  EXPECT_EQ(NearNames("net/hv_common.o", Names{"drivers/hv/hv_common.o"}),
            Names{"drivers/hv/hv_common.o"});
}

TEST(NearNames, AFileWithoutItsDirectory) {
  EXPECT_EQ(NearNames("hv_comon.o", Names{"drivers/hv/hv_common.o"}),
            Names{"drivers/hv/hv_common.o"});
}

TEST(NearNames, AsManyAsAskedFor) {
  EXPECT_EQ(NearNames("abcx", Names{"abc1", "abc2", "abc3"}, 2),
            (Names{"abc1", "abc2"}));
}

TEST(NearNames, EndlessNamesAreNearToNothing) {
  std::string endless(1 << 20, 'a');
  EXPECT_EQ(NearNames(endless, Names{endless + "b"}), Names{});
}

}  // namespace
}  // namespace kplace
