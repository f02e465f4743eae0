// kplace kconfig: what it writes, and what it says.

#include <gtest/gtest.h>

#include "tests/cli/program.h"

namespace kplace::cli {
namespace {

class KconfigCommand : public ::testing::Test {
 protected:
  KconfigCommand() {
    files_.Write(
        "/src/Makefile",
        "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION =\n");
    files_.Write("/src/scripts/Makefile.build", "");
    files_.Write("/src/arch/x86/Makefile", "");
    files_.Write("/src/Kconfig",
                 "mainmenu \"Linux/$(ARCH) $(KERNELVERSION) Kernel "
                 "Configuration\"\n"
                 "config CORE\n\tbool \"core\"\n\tdefault y\n"
                 "config DRIVER\n\tbool \"driver\"\n\tdepends on CORE\n"
                 "config HAS_FLAG\n\tdef_bool $(cc-option,-mflag)\n");
  }

  Outcome Kconfig(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "kconfig");
    for (const char* word :
         {"--src", "/src", "--arch", "x86", "--build", "/b"}) {
      arguments.emplace_back(word);
    }
    return RunProgram(files_, std::move(arguments));
  }

  MemoryFileSystem files_;
};

constexpr char kHeader[] =
    "#\n# Automatically generated file; DO NOT EDIT.\n"
    "# Linux/x86 6.12.3 Kernel Configuration\n#\n";

TEST_F(KconfigCommand, ResolveStartsFromNothing) {
  Outcome outcome = Kconfig({"resolve", "--target", "allyesconfig"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            std::string(kHeader) + "CONFIG_CORE=y\nCONFIG_DRIVER=y\n");
  EXPECT_EQ(outcome.err,
            "kplace: unknown: CONFIG_HAS_FLAG rests on what only a program can "
            "tell; n was taken for it (--facts FILE names a .config that shows "
            "it)\n");
}

TEST_F(KconfigCommand, FactsAnswerForPrograms) {
  files_.Write("/facts", "CONFIG_CORE=y\nCONFIG_HAS_FLAG=y\n");
  Outcome outcome =
      Kconfig({"resolve", "--target", "allnoconfig", "--facts", "/facts"});
  EXPECT_EQ(outcome.out, std::string(kHeader) +
                             "# CONFIG_CORE is not set\nCONFIG_HAS_FLAG=y\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(KconfigCommand, ResolveSaysWhatIsLost) {
  files_.Write("/my",
               "# CONFIG_CORE is not set\nCONFIG_DRIVER=y\nCONFIG_X=y\n");
  files_.Write("/facts", "CONFIG_CORE=y\nCONFIG_HAS_FLAG=y\n");
  Outcome outcome = Kconfig({"resolve", "/my", "--facts", "/facts"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, std::string(kHeader) +
                             "# CONFIG_CORE is not set\nCONFIG_HAS_FLAG=y\n");
  EXPECT_EQ(outcome.err,
            "/my:3: warning: CONFIG_X is no option of this tree\n"
            "kplace: note: /my:2: CONFIG_DRIVER is n, not y: it cannot be set: "
            "CORE [=n]\n");
}

TEST_F(KconfigCommand, ResolveNeedsAStart) {
  Outcome outcome = Kconfig({"resolve"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "kplace: error: no configuration to complete: name a .config or a "
            "fragment, or a target that starts from nothing\n");
}

TEST_F(KconfigCommand, WhyTellsOfABuild) {
  files_.Write("/b/.config",
               "# Linux/x86 6.12.3 Kernel Configuration\nCONFIG_CORE=y\n");
  Outcome outcome = Kconfig({"why", "CONFIG_DRIVER"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out.substr(0, 16), "CONFIG_DRIVER=n\n") << outcome.out;
  EXPECT_NE(outcome.out.find("  defined at Kconfig:5\n"), std::string::npos)
      << outcome.out;
  outcome = Kconfig({"why", "NOTHING"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "kplace: error: no Kconfig file of this architecture defines "
            "NOTHING\n");
}

}  // namespace
}  // namespace kplace::cli
