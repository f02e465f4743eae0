#include "cli/run.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/cli/program.h"
#include "tests/testing/tree_fixture.h"

namespace kplace::cli {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Run, HelpTeachesAndSucceeds) {
  MemoryFileSystem files;
  Outcome top = RunProgram(files, {"--help"});
  EXPECT_EQ(top.status, 0);
  for (const char* command : {"check", "place", "explain"}) {
    EXPECT_TRUE(Contains(top.out, command)) << top.out;
    Outcome help = RunProgram(files, {command, "--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_TRUE(Contains(help.out, "Examples:")) << help.out;
    EXPECT_EQ(help.err, "");
  }
}

TEST(Run, VersionSaysWhatItWasBuiltWith) {
  MemoryFileSystem files;
  Outcome version = RunProgram(files, {"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(version.out.starts_with("kplace ")) << version.out;
  EXPECT_TRUE(Contains(version.out, "LLVM")) << version.out;
}

TEST(Run, HelpHasThePageOfARule) {
  MemoryFileSystem files;
  for (const char* rule : {"KP0007", "module-without-license"}) {
    Outcome help = RunProgram(files, {"help", rule});
    EXPECT_EQ(help.status, 0);
    EXPECT_TRUE(help.out.starts_with("## KP0007 `module-without-license`\n"))
        << help.out;
    EXPECT_FALSE(Contains(help.out, "KP0008")) << help.out;
  }
  EXPECT_TRUE(Contains(RunProgram(files, {"help"}).out, "KP0101"));
  EXPECT_EQ(RunProgram(files, {"help", "explain"}).out,
            RunProgram(files, {"explain", "--help"}).out);
}

TEST(Run, MistypedNamesGetASuggestion) {
  MemoryFileSystem files;
  EXPECT_EQ(RunProgram(files, {"chekc"}).err,
            "kplace: error: no command is called chekc; check?; kplace --help "
            "lists them\n");
  Outcome help = RunProgram(files, {"help", "KP007"});
  EXPECT_EQ(help.status, 2);
  EXPECT_EQ(help.err,
            "kplace: error: no rule and no command is called KP007; KP0007?\n");
}

TEST(Run, WrongUsageIsStatusTwoAndSaysWhatIsWrong) {
  MemoryFileSystem files;
  struct {
    std::vector<std::string> arguments;
    const char* said;
  } cases[] = {
      {{}, "subcommand"},
      {{"chekc"}, "chekc"},
      {{"check", "--fail-on", "sometimes"},
       "sometimes is none of error note warning; see kplace check --help\n"},
      {{"check", "--fail-on", "2"}, "2 is none of"},
      {{"check", "--build"}, "kplace: error: --build"},
      {{"check", "--format", "tsv"}, "this command writes text, json"},
      {{"place", "--format", "json="}, "no file after the ="},
      {{"place", "--color", "blue"}, "blue"},
      {{"explain"}, "what"},
      {{"place", "--kind", "modules"}, "modules is none of"},
      {{"place", "--why-not", "a.o", "--kind", "module"}, "excludes"},
      {{"place", "--why-not", "a.o", "b.o"}, "excludes"},
      {{"place", "--why-not", "a.o", "-f", "tsv"},
       "this command writes text, json"},
  };
  for (const auto& wrong : cases) {
    Outcome outcome = RunProgram(files, wrong.arguments);
    EXPECT_EQ(outcome.status, 2) << wrong.said;
    EXPECT_TRUE(Contains(outcome.err, wrong.said)) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(Run, ADirectoryThatIsNoBuildIsStatusThree) {
  MemoryFileSystem files;
  files.Write("/home/readme", "");
  for (const char* command : {"check", "place"}) {
    Outcome outcome = RunProgram(files, {command, "--build", "/home"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(Contains(outcome.err, "not a kernel build directory"))
        << outcome.err;
  }
}

TEST(Run, PlaceWritesRowsToStdoutAndTheSumToStderr) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "--build", "/tree", "--format", "tsv"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, fixture.placement);
  EXPECT_TRUE(Contains(outcome.err, "objects in vmlinux")) << outcome.err;
}

TEST(Run, PlaceOfAnExternalModuleIsThatOfItsModules) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("external_module");
  Outcome outcome =
      RunProgram(fixture.files, {"place", "--build", "/tree", "--extmod",
                                 "/external", "--format", "tsv"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, fixture.placement);
  outcome = RunProgram(fixture.files,
                       {"place", "--build", "/tree", "-M", "/nowhere"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_TRUE(Contains(outcome.err, "/nowhere")) << outcome.err;
}

TEST(Run, NamesOfAnExternalModuleStartFromItsDirectory) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("external_module");
  auto place = [&](const std::string& word, bool why_not) {
    std::vector<std::string> args = {"place", "-b", "/tree", "-M", "/external"};
    if (why_not) args.emplace_back("--why-not");
    args.push_back(word);
    return RunProgram(fixture.files, args);
  };
  Outcome row = place("demo_main.c", false);
  EXPECT_EQ(row.status, 0) << row.err;
  EXPECT_TRUE(Contains(row.out, "/external/demo_main.o")) << row.out;
  EXPECT_EQ(place("nope.o", true).status, 2);
  EXPECT_EQ(place("/etc", false).status, 2);
  for (const char* name : {"builtin.c", "/external/builtin.o"}) {
    Outcome outcome = place(name, true);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(Contains(outcome.out, "is linked into nothing; use obj-m"))
        << outcome.out;
    EXPECT_FALSE(Contains(outcome.out, "no configuration")) << outcome.out;
  }
  EXPECT_TRUE(Contains(place("init", false).err, "is the kernel's"));
  EXPECT_EQ(place("quiet", false).status, 0);
  EXPECT_FALSE(Contains(place("quiet", false).err, "explain"));
}

TEST(Run, PlaceForEveryConfigurationGivesEachRowItsCondition) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  std::ifstream golden(KPLACE_SOURCE_DIR
                       "/fixtures/kbuild/hyperv/conditions.tsv");
  std::string expected{std::istreambuf_iterator<char>(golden), {}};
  ASSERT_FALSE(expected.empty());
  Outcome outcome =
      RunProgram(fixture.files, {"place", "--conditions", "--src", "/tree",
                                 "--arch", "x86", "--format", "tsv"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, expected);
}

/// A file of fixtures/kbuild.
std::string Golden(const std::string& name) {
  std::ifstream file(KPLACE_SOURCE_DIR "/fixtures/kbuild/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Run, PlaceListsTheRewritesInEffect) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("rewrites");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "--rewrites", "--build", "/tree", "-f", "tsv"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, Golden("rewrites/rewrites.tsv"));
  EXPECT_TRUE(Contains(outcome.err, "18 rewrites of 17 options are in effect"))
      << outcome.err;
}

TEST(Run, PlaceListsTheRewritesOfEveryConfiguration) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  std::vector<std::string> arguments = {
      "place", "--rewrites", "--conditions", "--src", "/tree", "--arch", "x86"};
  Outcome text = RunProgram(fixture.files, arguments);
  EXPECT_EQ(text.status, 0);
  EXPECT_TRUE(Contains(text.out,
                       "drivers/hv/Makefile:11  subst  CONFIG_HYPERV  "
                       "obj-$(subst m,y,$(CONFIG_HYPERV)) += hv_common.o\n"
                       "  drivers/hv/hv_common.o\n"))
      << text.out;
  EXPECT_TRUE(
      Contains(text.out, "  drivers/hv/hv_kvp.o      CONFIG_HYPERV_UTILS=y\n"))
      << text.out;
  arguments.insert(arguments.end(), {"-f", "json"});
  Outcome json = RunProgram(fixture.files, arguments);
  EXPECT_TRUE(Contains(json.out, "\"condition\": \"CONFIG_HYPERV_UTILS=y\""))
      << json.out;
  EXPECT_TRUE(Contains(json.out, "\"symbols\": null")) << json.out;
}

TEST(Run, PlaceWithABrokenMakefilePlacesTheRestAndIsStatusThree) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("syntax_error");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "--build", "/tree", "--format", "tsv"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_TRUE(Contains(outcome.out, "builtin\tinit/main.o\tvmlinux\n"));
  EXPECT_TRUE(Contains(outcome.err, "missing separator")) << outcome.err;
}

TEST(Run, ExplainTellsWhichLinesRewriteAnOption) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"explain", "drivers/hv/hv_common.o", "--build", "/tree"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(Contains(outcome.out, "is in vmlinux")) << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "CONFIG_HYPERV=m, yet drivers/Makefile:"))
      << outcome.out;
}

TEST(Run, ExplainAnOptionSplitsWhatItBrings) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome =
      RunProgram(fixture.files, {"explain", "CONFIG_HYPERV", "-b", "/tree"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(Contains(outcome.out, "drivers/hv/hv_common.o is in vmlinux"))
      << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "is in drivers/hv/hv_vmbus.ko"))
      << outcome.out;
}

TEST(Run, PlaceGivesTheRowsThatWereAskedFor) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "-b", "/tree", "-f", "tsv", "drivers/hv",
                      "--kind", "builtin", "arch", "--option", "HYPERV"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            "builtin\tarch/x86/hyperv/hv_init.o\tvmlinux\n"
            "builtin\tarch/x86/hyperv/mmu.o\tvmlinux\n"
            "builtin\tdrivers/hv/hv_common.o\tvmlinux\n");
  EXPECT_TRUE(Contains(outcome.err, "3 objects in vmlinux, 0 in 0 modules"))
      << outcome.err;
  Outcome text = RunProgram(fixture.files,
                            {"place", "-b", "/tree", "--module", "hv-netvsc"});
  EXPECT_EQ(text.out,
            "drivers/net/hv_netvsc.ko (2)\n"
            "  drivers/net/netvsc.o\n"
            "  drivers/net/netvsc_drv.o\n");
}

