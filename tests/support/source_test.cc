#include "support/source.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

TEST(SourceFiles, OnePathIsOneFile) {
  SourceFiles sources;
  FileId file = sources.Intern("drivers/vfio/Makefile");
  EXPECT_EQ(sources.Intern("drivers/vfio/Makefile"), file);
  EXPECT_NE(sources.Intern("drivers/Makefile"), file);
  EXPECT_EQ(sources.Format({file, 4}), "drivers/vfio/Makefile:4");
  EXPECT_EQ(sources.Format({file, 0}), "drivers/vfio/Makefile");
}

TEST(SourceFiles, LogicalLineJoinsContinuations) {
  SourceFiles sources;
  FileId file = sources.Intern("Makefile");
  sources.SetText(file, "# x\nobj-y +=\ta.o \\\n\t\tb.o\nobj-m := c.o\n");
  EXPECT_EQ(sources.LogicalLine({file, 2}), "obj-y += a.o b.o");
  EXPECT_EQ(sources.LogicalLine({file, 4}), "obj-m := c.o");
  EXPECT_EQ(sources.LogicalLine({file, 2}, 8), "obj-y +…");
}

TEST(SourceFiles, LogicalLineOfAPlaceThatIsNotThereIsEmpty) {
  SourceFiles sources;
  FileId file = sources.Intern("Makefile");
  EXPECT_EQ(sources.LogicalLine({file, 1}), "");
  sources.SetText(file, "a\\");
  EXPECT_EQ(sources.LogicalLine({file, 1}), "a");
  EXPECT_EQ(sources.LogicalLine({file, 9}), "");
}

TEST(SourceFiles, TheFirstTextStays) {
  SourceFiles sources;
  FileId file = sources.Intern("Makefile");
  EXPECT_EQ(sources.SetText(file, "one"), "one");
  EXPECT_EQ(sources.SetText(file, "two"), "one");
}

}  // namespace
}  // namespace kplace
