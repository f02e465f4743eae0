#include "kbuildparse/kbuild/build_tree.h"

#include <gtest/gtest.h>

namespace kplace {
namespace {

constexpr const char* kConfig =
    "#\n"
    "# Automatically generated file; DO NOT EDIT.\n"
    "# Linux/x86 6.12.117 Kernel Configuration\n"
    "#\n"
    "CONFIG_MODULES=y\n";

class BuildTreeTest : public testing::Test {
 protected:
  BuildTreeTest() {
    files_.Write("/src/Makefile",
                 "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 9\n");
    files_.Write("/src/scripts/Makefile.build", "");
    files_.Write("/src/arch/x86/Makefile", "");
    files_.Write("/src/arch/arm64/Makefile", "");
  }

  void WriteBuild(const std::string& config = kConfig) {
    files_.Write("/out/Makefile", "# generated\ninclude /src/Makefile\n");
    files_.Write("/out/.config", config);
  }

  Result<BuildTree> Open(BuildTreeOptions options = {{}, "/out", {}}) {
    return OpenBuildTree(files_, options, sources_, sink_);
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  DiagnosticSink sink_;
};

TEST_F(BuildTreeTest, AnOutputDirectoryNamesItsSource) {
  WriteBuild();
  Result<BuildTree> tree = Open();
  ASSERT_TRUE(tree.ok()) << tree.error().message;
  EXPECT_EQ(tree->source_dir, "/src");
  EXPECT_EQ(tree->build_dir, "/out");
  EXPECT_EQ(tree->srcarch, "x86");
  EXPECT_EQ(tree->config.ValueOf("CONFIG_MODULES"), "y");
}

TEST_F(BuildTreeTest, ABuildInTheSourceIsItsOwnSource) {
  files_.Write("/src/.config", kConfig);
  Result<BuildTree> tree = Open({{}, "/src", {}});
  ASSERT_TRUE(tree.ok()) << tree.error().message;
  EXPECT_EQ(tree->source_dir, "/src");
  EXPECT_EQ(tree->build_dir, "/src");
}

TEST_F(BuildTreeTest, TheUserCanNameTheArchitectureAsMakeDoes) {
  WriteBuild();
  EXPECT_EQ(Open({{}, "/out", "x86_64"})->srcarch, "x86");
  EXPECT_EQ(Open({{}, "/out", "arm64"})->srcarch, "arm64");
  EXPECT_EQ(Open({{}, "/out", "vax"}).error().message,
            "/src/arch/vax: no such architecture in this source: give --arch "
            "ARCH");
}

TEST_F(BuildTreeTest, ADirectoryThatIsNoBuildIsRefusedWithTheWayOut) {
  files_.Write("/out/readme", "");
  EXPECT_EQ(Open().error().message,
            "/out: not a kernel build directory (no .config, no scripts/): run "
            "kplace in one, or name it with --build DIR");
}

TEST_F(BuildTreeTest, ASourceThatIsNotConfiguredIsRefusedWithTheWayOut) {
  EXPECT_EQ(Open({{}, "/src", {}}).error().message,
            "/src: no .config here: configure the kernel first (make "
            "defconfig), or name the output directory with --build");
}

TEST_F(BuildTreeTest, ABuildWithoutItsSourceAsksForIt) {
  files_.Write("/out/.config", kConfig);
  EXPECT_EQ(Open().error().message,
            "/out: no kernel source found (Makefile, scripts/Makefile.build): "
            "name it with --src DIR");
}

TEST_F(BuildTreeTest, TheSourceOfAnotherKernelIsRefused) {
  WriteBuild("# Linux/x86 6.1.5 Kernel Configuration\n");
  EXPECT_EQ(Open().error().message,
            "/out: configured for Linux 6.1.5, but /src is Linux 6.12.9: name "
            "the matching source with --src DIR");
}

TEST_F(BuildTreeTest, AStableUpdateOfTheSameKernelIsNot) {
  WriteBuild("# Linux/x86 6.12.1-rc1 Kernel Configuration\n");
  EXPECT_TRUE(Open().ok());
}

TEST_F(BuildTreeTest, PathsAreShownFromTheSourceOrTheBuild) {
  WriteBuild();
  Result<BuildTree> tree = Open();
  EXPECT_EQ(tree->Display("/src/drivers/hv/Makefile"), "drivers/hv/Makefile");
  EXPECT_EQ(tree->Display("/out/.config"), ".config");
  EXPECT_EQ(tree->Display("/etc/passwd"), "/etc/passwd");
}

TEST_F(BuildTreeTest, ForAllConfigurationsTheArchitectureIsThatOfTheBuild) {
  WriteBuild("# Linux/arm64 6.12.117 Kernel Configuration\n");
  Result<BuildTree> tree = OpenSourceTree(files_, {{}, "/out", {}});
  ASSERT_TRUE(tree.ok()) << tree.error().message;
  EXPECT_EQ(tree->arch, "arm64");
  EXPECT_FALSE(tree->configured);
}

}  // namespace
}  // namespace kplace
