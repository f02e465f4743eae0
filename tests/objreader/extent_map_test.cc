#include "objreader/internal/extent_map.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

constexpr int kFunction = 3;
constexpr int kObject = 2;
constexpr int kLabel = 1;

/// The symbol around the offset; 0 for none.
uint32_t At(const ExtentMap& extents, uint64_t offset, uint32_t section = 1) {
  const Extent* found = extents.Find(section, offset);
  return found == nullptr ? 0 : found->symbol;
}

TEST(ExtentMap, TheInnermostAnswers) {
  ExtentMap extents;
  extents.Add({1, 0x00, 0x40, kFunction, 1, true});
  extents.Add({1, 0x10, 0x10, kFunction, 2, true});
  extents.Add({1, 0x14, 0x04, kObject, 3, false});
  extents.Finish();
  EXPECT_EQ(At(extents, 0x08), 1u);
  EXPECT_EQ(At(extents, 0x10), 2u);
  EXPECT_EQ(At(extents, 0x15), 3u);
  EXPECT_EQ(At(extents, 0x18), 2u);
  EXPECT_EQ(At(extents, 0x30), 1u);
  EXPECT_EQ(At(extents, 0x08, 2), 0u) << "of another section";
}

TEST(ExtentMap, OfEqualStretchesTheBetterNameAnswers) {
  ExtentMap extents;
  extents.Add({1, 0, 8, kLabel, 1, true});
  extents.Add({1, 0, 8, kFunction, 3, true});
  extents.Add({1, 0, 8, kFunction, 2, true});
  extents.Finish();
  EXPECT_EQ(At(extents, 4), 2u) << "the first of two functions";
}

TEST(ExtentMap, ALabelGoesUpToTheNext) {
  ExtentMap extents;
  extents.Add({1, 0, 0, kLabel, 1, true});
  extents.Add({1, 8, 0, kLabel, 2, true});
  extents.Finish();
  EXPECT_EQ(At(extents, 7), 1u);
  EXPECT_EQ(At(extents, 100), 2u);
}

TEST(ExtentMap, BehindCodeItsNameIsSaidBehindDataNone) {
  ExtentMap extents;
  extents.Add({1, 0, 4, kFunction, 1, true});
  extents.Add({2, 0, 4, kObject, 2, false});
  extents.Finish();
  EXPECT_EQ(At(extents, 6), 1u);
  EXPECT_EQ(At(extents, 6, 2), 0u);
}

TEST(ExtentMap, NothingIsBeforeTheFirst) {
  ExtentMap extents;
  extents.Add({1, 8, 4, kFunction, 1, true});
  extents.Finish();
  EXPECT_EQ(At(extents, 4), 0u);
  EXPECT_EQ(At(ExtentMap(), 0), 0u);
}

}  // namespace
}  // namespace kplace
