// What a command line of make says of a kernel build.  The judge of how words
// are read is make itself.

#include "cli/make_command_line.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "support/text.h"
#include "tests/testing/shell.h"

namespace kplace::cli {
namespace {

std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words;
  for (std::string_view word : SplitWords(line)) words.emplace_back(word);
  return words;
}

/// "goals [O=out M=mod]"
std::string Ours(const std::string& line) {
  const MakeCommandLine read = ReadMakeCommandLine(Words(line));
  std::string text;
  for (const std::string& goal : read.goals) text += goal + ' ';
  for (const char* name : {"O", "M", "ARCH"}) {
    auto known = read.variables.find(name);
    if (known != read.variables.end()) {
      text += known->first + '=' + known->second + ' ';
    }
  }
  return text;
}

/// The same by make, with a makefile that says what it was told.
std::string Makes(const std::string& line) {
  const std::string directory = ::testing::TempDir() + "/make_command_line";
  testing::Shell("mkdir -p " + directory + "/sub");
  const std::string makefile =
      "$(info $(if $(MAKECMDGOALS),$(MAKECMDGOALS) )"
      "$(foreach v,O M ARCH,$(if $(filter command,$(word 1,$(origin $v))),"
      "$v=$($v))))\n%: ; @:\nall: ; @:\n";
  for (const char* name : {"/Makefile", "/sub/Makefile"}) {
    std::ofstream(directory + name) << makefile;
  }
  const std::string said = testing::Shell(
      "cd " + directory + " && MAKEFLAGS= make --no-print-directory " + line +
      " 2>/dev/null | sed -n 1p");
  std::string text;
  for (std::string_view word : SplitWords(said)) {
    text += std::string(word) + ' ';
  }
  return text;
}

TEST(MakeCommandLine, IsReadAsMakeReadsIt) {
  for (const char* line : {"all",
                           "O=out all",
                           "-j8 O=out all modules",
                           "-j 8 all",
                           "-kj8 all",

                           "-ks all",
                           "-f Makefile all",
                           "-fMakefile all",
                           "--file=Makefile all",
                           "--makefile Makefile all",
                           "--fil Makefile all",
                           "-C sub all",
                           "-Csub all",
                           "--directory=sub all",
                           "--dir sub all",
                           "-ksC sub all",
                           "-I sub all",
                           "-W all all",
                           "-o x all",
                           "-l 2 all",
                           "-l2 all",
                           "--load-average=2 all",
                           "-Otarget all",
                           "-O all",
                           "--output-sync=line all",
                           "-E V=1 all",
                           "--eval=V=1 all",
                           "--jobs=2 all",
                           "--jobs 2 all",
                           "-- all",
                           "-s -- all O=x",
                           "ARCH:=arm64 all",
                           "M=mod",
                           "O=a O=b all",
                           "-B -e -i -R -r -w all",
                           "--trace all",
                           "--no-builtin-rules all"}) {
    EXPECT_EQ(Ours(line), Makes(line)) << line;
  }
}

BuildTreeOptions Build(const std::string& line,
                       const std::map<std::string, std::string>& variables) {
  return BuildOf(ReadMakeCommandLine(Words(line)), [&](const char* name) {
    auto known = variables.find(name);
    return known == variables.end() ? std::string() : known->second;
  });
}

TEST(MakeCommandLine, SaysWhereKbuildBuilds) {
  BuildTreeOptions build = Build("-C linux O=../out ARCH=arm64", {});
  EXPECT_EQ(build.build_dir, "linux/../out");
  EXPECT_EQ(build.source_dir, "linux");
  EXPECT_EQ(build.arch, "arm64");
  EXPECT_EQ(build.external_dir, "");
  build = Build("-C /lib/modules/6.12/build M=/home/me/demo", {});
  EXPECT_EQ(build.build_dir, "/lib/modules/6.12/build");
  EXPECT_EQ(build.external_dir, "/home/me/demo");
  build = Build("", {{"KBUILD_OUTPUT", "/out"},
                     {"ARCH", "um"},
                     {"KCONFIG_CONFIG", "my.config"}});
  EXPECT_EQ(build.build_dir, "/out");
  EXPECT_EQ(build.source_dir, ".");
  EXPECT_EQ(build.arch, "um");
  EXPECT_EQ(build.config_file, "my.config");
  // O= counts on the command line alone.
  EXPECT_EQ(Build("", {{"O", "/out"}}).build_dir, ".");
  EXPECT_EQ(Build("ARCH=x86", {{"ARCH", "um"}}).arch, "x86");
}

TEST(MakeCommandLine, SaysWhetherAnythingIsLinked) {
  auto links = [](const std::string& line) {
    return Links(ReadMakeCommandLine(Words(line)));
  };
  for (const char* line : {"", "all", "-j8 bzImage", "drivers/a.o vmlinux"}) {
    EXPECT_TRUE(links(line)) << line;
  }
  for (const char* line : {"clean", "menuconfig", "drivers/a.o", "-n", "-q all",
                           "--version", "kernelrelease"}) {
    EXPECT_FALSE(links(line)) << line;
  }
}

}  // namespace
}  // namespace kplace::cli
