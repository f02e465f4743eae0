#include "analyzer/fid.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

// A changed value here breaks every baseline and waiver in the world: make a
// new format version instead.
TEST(FindingId, IsTheSameForever) {
  EXPECT_EQ(FindingId("KP0001", "drivers/vfio/vfio_main.o", "iova_bitmap_alloc",
                      {"vmlinux"}),
            "6281071e92d1c75a");
}

TEST(FindingId, OrderAndRepetitionOfUnitsDoNotMatter) {
  EXPECT_EQ(FindingId("KP0001", "a.o", "f", {"b.ko", "vmlinux", "b.ko"}),
            FindingId("KP0001", "a.o", "f", {"vmlinux", "b.ko"}));
}

TEST(FindingId, EveryFieldMatters) {
  std::string id = FindingId("KP0001", "ab", "c", {"d"});
  EXPECT_NE(id, FindingId("KP0002", "ab", "c", {"d"}));
  EXPECT_NE(id, FindingId("KP0001", "a", "bc", {"d"}));
  EXPECT_NE(id, FindingId("KP0001", "ab", "", {"c", "d"}));
  EXPECT_NE(id, FindingId("KP0001", "ab", "c", {}));
}

}  // namespace
}  // namespace kplace
