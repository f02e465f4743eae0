// `kplace check` on trees that were really built.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/built_fixture.h"
#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

Outcome Check(const BuiltFixture& build, std::vector<std::string> more = {}) {
  RealFileSystem files;
  std::vector<std::string> arguments = {"check", "--build", build.root()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return RunProgram(files, arguments);
}

nlohmann::json CheckJson(const BuiltFixture& build) {
  return nlohmann::json::parse(Check(build, {"--format", "json"}).out);
}

/// The report that the case expects.
std::string Golden(const std::string& name) {
  std::ifstream file(KPLACE_SOURCE_DIR "/fixtures/kbuild/" + name +
                     "/check.txt");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "KP0001 iova_bitmap_alloc drivers/vfio/vfio_main.o", sorted.
std::vector<std::string> Found(const nlohmann::json& report) {
  std::vector<std::string> found;
  for (const nlohmann::json& finding : report["findings"]) {
    found.push_back(finding["code"].get<std::string>() + " " +
                    finding["symbol"].get<std::string>() + " " +
                    finding["object"].get<std::string>());
  }
  return found;
}

TEST(Check, TheIovaCaseIsThreeReferencesAndALicence) {
  BuiltFixture build("iova_bitmap");
  EXPECT_EQ(Check(build).status, 1);
  EXPECT_EQ(Found(CheckJson(build)),
            (std::vector<std::string>{
                "KP0001 iova_bitmap_alloc drivers/vfio/vfio_main.o",
                "KP0001 iova_bitmap_for_each drivers/vfio/vfio_main.o",
                "KP0001 iova_bitmap_free drivers/vfio/vfio_main.o",
                "KP0007  drivers/iommu/iommufd/iova_bitmap.o"}));
}

TEST(Check, WritesWhatCiSystemsRead) {
  BuiltFixture build("iova_bitmap");
  std::vector<std::string> arguments = {"--kcidb-build", "myci:b77", "--label",
                                        "x86/tiny"};
  for (const char* format :
       {"sarif", "github", "gitlab", "junit", "rdjsonl", "kcidb"}) {
    arguments.push_back("--format");
    arguments.push_back(std::string(format) + '=' + build.Path(format));
  }
  EXPECT_EQ(Check(build, arguments).status, 1);
  auto sarif = nlohmann::json::parse(build.Read("sarif"));
  EXPECT_EQ(sarif["runs"][0]["results"].size(), 4u);
  EXPECT_EQ(sarif["runs"][0]["automationDetails"]["id"], "kplace/x86/tiny/");
  EXPECT_EQ(nlohmann::json::parse(build.Read("gitlab")).size(), 4u);
  EXPECT_EQ(build.Read("github").find(
                "::error file=drivers/iommu/iommufd/Makefile,line=1,"),
            0u);
  EXPECT_NE(build.Read("junit").find("failures=\"4\""), std::string::npos);
  EXPECT_NE(build.Read("kcidb").find("\"build_id\": \"myci:b77\""),
            std::string::npos);
}

TEST(Check, KcidbWantsABuild) {
  BuiltFixture build("iova_bitmap");
  Outcome outcome = Check(build, {"--format", "kcidb"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("--kcidb-build ORIGIN:ID"), std::string::npos);
}

TEST(Check, WithTheLicenceOnlyTheReferencesAreLeft) {
  BuiltFixture build("iova_bitmap_licensed");
  EXPECT_EQ(Found(CheckJson(build)).size(), 3u);
  // ld said the same of this tree.
  std::string log = build.Read("make.log");
  EXPECT_NE(log.find("undefined reference to `iova_bitmap_alloc'"),
            std::string::npos)
      << log;
}

TEST(Check, TheReportIsTheOneInTheManual) {
  BuiltFixture build("iova_bitmap");
  EXPECT_EQ(Check(build).out, Golden("iova_bitmap"));
}

TEST(Check, AProviderThatWasNeverCompiledIsNamedWithItsOption) {
  BuiltFixture build("absent_provider");
  Outcome outcome = Check(build);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, Golden("absent_provider"));
  nlohmann::json finding = CheckJson(build)["findings"][0];
  EXPECT_EQ(finding["definitions"],
            nlohmann::json::parse(
                R"([{"object": "drivers/helper/helper.o", "unit": "",
                     "exported": true, "source": "drivers/helper/helper.c"}])"));
  // ld said the same of this tree.
  EXPECT_NE(build.Read("make.log").find("undefined reference to `helper_init'"),
            std::string::npos);
}

// Modules are judged by modpost in tests/kernel/modpost_test.sh.
TEST(Check, ModulesNeedWhatTheyMayNotHave) {
  BuiltFixture build("module_needs");
  Outcome outcome = Check(build);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, Golden("module_needs"));
}

