#include "analyzer/records/build_notes.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

class BuildNotesTest : public ::testing::Test {
 protected:
  BuildNotesTest() {
    tree_.source_dir = "/src";
    tree_.build_dir = "/build";
  }
  MemoryFileSystem files_;
  BuildTree tree_;
  BuildNotes notes_{files_, &tree_};
};

TEST_F(BuildNotesTest, SourceIsWhatTheCommandSays) {
  files_.Write("/build/a/.b.o.cmd", "source_a/b.o := /src/lib/other.c\n");
  EXPECT_EQ(notes_.SourceOf("a/b.o"), "lib/other.c");
}

TEST_F(BuildNotesTest, SourcesThatTheBuildMadeAreRelativeToIt) {
  files_.Write("/build/a/.b.o.cmd", "source_a/b.o := a/b.c\n");
  EXPECT_EQ(notes_.SourceOf("a/b.o"), "a/b.c");
}

TEST_F(BuildNotesTest, SourceIsFoundBesideWithoutACommand) {
  files_.Write("/src/a/b.S", "");
  EXPECT_EQ(notes_.SourceOf("a/b.o"), "a/b.S");
  EXPECT_EQ(notes_.SourceOf("a/c.o"), "");
}

TEST_F(BuildNotesTest, HeaderNamedLikeTheSymbolIsPreferred) {
  files_.Write("/build/a/.user.o.cmd",
               "deps_a/user.o := \\\n  /src/include/zoo.h \\\n"
               "  /src/include/linux/iova-bitmap.h \\\n  a/gone.h \\\n\n");
  files_.Write("/src/include/zoo.h", "int iova_bitmap_alloc(void);\n");
  files_.Write("/src/include/linux/iova-bitmap.h",
               "\nint iova_bitmap_alloc(void);\n");
  auto declared = notes_.FindDeclaration("a/user.o", "", "iova_bitmap_alloc");
  ASSERT_TRUE(declared);
  EXPECT_EQ(declared->header, "include/linux/iova-bitmap.h");
  EXPECT_EQ(declared->guard.declared_at, 2u);
}

TEST_F(BuildNotesTest, HeaderOfTheDefinerIsPreferredAmongEquals) {
  files_.Write("/build/user.o", "");
  files_.Write("/build/.user.o.cmd", "deps_user.o := /src/one.h /src/two.h\n");
  files_.Write("/build/.maker.o.cmd", "deps_maker.o := /src/two.h\n");
  files_.Write("/src/one.h", "int f(void);\n");
  files_.Write("/src/two.h", "int f(void);\n");
  EXPECT_EQ(notes_.FindDeclaration("user.o", "maker.o", "f")->header, "two.h");
}

TEST_F(BuildNotesTest, NothingWhenNoHeaderDeclaresIt) {
  EXPECT_FALSE(notes_.FindDeclaration("a/user.o", "", "f"));
}

TEST(BuildNotesWithoutTree, KnowNothing) {
  MemoryFileSystem files;
  files.Write("a.c", "");
  BuildNotes notes(files, nullptr);
  EXPECT_EQ(notes.SourceOf("a.o"), "");
  EXPECT_FALSE(notes.FindDeclaration("a.o", "", "f").has_value());
}

}  // namespace
}  // namespace kplace
