// Running programs, and a place of our own to build in.

#include "cli/scratch_build.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cli/compilations.h"
#include "cli/process.h"

namespace kplace::cli {
namespace {

namespace fs = std::filesystem;

class ScratchBuildTest : public ::testing::Test {
 protected:
  ScratchBuildTest()
      : dir_(::testing::TempDir() + "kplace_scratch_" +
             std::to_string(getpid())) {
    fs::create_directories(dir_);
  }
  ~ScratchBuildTest() override { fs::remove_all(dir_); }

  std::string Path(const char* name) const { return (dir_ / name).string(); }

  fs::path dir_;
  RealFileSystem files_;
};

TEST_F(ScratchBuildTest, BuildsOnlyInDirectoriesOfItsOwn) {
  fs::create_directories(dir_ / "users");
  std::ofstream(dir_ / "users/thesis.tex") << "all of it";
  auto refused = ScratchBuild::Open(files_, Path("users"), {});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("not empty"), std::string::npos);
  ASSERT_TRUE(ScratchBuild::Open(files_, Path("new/one"), {}).ok());
  EXPECT_TRUE(ScratchBuild::Open(files_, Path("new/one"), {}).ok());
}

TEST_F(ScratchBuildTest, SaysWhatMakeSaid) {
  ScratchOptions options;
  options.source_dir = Path("source");
  options.arch = "x86";
  fs::create_directories(dir_ / "source");
  std::ofstream(dir_ / "source/Makefile")
      << "olddefconfig:\n\tsed -i s/A=y/A=m/ $(O)/.config\n"
         "good.o:\n\techo 'int good;' | gcc -xc -c -o $(O)/good.o -\n"
         "bad.o:\n\techo 'bad.c:1: error: it is $(ARCH)'; exit 1\n";
  auto build = ScratchBuild::Open(files_, Path("build"), options);
  ASSERT_TRUE(build.ok());
  EXPECT_FALSE(build->Configure("CONFIG_B=y\n").has_value());
  auto error = build->Configure("CONFIG_A=y\n");
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->message,
            "the tree's own conf makes something else of it: CONFIG_A=y became "
            "CONFIG_A=m");
  auto compiled = build->Compile({"good.o", "bad.o"});
  ASSERT_EQ(compiled.size(), 2u);
  EXPECT_EQ(compiled[0].failure, "");
  EXPECT_EQ(compiled[1].failure, "make: bad.c:1: error: it is x86");
}

TEST_F(ScratchBuildTest, WhatWasCompiledIsKept) {
  fs::create_directories(dir_ / "source");
  std::ofstream(dir_ / "source/a.c") << "int a;";
  {
    Compilations kept(files_, Path("kept"), Path("source"));
    kept.Keep("CONFIG_A=y\n", "a.o", {"", {"alpha", "beta"}});
    kept.Keep("CONFIG_A=y\n", "b.o", {"it failed", {}});
  }
  std::ofstream(Path("kept"), std::ios::app) << "0123 cut off";
  Compilations kept(files_, Path("kept"), Path("source"));
  auto found = kept.Find("CONFIG_A=y\n", "a.o");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->needs, (std::vector<std::string>{"alpha", "beta"}));
  EXPECT_FALSE(kept.Find("CONFIG_A=y\n", "b.o").has_value());
  EXPECT_FALSE(kept.Find("CONFIG_A=m\n", "a.o").has_value());
  std::ofstream(dir_ / "source/a.c") << "int a, changed;";
  EXPECT_FALSE(kept.Find("CONFIG_A=y\n", "a.o").has_value());
}

TEST(FirstDifference, IsOfSettings) {
  EXPECT_EQ(FirstDifference("# title\nCONFIG_A=y\n", "CONFIG_A=y\n#\n"),
            std::nullopt);
  EXPECT_EQ(FirstDifference("CONFIG_A=y\n", "# CONFIG_A is not set\n"),
            "CONFIG_A=y became # CONFIG_A is not set");
  EXPECT_EQ(FirstDifference("CONFIG_A=y\n", "CONFIG_A=y\nCONFIG_B=m\n"),
            "CONFIG_B=m is new");
  EXPECT_EQ(FirstDifference("CONFIG_A=y\nCONFIG_B=m\n", "CONFIG_B=m\n"),
            "CONFIG_A=y is gone, or something before it is new");
}

TEST(Process, TellsHowItEnded) {
  EXPECT_EQ(RunProcess({{"/bin/sh", "-c", "echo $A; exit 3"}, "", {{"A", "b"}}})
                .output,
            "b\n");
  EXPECT_EQ(RunProcess({{"sh", "-c", "exit 3"}}).status, 3);
  EXPECT_EQ(RunProcess({{"sh", "-c", "kill -9 $$"}}).status, 137);
  EXPECT_FALSE(RunProcess({{"/nowhere/at/all"}}).started);
}

TEST(Process, HasOnlyItsTime) {
  ProcessCommand command{{"sh", "-c", "exec sleep 60"}};
  command.log = "/dev/null";
  command.limit = std::chrono::seconds(1);
  ProcessResult result = RunProcess(command);
  EXPECT_TRUE(result.out_of_time);
  EXPECT_EQ(result.status, 128 + 15);
}

}  // namespace
}  // namespace kplace::cli