TEST(Check, FilesThatChangedAfterTheBuildAreDrift) {
  BuiltFixture build("stale_object");
  Outcome outcome = Check(build);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, Golden("stale_object"));
  // make would compile the same two anew.
  std::string command = "make -n -C " + build.root() +
                        " 2>/dev/null | grep -oE -- '-c -o [^ ]*[.]o' | "
                        "sort -u >" +
                        build.Path("make.n");
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(build.Read("make.n"),
            "-c -o drivers/driver.o\n"
            "-c -o init/main.o\n");
}

TEST(Check, ABuildThatLinksHasNothingToReport) {
  for (const char* name :
       {"hyperv", "bridge_netfilter", "arch_library", "module_needs_met"}) {
    BuiltFixture build(name);
    Outcome outcome = Check(build);
    EXPECT_EQ(outcome.status, 0) << name << outcome.err;
    EXPECT_EQ(outcome.out, "") << name;
    EXPECT_NE(outcome.err.find("nothing to report"), std::string::npos)
        << outcome.err;
  }
}

TEST(Check, ThreadsDoNotChangeTheReport) {
  BuiltFixture build("iova_bitmap");
  std::string one = Check(build, {"-j1", "--format", "json"}).out;
  EXPECT_EQ(Check(build, {"-j2", "--format", "json"}).out, one);
  EXPECT_EQ(Check(build, {"-j8", "--format", "json"}).out, one);
}

/// What is found of rule KP0012.
std::vector<std::string> Drifted(const BuiltFixture& build) {
  std::vector<std::string> drifted = Found(CheckJson(build));
  std::erase_if(drifted, [](const std::string& finding) {
    return !finding.starts_with("KP0012");
  });
  return drifted;
}

TEST(Check, ASourceThatChangedLaterIsDrift) {
  BuiltFixture build("hyperv");
  EXPECT_EQ(Drifted(build), std::vector<std::string>{});
  build.Write("drivers/hv/hv_common.c",
              build.Read("drivers/hv/hv_common.c") + "\n");
  EXPECT_EQ(Drifted(build),
            std::vector<std::string>{"KP0012  drivers/hv/hv_common.o"});
  EXPECT_EQ(Check(build).status, 0) << "a warning";
}

TEST(Check, AMakefileThatChangedLaterIsRight) {
  BuiltFixture build("iova_bitmap_licensed");
  build.Write("drivers/vfio/Makefile", "# obj-$(CONFIG_VFIO) is gone\n");
  EXPECT_EQ(Found(CheckJson(build)),
            std::vector<std::string>{"KP0012  drivers/vfio/vfio_main.o"});
}

TEST(Check, ReportsGoToFilesWhole) {
  BuiltFixture build("iova_bitmap");
  std::string file = build.Path("report.json");
  Outcome outcome = Check(build, {"--format", "json=" + file});
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(nlohmann::json::parse(build.Read("report.json"))["schema"], 1);
  EXPECT_FALSE(std::filesystem::exists(file + ".tmp"));
}

TEST(Check, FailOnRaisesTheBar) {
  BuiltFixture build("iova_bitmap");
  EXPECT_EQ(Check(build, {"--fail-on", "note"}).status, 1);
  EXPECT_EQ(Check(build, {"--fail-on", "error"}).status, 1);
}

// ------------------------------------------------------------------ notes