TEST(Run, FiltersHoldForEveryConfigurationToo) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files,
      {"place", "--conditions", "--src", "/tree", "--arch", "x86", "-f", "tsv",
       "--option", "HYPERV_TESTING", "drivers/hv/*.c", "--unit", "vmlinux"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            "builtin\tdrivers/hv/hv_debugfs.o\tvmlinux\t"
            "(CONFIG_HYPERV=y && CONFIG_HYPERV_TESTING=y)\n");
}

TEST(Run, AFilterWithAWrongNameIsStatusTwoAndWritesNothing) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "-b", "/tree", "drivers/hv", "drivers/vh"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(Contains(outcome.err,
                       "kplace: error: no file, object or directory of this "
                       "tree is called drivers/vh"))
      << outcome.err;
}

TEST(Run, AFilterThatLeavesNoRowIsStatusZero) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome =
      RunProgram(fixture.files,
                 {"place", "-b", "/tree", "drivers/net", "--unit", "vmlinux"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(Contains(outcome.err, "nothing matches all of them"))
      << outcome.err;
}

TEST(Run, WhyNotTellsWhatAnObjectNeeds) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "-b", "/tree", "--why-not", "hv_balloon"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(Contains(outcome.out, "  is in drivers/hv/hv_balloon.ko\n"));
  EXPECT_TRUE(Contains(outcome.out, "    needs  CONFIG_HYPERV_BALLOON=y\n"))
      << outcome.out;
}

TEST(Run, WhyNotWithoutAConfigurationGivesTheConditions) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "--conditions", "--src", "/tree", "--arch",
                      "x86", "--why-not", "drivers/hv/hv.c"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(Contains(outcome.out,
                       "  can be in vmlinux\n"
                       "    when   CONFIG_HYPERV=y\n"))
      << outcome.out;
  EXPECT_FALSE(Contains(outcome.out, "fails")) << outcome.out;
}

TEST(Run, WhyNotOfAWrongNameIsStatusTwo) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome = RunProgram(
      fixture.files, {"place", "-b", "/tree", "--why-not", "hv_ballon"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(Contains(outcome.out, "did you mean hv_balloon?")) << outcome.out;
}

TEST(Run, ExplainSomethingUnknownSaysWhatWasLookedFor) {
  testing::TreeFixture fixture = testing::LoadFixtureTree("hyperv");
  Outcome outcome =
      RunProgram(fixture.files, {"explain", "no_such_thing", "-b", "/tree"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(Contains(outcome.out, "no_such_thing")) << outcome.out;
}

}  // namespace
}  // namespace kplace::cli
