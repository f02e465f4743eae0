#include "analyzer/records/cmd_file.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

using Words = std::vector<std::string>;

TEST(CmdFile, ReadsCommandSourceAndDependencies) {
  CmdFile cmd = ParseCmdFile(
      "savedcmd_a/b.o := gcc -DX='\"a\"' -c -o a/b.o /src/a/b.c\n"
      "\n"
      "source_a/b.o := /src/a/b.c\n"
      "\n"
      "deps_a/b.o := \\\n"
      "  /src/include/linux/b.h \\\n"
      "    $(wildcard include/config/FOO) \\\n"
      "  include/generated/c.h \\\n"
      "\n"
      "a/b.o: $(deps_a/b.o)\n"
      "\n"
      "$(deps_a/b.o):\n");
  EXPECT_EQ(cmd.command, "gcc -DX='\"a\"' -c -o a/b.o /src/a/b.c");
  EXPECT_EQ(cmd.source, "/src/a/b.c");
  EXPECT_EQ(cmd.deps,
            (Words{"/src/include/linux/b.h", "include/generated/c.h"}));
}

TEST(CmdFile, ReadsTheFormBeforeLinux63) {
  EXPECT_EQ(ParseCmdFile("cmd_a.o := gcc a.c\n").command, "gcc a.c");
}

TEST(CmdFile, UndoesTheEscapesOfMake) {
  CmdFile cmd = ParseCmdFile("savedcmd_a.o := echo $$x $(pound)1\n");
  EXPECT_EQ(cmd.command, "echo $x #1");
}

TEST(CmdFile, DependenciesOnOneLine) {
  EXPECT_EQ(ParseCmdFile("deps_a := x.h y.h\nsource_a := a.c\n").deps,
            (Words{"x.h", "y.h"}));
}

TEST(CmdFile, OtherTextIsNothing) {
  CmdFile cmd = ParseCmdFile("\0garbage\n:= \ndeps_a := \\");
  EXPECT_EQ(cmd.command, "");
  EXPECT_EQ(cmd.source, "");
  EXPECT_TRUE(cmd.deps.empty());
}

TEST(CmdFile, PathIsAHiddenNeighbour) {
  EXPECT_EQ(CmdFilePath("drivers/vfio/vfio_main.o"),
            "drivers/vfio/.vfio_main.o.cmd");
  EXPECT_EQ(CmdFilePath("vmlinux.o"), ".vmlinux.o.cmd");
}

}  // namespace
}  // namespace kplace
