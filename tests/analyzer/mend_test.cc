// Changes of Kconfig files: where they go, and the patch that makes them.

#include "analyzer/mend/mend.h"

#include <gtest/gtest.h>

#include <string>

namespace kplace {
namespace {

/// The patch of a mend of this Kconfig file, or why there is none.
std::string Diff(const std::string& kconfig, const std::string& mend) {
  MemoryFileSystem files;
  files.Write("/src/Kconfig", kconfig);
  SourceFiles sources;
  DiagnosticSink sink;
  auto tree = kconfig::ReadKconfig(files, "/src", {}, sources, sink);
  if (!tree) return tree.error().message;
  Result<Mend> made = MakeMend(mend, *tree, sources);
  return made ? made->diff : made.error().message;
}

constexpr char kUser[] =
    "config USER\n\ttristate \"user\"\n\tdepends on NET\n\tdepends on PCI\n"
    "\thelp\n\t  bool it is not.\n\nconfig MAKER\n\tdef_tristate y if USER\n";

TEST(Mend, ADependencyGoesBehindTheOthers) {
  EXPECT_EQ(Diff(kUser, "USER: depends on MAKER || !MAKER"),
            "--- a/Kconfig\n+++ b/Kconfig\n@@ -2,6 +2,7 @@\n"
            " \ttristate \"user\"\n \tdepends on NET\n \tdepends on PCI\n"
            "+\tdepends on MAKER || !MAKER\n"
            " \thelp\n \t  bool it is not.\n \n");
}

TEST(Mend, ATypeTakesTheOldOnesPlace) {
  EXPECT_EQ(Diff(kUser, "CONFIG_USER: bool"),
            "--- a/Kconfig\n+++ b/Kconfig\n@@ -1,5 +1,5 @@\n"
            " config USER\n-\ttristate \"user\"\n+\tbool \"user\"\n"
            " \tdepends on NET\n \tdepends on PCI\n \thelp\n");
  EXPECT_EQ(Diff(kUser, "MAKER: bool"),
            "--- a/Kconfig\n+++ b/Kconfig\n@@ -6,4 +6,4 @@\n"
            " \t  bool it is not.\n \n config MAKER\n"
            "-\tdef_tristate y if USER\n+\tdef_bool y if USER\n");
}

TEST(Mend, SaysWhyItCannotBe) {
  EXPECT_EQ(Diff(kUser, "NOWHERE: bool"), "no Kconfig file defines NOWHERE");
  EXPECT_EQ(Diff(kUser, "bool"), "'bool' is no \"OPTION: LINE\"");
  EXPECT_EQ(Diff("config A\n\tstring\n", "A: bool"),
            "A has no line with its type");
}

TEST(Mend, TheUsualOnes) {
  EXPECT_EQ(UsualMends("USER", "MAKER"),
            (std::vector<std::string>{"USER: depends on MAKER || !MAKER",
                                      "USER: depends on MAKER || MAKER=n",
                                      "USER: select MAKER", "MAKER: bool"}));
}

}  // namespace
}  // namespace kplace
