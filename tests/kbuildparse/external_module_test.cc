// External modules (make M=DIR), beside fixtures/kbuild/external_module: what a
// fixture cannot show.

#include <gtest/gtest.h>

#include "kbuildparse/kbuildparse.h"
#include "tests/testing/tree_fixture.h"

namespace kplace {
namespace {

class ExternalModule : public ::testing::Test {
 protected:
  ExternalModule() : files_(testing::LoadFixtureTree("hyperv").files) {}

  /// Places "/mod", whose Makefile is `text`.
  std::string Place(const std::string& text) {
    files_.Write("/mod/Makefile", text);
    Result<BuildTree> tree =
        OpenBuildTree(files_, {{}, "/tree", {}, "/mod"}, sources_, sink_);
    if (!tree) return tree.error().message;
    PlacementTable table =
        LoadPlacement(*tree, files_, sources_, conditions_, sink_, 0);
    EXPECT_EQ(table.CheckInvariants(), "");
    return ToTsv(table, &conditions_);
  }

  std::string Said() const {
    std::string text;
    for (const Diagnostic& diagnostic : sink_.Sorted(sources_)) {
      text += FormatDiagnostic(diagnostic, sources_) + '\n';
    }
    return text;
  }

  MemoryFileSystem files_;
  SourceFiles sources_;
  ConditionStore conditions_;
  DiagnosticSink sink_;
};

TEST_F(ExternalModule, ReleaseIsThatOfThePreparedBuild) {
  files_.Write("/tree/include/config/kernel.release", "6.12.0-local\n");
  EXPECT_EQ(Place("obj-m := $(KERNELRELEASE).o\n"),
            "module\t/mod/6.12.0-local.o\t/mod/6.12.0-local.ko\ttrue\n");
}

TEST_F(ExternalModule, ReleaseBeforeThatIsTheVersionOfTheConfiguration) {
  EXPECT_EQ(Place("obj-m := $(KERNELRELEASE).o\n"),
            "module\t/mod/6.12.0.o\t/mod/6.12.0.ko\ttrue\n");
}

TEST_F(ExternalModule, ReleaseThatNobodyKnowsIsNotEmpty) {
  files_.Write("/tree/.config", "# Linux/x86\nCONFIG_MODULES=y\n");
  files_.Write("/tree/Makefile", "export KERNELRELEASE KBUILD_EXTMOD\n");
  BuildTree tree;
  tree.source_dir = tree.build_dir = "/tree";
  tree.arch = tree.srcarch = "x86";
  tree.external_dir = "/mod";
  tree.configured = false;
  files_.Write("/mod/Makefile",
               "ifneq ($(KERNELRELEASE),)\nobj-m := in.o\nelse\n"
               "obj-m := out.o\nendif\n");
  PlacementTable table =
      LoadPlacement(tree, files_, sources_, conditions_, sink_, 0);
  EXPECT_EQ(ToTsv(table, &conditions_),
            "module\t/mod/in.o\t/mod/in.ko\tCONFIG_MODULES=y\n");
}

TEST_F(ExternalModule, WorkingDirectoryIsThatOfTheUsersMake) {
  EXPECT_EQ(Place("ifeq ($(PWD),$(M))\nobj-m := in.o\nendif\n"),
            "module\t/mod/in.o\t/mod/in.ko\ttrue\n");
}

/// Makefiles from 6.13 on have $(srcroot); obj and src are then relative.
TEST_F(ExternalModule, NewerMakefilesWorkInItsDirectory) {
  files_.Write("/tree/Makefile",
               *files_.Read("/tree/Makefile") + "export srcroot\n");
  files_.Write("/mod/sub/Makefile", "obj-m := $(subst /,_,$(obj)).o\n");
  EXPECT_EQ(Place("obj-m := a$(obj)o sub/\n"),
            "module\t/mod/a.o\t/mod/a.ko\ttrue\n"
            "module\t/mod/sub/sub.o\t/mod/sub/sub.ko\ttrue\n");
}

TEST_F(ExternalModule, FilesBesideItAreRead) {
  files_.Write("/mod/list.mk", "obj-m := a.o\n");
  EXPECT_EQ(Place("include $(M)/list.mk\n"),
            "module\t/mod/a.o\t/mod/a.ko\ttrue\n");
  EXPECT_EQ(Said(), "");
}

TEST_F(ExternalModule, FilesAboveItAreNot) {
  files_.Write("/secret.mk", "obj-m := a.o\n");
  EXPECT_EQ(Place("include $(M)/../secret.mk\nobj-m += b.o\n"),
            "module\t/mod/b.o\t/mod/b.ko\ttrue\n");
  EXPECT_NE(Said().find("secret.mk"), std::string::npos) << Said();
}

TEST_F(ExternalModule, WithNothingToBuildIsNoMistake) {
  EXPECT_EQ(Place("obj-$(CONFIG_NO_SUCH) += a.o\n"), "");
  EXPECT_EQ(Said(), "");
}

TEST_F(ExternalModule, WithoutModulesIsSaid) {
  files_.Write("/tree/.config", "# Linux/x86 6.12.0 Kernel Configuration\n");
  EXPECT_EQ(Place("obj-m += a.o\n"), "");
  EXPECT_NE(Said().find("CONFIG_MODULES"), std::string::npos) << Said();
}

TEST_F(ExternalModule, DirectoryWithoutMakefileIsAnError) {
  files_.Write("/empty/readme", "");
  Result<BuildTree> tree =
      OpenBuildTree(files_, {{}, "/tree", {}, "/empty"}, sources_, sink_);
  ASSERT_FALSE(tree.ok());
  EXPECT_EQ(tree.error().message,
            "/empty: no external module (neither Kbuild nor Makefile): name "
            "the directory that make is given as M=");
}

/// A headers package has the top Makefile, scripts and a configuration, each in
/// a directory of its own, and nothing to build.
TEST_F(ExternalModule, HeadersPackageIsEnough) {
  const testing::TreeFixture engine = testing::LoadFixtureTree("hyperv");
  MemoryFileSystem files;
  for (const char* name :
       {"Makefile", "arch/x86/Makefile", "scripts/Makefile.build",
        "scripts/Makefile.lib", "scripts/Makefile.roots",
        "scripts/Kbuild.include"}) {
    files.Write(std::string("/usr/src/common/") + name,
                *engine.files.Read(std::string("/tree/") + name));
  }
  files.Write("/usr/src/amd64/Makefile", "include /usr/src/common/Makefile\n");
  files.Write("/usr/src/amd64/.config", *engine.files.Read("/tree/.config"));
  files_ = std::move(files);
  files_.Write("/mod/Makefile", "obj-$(CONFIG_HYPERV) := a.o\n");
  Result<BuildTree> tree = OpenBuildTree(
      files_, {{}, "/usr/src/amd64", {}, "/mod"}, sources_, sink_);
  ASSERT_TRUE(tree.ok()) << tree.error().message;
  EXPECT_EQ(
      ToTsv(LoadPlacement(*tree, files_, sources_, conditions_, sink_, 0)),
      "module\t/mod/a.o\t/mod/a.ko\n");
  EXPECT_EQ(Said(), "");
}

}  // namespace
}  // namespace kplace