TEST(Check, NotesAreForThoseWhoAsk) {
  BuiltFixture build("hyperv");
  Outcome quiet = Check(build);
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.out, "");
  EXPECT_NE(quiet.err.find("nothing to report (3 notes: --notes)"),
            std::string::npos)
      << quiet.err;
  Outcome shown = Check(build, {"--notes"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_NE(shown.out.find("note[KP0013]"), std::string::npos) << shown.out;
  EXPECT_NE(shown.err.find(": 3 notes"), std::string::npos) << shown.err;
  Outcome failing = Check(build, {"--fail-on", "note"});
  EXPECT_EQ(failing.status, 1);
  EXPECT_EQ(failing.out, shown.out);
  EXPECT_EQ(Check(build, {"--fail-on", "warning"}).status, 0);
}

TEST(Check, ARewriteIsANoteForEachLine) {
  BuiltFixture build("hyperv");
  nlohmann::json report = CheckJson(build);
  EXPECT_EQ(Found(report),
            (std::vector<std::string>{"KP0013  arch/x86/hyperv/",
                                      "KP0013  drivers/hv/",
                                      "KP0013  drivers/hv/hv_common.o"}));
  for (const nlohmann::json& finding : report["findings"]) {
    EXPECT_EQ(finding["severity"], "note");
    EXPECT_EQ(finding["because"].back()["options"], "CONFIG_HYPERV=m");
  }
}

TEST(Check, ModulesThatStayModulesAreNoNotes) {
  BuiltFixture build("module_only_directory");
  Outcome outcome = Check(build, {"--notes"});
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err.find("note"), std::string::npos) << outcome.err;
}

// ------------------------------------------------------------- bad input

/// Damages a good build; the check must name the file and go on.
void ExpectNamed(const BuiltFixture& build, const std::string& file,
                 int status) {
  Outcome outcome = Check(build, {"--format", "json"});
  EXPECT_EQ(outcome.status, status) << outcome.err << outcome.out;
  EXPECT_NE((outcome.err + outcome.out).find(file), std::string::npos)
      << outcome.err << outcome.out;
}

constexpr const char* kObject = "drivers/hv/hv_common.o";

TEST(CheckBadInput, AnEmptyObject) {
  BuiltFixture build("hyperv");
  build.Truncate(kObject, 0);
  ExpectNamed(build, kObject, 3);
}

TEST(CheckBadInput, ATruncatedObject) {
  BuiltFixture build("hyperv");
  build.Truncate(kObject, 200);
  ExpectNamed(build, kObject, 3);
}

TEST(CheckBadInput, AnObjectThatIsNone) {
  BuiltFixture build("hyperv");
  build.Write(kObject, "this is not an object");
  ExpectNamed(build, kObject, 3);
}

TEST(CheckBadInput, AMissingObject) {
  BuiltFixture build("hyperv");
  build.Remove(kObject);
  ExpectNamed(build, kObject, 3);
}

TEST(CheckBadInput, ATruncatedArchive) {
  BuiltFixture build("hyperv");
  build.Truncate("vmlinux.a", 30);
  ExpectNamed(build, "vmlinux.a", 3);
}

TEST(CheckBadInput, DamageHidesNoOtherFinding) {
  BuiltFixture build("iova_bitmap");
  build.Truncate("init/main.o", 100);
  Outcome outcome = Check(build);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("iova_bitmap_alloc"), std::string::npos);
  EXPECT_NE(outcome.out.find("unknown: init/main.o"), std::string::npos)
      << outcome.out;
}

TEST(CheckBadInput, AConfigurationThatChangedAfterTheBuild) {
  BuiltFixture build("hyperv");
  std::string config = build.Read(".config");
  size_t at = config.find("CONFIG_HYPERV=m");
  ASSERT_NE(at, std::string::npos);
  build.Write(".config", config.replace(at, 15, "CONFIG_HYPERV=y"));
  ExpectNamed(build, ".config", 3);
}

TEST(CheckBadInput, ATreeThatWasNeverBuilt) {
  BuiltFixture build("hyperv");
  build.Remove("include/config");
  ExpectNamed(build, "auto.conf", 3);
}

TEST(CheckBadInput, AMakefileWithASyntaxError) {
  BuiltFixture build("hyperv");
  build.Write("drivers/hv/Makefile",
              "obj-y += hv_common.o\nthis is no makefile\n");
  ExpectNamed(build, "drivers/hv/Makefile:2", 3);
}

TEST(CheckBadInput, AnEndlessRecursion) {
  BuiltFixture build("hyperv");
  build.Write("drivers/hv/Makefile", "A = $(A)\nobj-y += hv_common.o $(A)\n");
  ExpectNamed(build, "drivers/hv/Makefile:", 3);
}

TEST(CheckBadInput, ADirectoryThatIsNamedAndMissing) {
  BuiltFixture build("hyperv");
  build.Write("drivers/hv/Makefile", "obj-y += hv_common.o gone/\n");
  ExpectNamed(build, "drivers/hv/gone/Makefile", 3);
}

}  // namespace
}  // namespace kplace::cli
