// `kplace check --modules` and `--extmod`: options and exit statuses.  What is
// found is tests/analyzer/module_analysis_test.cc's business.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/testing/yaml_object.h"

namespace kplace::cli {
namespace {

constexpr char kModules[] = "/lib/modules/6.12";

/// A module with a licence that needs printk.
std::string Module() {
  return testing::ObjectFromYaml(R"(--- !ELF
FileHeader: { Class: ELFCLASS64, Data: ELFDATA2LSB, Type: ET_REL,
              Machine: EM_X86_64 }
Sections:
  - { Name: .modinfo, Type: SHT_PROGBITS, Flags: [ SHF_ALLOC ],
      Content: "6c6963656e73653d47504c00" }
Symbols:
  - { Name: printk, Binding: STB_GLOBAL }
)");
}

class CheckModulesTest : public ::testing::Test {
 protected:
  CheckModulesTest() { files_.Write("/lib/modules/6.12/a.ko", Module()); }

  Outcome Check(std::vector<std::string> more) {
    more.insert(more.begin(), {"check"});
    return RunProgram(files_, more);
  }

  MemoryFileSystem files_;
};

TEST_F(CheckModulesTest, WithoutAListNothingIsFoundAndNothingIsWrong) {
  Outcome outcome = Check({"--modules", kModules});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("unknown: modules: 1 symbol they need"))
      << outcome.out;
  EXPECT_EQ(outcome.err,
            "kplace: 1 module by itself: nothing to report; 1 thing not "
            "known\n");
}

TEST_F(CheckModulesTest, AListThatLacksTheSymbolMakesAFinding) {
  files_.Write("/list", "0x0\tf\tvmlinux\tEXPORT_SYMBOL\t\n");
  Outcome outcome =
      Check({"--modules", kModules, "--symvers", "/list", "-f", "json"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  nlohmann::json report = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(report["build"]["directory"], kModules);
  EXPECT_EQ(report["build"]["evidence"], "modules+symvers");
  EXPECT_EQ(report["build"]["exports_from"][0], "/list");
  EXPECT_EQ(report["findings"][0]["code"], "KP0006");
  EXPECT_EQ(report["findings"][0]["evidence"], "modules+symvers");
  EXPECT_EQ(outcome.err, "kplace: 1 module against /list: 1 error\n");
}

TEST_F(CheckModulesTest, InputsThatCannotBeUsedGiveTheirStatus) {
  EXPECT_EQ(Check({"--modules", "/none"}).status, 3);
  Outcome outcome =
      Check({"--modules", kModules, "--symvers", "/lib/modules/6.12/a.ko"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.err.find("kplace: error: /lib/modules/6.12/a.ko: no line "
                             "of it is an export"),
            std::string::npos)
      << outcome.err;
  files_.Write("/lib/modules/6.12/broken.ko", "");
  outcome = Check({"--modules", kModules});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_NE(outcome.out.find("unknown: broken.ko: file is empty"),
            std::string::npos)
      << outcome.out;
}

TEST_F(CheckModulesTest, OptionsThatDoNotGoTogetherAreRefused) {
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{
           {"--modules", kModules, "--build", "/b"},
           {"--modules", kModules, "--extmod", "/m"},
           {"--modules", ""},
           {"--symvers", "/list"},
           {"--vmlinux", "/vmlinux"},
           {"--extmod", "/m", "--vmlinux", "/vmlinux"}}) {
    Outcome outcome = Check(wrong);
    EXPECT_EQ(outcome.status, 2) << wrong[0];
    EXPECT_TRUE(outcome.err.starts_with("kplace: error: ")) << outcome.err;
  }
}

}  // namespace
}  // namespace kplace::cli
